/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads files, but never more than was agreed. */
#include "base/file.h"

#include "base/limits.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_CHUNK = 64 * 1024 };

/* The name as it may be printed, short enough to leave room for the reason. */
static char *file_label(const char *path)
{
	return strcmp(path, "-") == 0 ? text_clean_str("standard input") : text_clean(path, strlen(path), 256);
}

bool file_is_plain(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

int file_begin(struct file_reader *r, const char *path, struct cc_err *e)
{
	struct stat st;

	*r = (struct file_reader){ .label = file_label(path), .standard = strcmp(path, "-") == 0 };
	/* a pipe that nobody writes to would hold up whoever opens it */
	r->fd = r->standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (r->fd < 0)
		(void)err_set(e, ERR_IO, "cannot open %s", r->label);
	else if (fstat(r->fd, &st) == 0 && S_ISDIR(st.st_mode))
		(void)err_setx(e, ERR_IO, "%s is a folder, not a file", r->label);
	else
		return 0;
	file_end(r);
	return -1;
}

void file_end(struct file_reader *r)
{
	if (r->fd >= 0 && !r->standard)
		(void)close(r->fd);
	free(r->label);
	*r = (struct file_reader){ .fd = -1 };
}

/* Where the next octets go, and how many. At the maximum one more is asked for, to see whether there is one. */
static char *file_room(struct buf *out, char *one, size_t *n)
{
	size_t room = out->size > out->len ? out->size - out->len - 1 : 0, left = out->max - out->len;

	if (room < FILE_CHUNK / 16)
		room = FILE_CHUNK;
	*n = room < left ? room : left;
	if (*n > 0)
		return buf_room(out, *n);
	*n = 1;
	return one;
}

/* Room for the whole of a large file at once, its pages there in one call: each that has to be faulted in by itself
 * costs as much as reading it. */
static void file_expect(int fd, struct buf *out)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), n;
	uintptr_t from, to;
	struct stat st;
	char *p;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < FILE_CHUNK
		|| (uint64_t)st.st_size > out->max - out->len)
		return;
	n = (size_t)st.st_size;
	p = buf_room(out, n);
	from = ((uintptr_t)p + page - 1) / page * page;
	to = ((uintptr_t)p + n + 1) / page * page;
#ifdef MADV_POPULATE_WRITE
	if (from < to)
		(void)madvise((void *)from, to - from, MADV_POPULATE_WRITE);
#endif
}

/* Read once. 1: more may follow, 0: the end, -1: failed, with errno or (0) the limit met. */
static int file_chunk(int fd, struct buf *out)
{
	size_t room;
	char one, *to = file_room(out, &one, &room);
	ssize_t n = read(fd, to, room);

	if (n < 0)
		return errno == EINTR || errno == EAGAIN ? 1 : -1;
	errno = 0;
	if (to == &one && n > 0)
		out->full = true;
	else if (to != &one)
		buf_added(out, (size_t)n);
	return out->full ? -1 : n > 0 ? 1 : 0;
}

enum file_state file_step(struct file_reader *r, struct buf *out, struct cc_err *e)
{
	struct pollfd wait = { .fd = r->fd, .events = POLLIN };
	int more = 1;

	while (more > 0) {
		if (poll(&wait, 1, 0) == 0)
			return FILE_WAITS;
		more = file_chunk(r->fd, out);
	}
	if (more == 0)
		return FILE_WHOLE;
	if (out->full)
		(void)err_setx(e, ERR_LIMIT, "%s is larger than the %zu bytes that certcard reads", r->label, out->max);
	else
		(void)err_set(e, ERR_IO, "cannot read %s", r->label);
	return FILE_FAILED;
}

int file_read(const char *path, struct buf *out, struct cc_err *e)
{
	struct file_reader r;
	struct pollfd wait = { .events = POLLIN };
	enum file_state s;

	if (file_begin(&r, path, e) != 0)
		return -1;
	wait.fd = r.fd;
	file_expect(r.fd, out);
	while ((s = file_step(&r, out, e)) == FILE_WAITS) {
		if (poll(&wait, 1, r.standard ? -1 : LIMIT_PIPE_MS) == 0) {
			(void)err_setx(e, ERR_LIMIT, "%s is a pipe that nothing came from for %d seconds", r.label,
				LIMIT_PIPE_MS / 1000);
			s = FILE_FAILED;
			break;
		}
	}
	file_end(&r);
	return s == FILE_WHOLE ? 0 : -1;
}
