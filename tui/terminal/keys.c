/* SPDX-License-Identifier: GPL-3.0-or-later
 * The key map, read from the names in requests.def. */
#include "terminal/keys.h"

#include <stdio.h>
#include <string.h>

static const struct { const char *name, *keys, *hint, *help; } keys_requests[N_REQUESTS] = {
#define REQUEST(id, name_, keys_, hint_, help_) [REQUEST_##id] = { name_, keys_, hint_, help_ },
#include "terminal/requests.def"
#undef REQUEST
};

static const struct { const char *name, *shown; int32_t code; } keys_named[] = {
#define KEY(id, name_, shown_, terminfo) { name_, shown_, KEYCODE_##id },
#include "terminal/keynames.def"
#undef KEY
	{ "Esc", "Esc", KEYCODE_ESC },
	{ "Tab", "Tab", KEYCODE_TAB },
	{ "Space", "Space", ' ' },
};

enum { KEYS_N_NAMED = sizeof keys_named / sizeof *keys_named };

static int keys_find(const char *name, size_t len)
{
	for (int i = 0; i < KEYS_N_NAMED; i++) {
		if (strlen(keys_named[i].name) == len && memcmp(keys_named[i].name, name, len) == 0)
			return i;
	}
	return -1;
}

int32_t key_by_name(const char *name, size_t len)
{
	int i = keys_find(name, len);

	if (i >= 0)
		return keys_named[i].code;
	if (len == 3 && name[0] == 'C' && name[1] == '-')
		return name[2] & 0x1f;
	return len == 1 ? (int32_t)(unsigned char)name[0] : -1;
}

/* The next name in a list separated by spaces; false at its end. */
static bool keys_next(const char **list, const char **name, size_t *len)
{
	*name = *list + strspn(*list, " ");
	*len = strcspn(*name, " ");
	*list = *name + *len;
	return *len > 0;
}

static bool keys_has(enum request r, int32_t key)
{
	const char *list = keys_requests[r].keys, *name;
	size_t len;

	while (keys_next(&list, &name, &len)) {
		if (key_by_name(name, len) == key)
			return true;
	}
	return false;
}

enum request keys_lookup(const enum request *known, int32_t key)
{
	if (key == KEYCODE_CR || key == '\n')
		key = KEYCODE_ENTER;
	for (; *known != REQUEST_NONE; known++) {
		if (keys_has(*known, key))
			return *known;
	}
	return REQUEST_NONE;
}

bool request_listed(const enum request *list, enum request r)
{
	for (; list != NULL && *list != REQUEST_NONE; list++)
		if (*list == r)
			return true;
	return false;
}

enum request request_by_name(const char *name)
{
	for (int r = 0; r < N_REQUESTS; r++) {
		if (strcmp(name, keys_requests[r].name) == 0)
			return (enum request)r;
	}
	return REQUEST_NONE;
}

const char *request_name(enum request r)
{
	return keys_requests[r].name;
}

const char *request_hint(enum request r)
{
	return keys_requests[r].hint;
}

const char *request_help(enum request r)
{
	return keys_requests[r].help;
}

/* One key's name as people read it, appended to room. */
static void keys_show(const char *name, size_t len, bool ascii, char *room, size_t size)
{
	size_t used = strlen(room);
	int i = keys_find(name, len);

	if (i >= 0 && !ascii)
		(void)snprintf(room + used, size - used, "%s", keys_named[i].shown);
	else if (len == 3 && name[0] == 'C' && name[1] == '-')
		(void)snprintf(room + used, size - used, "Ctrl-%c", name[2] >= 'a' ? name[2] - 'a' + 'A' : name[2]);
	else
		(void)snprintf(room + used, size - used, "%.*s", (int)len, name);
}

const char *request_key(enum request r, bool ascii, char *room, size_t size)
{
	const char *list = keys_requests[r].keys, *name;
	size_t len;

	room[0] = '\0';
	if (keys_next(&list, &name, &len))
		keys_show(name, len, ascii, room, size);
	return room;
}

const char *request_keys(enum request r, bool ascii, char *room, size_t size)
{
	const char *list = keys_requests[r].keys, *name;
	size_t len;

	room[0] = '\0';
	while (keys_next(&list, &name, &len)) {
		if (room[0] != '\0' && strlen(room) + 1 < size)
			(void)snprintf(room + strlen(room), size - strlen(room), " ");
		keys_show(name, len, ascii, room, size);
	}
	return room;
}
