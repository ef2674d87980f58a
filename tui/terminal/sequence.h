/* SPDX-License-Identifier: GPL-3.0-or-later
 * The grammar of what terminals send (ECMA-48 5.4 and 5.6, and where they leave it), for decode.c alone. */
#ifndef CC_SEQUENCE_H
#define CC_SEQUENCE_H

#include "terminal/decode.h"

enum { SEQUENCE_ESC = 27 };

enum sequence_form {
	FORM_ALONE,              /* Esc, and what follows is something else */
	FORM_CSI, FORM_SS3,      /* ESC [ ..., ESC O ... */
	FORM_LINUX,              /* ESC [ [ and a letter, as the Linux console sends F1 to F5 */
	FORM_X10,                /* ESC [ M and three bytes: the mouse */
	FORM_STRING,             /* ESC ] and others, up to ST */
	FORM_META                /* ESC and a character: Alt */
};

/* A sequence that begins at the first byte. len 0: it may go on. */
struct sequence { enum sequence_form form; size_t len; };
/* s begins with ESC. */
struct sequence sequence_at(const char *s, size_t n);
/* What a whole sequence means. False: nothing. */
bool sequence_means(const char *s, struct sequence q, struct decoded *out);

/* Behind ESC [ or ESC O, from `at`: parameters and intermediates, then one final byte. A control character or ESC
 * breaks it off and is not part of it. Where it ends; 0: it may go on. */
size_t sequence_control_end(const char *s, size_t n, size_t at);
/* A control string, up to ST or BEL. The same. */
size_t sequence_string_end(const char *s, size_t n, size_t at);

/* Bytes of the locale's character at s; 0: it is not whole yet. What is no character counts one byte, and is -1. */
size_t sequence_char(const char *s, size_t n, int32_t *key);
/* A key with xterm's modifiers (one more than the sum of 1 Shift, 2 Alt, 4 Ctrl): with Alt or Ctrl one moves by
 * words. */
int32_t sequence_modified(int32_t key, int modifiers);

#endif
