/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of the user's. */
#include "base/xdg.h"

#include "base/mem.h"
#include "base/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
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
	/* a pipe in the place of a file has nobody at its other end */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK), r = 0;
	struct stat st;

	buf_reset(b);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode))
		r = err_setx(e, ERR_IO, "%s is a pipe, not a file", path);
	else if (fd < 0 || xdg_read_open(fd, b) != 0)
		r = err_set(e, ERR_IO, "%s", path);
	if (fd >= 0)
		(void)close(fd);
	return r;
}

int xdg_write(const char *path, struct bytes content, struct cc_err *e)
{
	struct place p;
	int r;

	if (place_open(&p, path, true, e) != 0)
		return -1;
	r = place_write(&p, content, 0600, true, e);
	place_close(&p);
	return r;
}
