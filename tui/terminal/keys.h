/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys and what they ask for. A view sees requests, never keys. Pure: knows no curses. */
#ifndef CC_KEYS_H
#define CC_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stddef.h>

/* A key is an int32_t: a Unicode character (control characters included: Esc is 27), or one of these. */
enum keycode {
	KEYCODE_BASE = 0x110000,
#define KEY(id, name, shown, terminfo) KEYCODE_##id,
#include "terminal/keynames.def"
#undef KEY
};

enum { KEYCODE_ESC = 27, KEYCODE_TAB = 9, KEYCODE_CR = 13 };

#define CTRL_KEY(c) ((c) & 0x1f)

enum request {
#define REQUEST(id, name, keys, hint, help) REQUEST_##id,
#include "terminal/requests.def"
#undef REQUEST
	N_REQUESTS
};

/* What a key asks for where these requests are known (a list that ends in REQUEST_NONE), REQUEST_NONE: nothing. */
enum request keys_lookup(const enum request *known, int32_t key);
/* Is it in such a list? NULL is an empty one. */
bool request_listed(const enum request *list, enum request r);
/* By name, for scripts; REQUEST_NONE: there is none. */
enum request request_by_name(const char *name);
const char *request_name(enum request r);                /* "page-up" */
const char *request_hint(enum request r);
const char *request_help(enum request r);

/* A key by its name in requests.def ("Up", "C-l", "Space", "q"); -1: no such name. */
int32_t key_by_name(const char *name, size_t len);

/* The first key of a request as people read it: "↑", or "Up" with ascii. Written to room and returned. */
const char *request_key(enum request r, bool ascii, char *room, size_t size);
/* All of its keys, separated by spaces. The same. */
const char *request_keys(enum request r, bool ascii, char *room, size_t size);

#endif
