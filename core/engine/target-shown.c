/* SPDX-License-Identifier: GPL-3.0-or-later
 * Leaves out of a pasted URL what may be a secret. */
#include "engine/target-shown.h"

#include "base/mem.h"

#include <ctype.h>
#include <string.h>

bool target_is_url(const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

	return isalpha((unsigned char)text[0]) && strncmp(text + n, "://", 3) == 0;
}

char *target_shown(const char *text)
{
	const char *host = target_is_url(text) ? strstr(text, "://") + 3 : text;
	const char *user = memrchr(host, '@', strcspn(host, "/?#\\")), *rest = user != NULL ? user + 1 : host;

	return mem_printf("%.*s%.*s", (int)(host - text), text, (int)strcspn(rest, "?#"), rest);
}
