/* SPDX-License-Identifier: GPL-3.0-or-later
 * A new file, whole or not at all. */
#include "parts/export.h"

#include "base/buf.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXPORT_MAX_NAME = 120 };

static int export_put(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		bytes += done;
		n -= (size_t)done;
	}
	return fsync(fd) == 0 || errno == EINVAL ? 0 : -1;
}

static char *export_path(const char *path)
{
	const char *home = getenv("HOME");

	if (path[0] == '~' && path[1] == '/' && home != NULL)
		return mem_printf("%s%s", home, path + 1);
	return mem_strdup(path);
}

/* The file gets its name by link(), which fails where one is: neither a moment with half a file nor one that was there
 * is lost. */
int export_write(const char *path, const char *bytes, size_t n, struct cc_err *e)
{
	char *to = export_path(path), *part = mem_printf("%s.XXXXXX", to);
	int fd = mkostemp(part, O_CLOEXEC), rc = -1;

	if (fd < 0) {
		(void)err_set(e, ERR_IO, "%.300s", to);
		goto out;
	}
	if (export_put(fd, bytes, n) != 0 || fchmod(fd, 0644) != 0) {
		(void)err_set(e, ERR_IO, "%.300s", to);
		goto remove;
	}
	if (link(part, to) != 0) {
		if (errno == EEXIST)
			(void)err_setx(e, ERR_IO, "%.300s is there already; nothing was written", to);
		else
			(void)err_set(e, ERR_IO, "%.300s", to);
		goto remove;
	}
	rc = 0;
remove:
	(void)unlink(part);
	(void)close(fd);
out:
	free(part);
	free(to);
	return rc;
}

char *export_name(const char *stem, const char *suffix)
{
	struct buf b = BUF_INIT(EXPORT_MAX_NAME);

	for (; *stem != '\0' && b.len < EXPORT_MAX_NAME - 16; stem++) {
		bool fine = (*stem >= 'a' && *stem <= 'z') || (*stem >= 'A' && *stem <= 'Z')
			|| (*stem >= '0' && *stem <= '9') || *stem == '.';

		if (fine && (b.len > 0 || *stem != '.'))
			(void)buf_addc(&b, *stem);
		else if (b.len > 0 && b.data[b.len - 1] != '-')
			(void)buf_addc(&b, '-');
	}
	if (b.len == 0)
		(void)buf_adds(&b, "certcard");
	(void)buf_adds(&b, suffix);
	return buf_take(&b);
}
