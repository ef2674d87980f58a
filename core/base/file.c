/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads files, but never more than was agreed. */
#include "base/file.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_CHUNK = 64 * 1024 };

/* The name as it may be printed, short enough to leave room for the reason. */
static char *file_label(const char *path)
{
	return strcmp(path, "-") == 0 ? text_clean_str("standard input") : text_clean(path, strlen(path), 256);
}

/* Read once. 1: more may follow, 0: the end, -1: failed, with errno or (0) the limit met. */
static int file_chunk(int fd, struct buf *out)
{
	char chunk[FILE_CHUNK];
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	ssize_t n = read(fd, chunk, sizeof chunk);

	if (n < 0 && errno == EAGAIN)
		return poll(&wait, 1, -1) >= 0 || errno == EINTR ? 1 : -1;
	if (n < 0)
		return errno == EINTR ? 1 : -1;
	errno = 0;
	if (buf_add(out, chunk, (size_t)n) != 0)
		return -1;
	return n > 0 ? 1 : 0;
}

int file_read(const char *path, struct buf *out, struct cc_err *e)
{
	bool standard = strcmp(path, "-") == 0;
	char *label = file_label(path);
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	int r = -1, more = 1;

	if (fd < 0) {
		(void)err_set(e, ERR_IO, "cannot open %s", label);
		goto out;
	}
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		(void)err_setx(e, ERR_IO, "%s is a folder, not a file", label);
		goto out;
	}
	while (more > 0)
		more = file_chunk(fd, out);
	if (more == 0)
		r = 0;
	else if (out->full)
		(void)err_setx(e, ERR_LIMIT, "%s is larger than the %zu bytes that certcard reads", label, out->max);
	else
		(void)err_set(e, ERR_IO, "cannot read %s", label);
out:
	if (fd >= 0 && !standard)
		(void)close(fd);
	free(label);
	return r;
}
