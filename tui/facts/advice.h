/* SPDX-License-Identifier: GPL-3.0-or-later
 * Advice taken apart: the steps that it is made of, the table of servers in it, and where in a text commands, settings
 * and file names stand. It is one paragraph in explain/texts.def, for reports; a screen has room to set it. Pure. */
#ifndef CC_FACTS_ADVICE_H
#define CC_FACTS_ADVICE_H

#include <stddef.h>

enum { ADVICE_MAX_STEPS = 12, ADVICE_MAX_SERVERS = 8 };

/* What to set in one server: "nginx", "ssl_certificate". */
struct advice_server { char *name, *text; };

struct advice_parts {
	char *steps[ADVICE_MAX_STEPS];       /* sentences that begin something to do, and what belongs to them; owned */
	size_t n_steps;
	struct advice_server servers[ADVICE_MAX_SERVERS];    /* owned */
	size_t n_servers;
	size_t before;                       /* so many steps come before the table */
};

/* Clean text. What goes beyond the limits stands in the last step; nothing is left out. */
void advice_read(struct advice_parts *a, const char *text);
void advice_done(struct advice_parts *a);

/* The server that a target of this scheme (NULL: none) most likely has; its row in the table, -1: there is no table. */
int advice_likely(const struct advice_parts *a, const char *scheme);

/* The next command, setting or file name in a text: where it begins, and in `len` its bytes; 0 where there is none. */
size_t advice_code(const char *text, size_t *len);

#endif
