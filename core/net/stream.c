/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading and writing what dial left open. */
#include "net/stream.h"

#include <errno.h>
#include <stdint.h>
#include <sys/socket.h>

static ssize_t stream_result(CURLcode r, size_t n)
{
	if (r == CURLE_OK)
		return (ssize_t)n;
	errno = r == CURLE_AGAIN ? EAGAIN : ECONNRESET;
	return -1;
}

ssize_t stream_read(struct stream *s, void *p, size_t n)
{
	size_t got = 0;
	CURLcode r;

	if (s->easy == NULL)
		return recv(s->fd, p, n, MSG_DONTWAIT);
	r = s->api->easy_recv(s->easy, p, n, &got);
	return stream_result(r, got);
}

ssize_t stream_write(struct stream *s, const void *p, size_t n)
{
	size_t sent = 0;
	CURLcode r;

	if (s->easy == NULL)
		return send(s->fd, p, n, MSG_DONTWAIT | MSG_NOSIGNAL);
	r = s->api->easy_send(s->easy, p, n, &sent);
	return stream_result(r, sent);
}

/* As much as goes at once; whoever asked sends the rest. */
ssize_t stream_writev(struct stream *s, const struct iovec *v, size_t n)
{
	struct msghdr msg = { .msg_iov = (struct iovec *)(uintptr_t)v, .msg_iovlen = n };
	ssize_t total = 0;
	size_t i;

	if (s->easy == NULL)
		return sendmsg(s->fd, &msg, MSG_DONTWAIT | MSG_NOSIGNAL);
	for (i = 0; i < n; i++) {
		ssize_t sent = stream_write(s, v[i].iov_base, v[i].iov_len);

		if (sent < 0)
			return total > 0 ? total : -1;
		total += sent;
		if ((size_t)sent < v[i].iov_len)
			break;
	}
	return total;
}
