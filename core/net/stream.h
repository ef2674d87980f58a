/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes to and from the peer once dialled: the socket itself, or libcurl's hands where the way there is encrypted (an
 * https:// proxy). Never blocks, never raises SIGPIPE. */
#ifndef CC_STREAM_H
#define CC_STREAM_H

#include "net/curlapi.h"

#include <stddef.h>
#include <sys/types.h>
#include <sys/uio.h>

struct stream {
	int fd;                      /* to wait on */
	const struct curlapi *api;
	CURL *easy;                  /* NULL: read and write the socket itself */
};

/* As recv() and send(): bytes, 0 at the end, -1 with errno (EAGAIN: wait for fd). */
ssize_t stream_read(struct stream *s, void *p, size_t n);
ssize_t stream_write(struct stream *s, const void *p, size_t n);
ssize_t stream_writev(struct stream *s, const struct iovec *v, size_t n);

#endif
