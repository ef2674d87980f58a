/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of the user's. */
#include "base/xdg.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *xdg_path(enum xdg_kind kind, const char *name)
{
	static const struct { const char *variable, *fallback; } rows[] = {
		[XDG_CONFIG] = { "XDG_CONFIG_HOME", ".config" },
		[XDG_STATE] = { "XDG_STATE_HOME", ".local/state" },
	};
	const char *dir = getenv(rows[kind].variable), *home = getenv("HOME");

	if (dir != NULL && dir[0] == '/')
		return mem_printf("%s/certcard/%s", dir, name);
	if (home == NULL || home[0] != '/')
		return NULL;
	return mem_printf("%s/%s/certcard/%s", home, rows[kind].fallback, name);
}

static int xdg_read_open(int fd, struct buf *b)
{
	char block[16384];
	ssize_t n;

	while ((n = read(fd, block, sizeof block)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (buf_add(b, block, (size_t)n) != 0) {
			errno = EFBIG;
			return -1;
		}
	}
	return 0;
}

int xdg_read(const char *path, struct buf *b, struct cc_err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), r = 0;

	buf_reset(b);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd < 0 || xdg_read_open(fd, b) != 0)
		r = err_set(e, ERR_IO, "%s", path);
	if (fd >= 0)
		(void)close(fd);
	return r;
}

int xdg_make_folders(const char *path, struct cc_err *e)
{
	char *copy = mem_strdup(path), *p;
	int r = 0;

	for (p = copy + 1; r == 0 && (p = strchr(p, '/')) != NULL; p++) {
		*p = '\0';
		if (mkdir(copy, 0700) != 0 && errno != EEXIST)
			r = err_set(e, ERR_IO, "%s", copy);
		*p = '/';
	}
	free(copy);
	return r;
}

static int xdg_write_all(int fd, struct bytes content)
{
	while (content.n > 0) {
		ssize_t n = write(fd, content.p, content.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		content.p += n;
		content.n -= (size_t)n;
	}
	return fsync(fd);
}

int xdg_write(const char *path, struct bytes content, struct cc_err *e)
{
	char *real = realpath(path, NULL), *fresh = mem_printf("%s.XXXXXX", real != NULL ? real : path);
	int fd = -1, r = -1;

	if (xdg_make_folders(path, e) != 0)
		goto out;
	fd = mkostemp(fresh, O_CLOEXEC);             /* mode 0600 */
	if (fd < 0 || xdg_write_all(fd, content) != 0 || rename(fresh, real != NULL ? real : path) != 0) {
		(void)err_set(e, ERR_IO, "%s", path);
		if (fd >= 0)
			(void)unlink(fresh);
		goto out;
	}
	r = 0;
out:
	if (fd >= 0)
		(void)close(fd);
	free(fresh);
	free(real);
	return r;
}
