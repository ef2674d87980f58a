/* SPDX-License-Identifier: GPL-3.0-or-later
 * A new file, whole or not at all. */
#include "parts/export.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/place.h"

#include <stdlib.h>

enum { EXPORT_MAX_NAME = 120 };

static char *export_path(const char *path)
{
	const char *home = getenv("HOME");

	if (path[0] == '~' && path[1] == '/' && home != NULL)
		return mem_printf("%s%s", home, path + 1);
	return mem_strdup(path);
}

int export_write(const char *path, const char *bytes, size_t n, struct cc_err *e)
{
	char *to = export_path(path);
	struct place p;
	int r = place_open(&p, to, false, e);

	if (r == 0) {
		r = place_write(&p, (struct bytes){ (const uint8_t *)bytes, n }, 0644, false, e);
		place_close(&p);
	}
	free(to);
	return r;
}

char *export_name(const char *stem, const char *suffix)
{
	struct buf b = BUF_INIT(EXPORT_MAX_NAME);

	for (; *stem != '\0' && b.len < EXPORT_MAX_NAME - 16; stem++) {
		bool fine = ascii_is_alnum(*stem) || *stem == '.';

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
