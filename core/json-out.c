/* SPDX-License-Identifier: GPL-3.0-or-later
 * A writer of JSON. The file is locked by nobody else: the unlocked calls are half of the cost. */
#include "json-out.h"

#include <string.h>

static void json_put(struct jout *o, const char *s, size_t n)
{
	(void)fwrite_unlocked(s, 1, n, o->f);
}

static void json_line(struct jout *o)
{
	static const char blanks[] = "                                ";
	size_t n = 2 * (size_t)o->depth;

	if (!o->indent)
		return;
	(void)putc_unlocked('\n', o->f);
	json_put(o, blanks, n < sizeof blanks ? n : sizeof blanks - 1);
}

/* RFC 8259, section 7: quote, backslash and control characters. */
static void json_string(struct jout *o, const char *s)
{
	(void)putc_unlocked('"', o->f);
	while (*s != '\0') {
		static const char controls[] = "\001\002\003\004\005\006\007\010\011\012\013\014\015\016\017\020\021\022\023\024\025\026\027\030\031\032\033\034\035\036\037\"\\";
		size_t n = strcspn(s, controls);

		json_put(o, s, n);
		s += n;
		if (*s == '"' || *s == '\\') {
			char two[2] = { '\\', *s };

			json_put(o, two, 2);
		} else if (*s != '\0') {
			(void)fprintf(o->f, "\\u%04x", (unsigned)*s);
		}
		s += *s != '\0';
	}
	(void)putc_unlocked('"', o->f);
}

/* Comma, line, key: what stands before every value. */
static void json_before(struct jout *o, const char *key)
{
	if (o->some)
		(void)putc_unlocked(',', o->f);
	if (o->depth > 0)
		json_line(o);
	o->some = true;
	if (key == NULL)
		return;
	json_string(o, key);
	json_put(o, ": ", o->indent ? 2 : 1);
}

static void json_word(struct jout *o, const char *key, const char *word)
{
	json_before(o, key);
	json_put(o, word, strlen(word));
}

void jout_open(struct jout *o, const char *key, char bracket)
{
	json_before(o, key);
	(void)putc_unlocked(bracket, o->f);
	o->depth++;
	o->some = false;
}

void jout_close(struct jout *o, char bracket)
{
	o->depth--;
	if (o->some)
		json_line(o);
	(void)putc_unlocked(bracket, o->f);
	o->some = true;
}

void jout_null(struct jout *o, const char *key)
{
	json_word(o, key, "null");
}

void jout_text(struct jout *o, const char *key, const char *text)
{
	if (text == NULL) {
		jout_null(o, key);
		return;
	}
	json_before(o, key);
	json_string(o, text);
}

void jout_integer(struct jout *o, const char *key, int64_t n)
{
	json_before(o, key);
	(void)fprintf(o->f, "%lld", (long long)n);
}

void jout_natural(struct jout *o, const char *key, int64_t n)
{
	if (n < 0)
		jout_null(o, key);
	else
		jout_integer(o, key, n);
}

void jout_bool(struct jout *o, const char *key, bool yes)
{
	json_word(o, key, yes ? "true" : "false");
}

void jout_ms(struct jout *o, const char *key, double ms)
{
	int64_t us = (int64_t)(ms * 1000 + 0.5);

	if (ms < 0) {
		jout_null(o, key);
		return;
	}
	/* Not by printf's %f, whose decimal point is the locale's. */
	json_before(o, key);
	(void)fprintf(o->f, "%lld.%03d", (long long)(us / 1000), (int)(us % 1000));
}

void jout_hex(struct jout *o, const char *key, const uint8_t *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	if (n == 0) {
		jout_null(o, key);
		return;
	}
	json_before(o, key);
	(void)putc_unlocked('"', o->f);
	for (i = 0; i < n; i++) {
		char two[2] = { digits[p[i] >> 4], digits[p[i] & 15] };

		json_put(o, two, 2);
	}
	(void)putc_unlocked('"', o->f);
}
