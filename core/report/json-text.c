/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON by appending. */
#include "report/json-text.h"

#include "base/moment.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

static void json_break(struct json_text *j)
{
	static const char spaces[] = "\n                                ";
	size_t n = 2 * (size_t)j->depth;

	if (j->pretty)
		(void)buf_add(&j->buf, spaces, 1 + (n < sizeof spaces - 2 ? n : sizeof spaces - 2));
}

/* What stands before a value. */
static void json_lead(struct json_text *j, const char *key)
{
	if (j->more)
		(void)buf_addc(&j->buf, ',');
	if (j->depth > 0)
		json_break(j);
	if (key != NULL) {
		(void)buf_addc(&j->buf, '"');
		(void)buf_adds(&j->buf, key);
		(void)buf_add(&j->buf, "\": ", j->pretty ? 3 : 2);
	}
	j->more = true;
}

void json_open(struct json_text *j, const char *key, char bracket)
{
	json_lead(j, key);
	(void)buf_addc(&j->buf, bracket);
	j->depth++;
	j->more = false;
}

void json_close(struct json_text *j, char bracket)
{
	j->depth--;
	if (j->more)
		json_break(j);
	(void)buf_addc(&j->buf, bracket);
	j->more = true;
}

/* RFC 8259, section 7: quote, backslash and controls must be escaped; the rest stands for itself. */
static void json_escape(struct buf *b, unsigned char c)
{
	static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	char text[8];
	size_t i;

	for (i = 0; i + 1 < sizeof named; i += 2) {
		if ((unsigned char)named[i] == c) {
			(void)buf_add(b, (char[2]){ '\\', named[i + 1] }, 2);
			return;
		}
	}
	(void)buf_add(b, text, (size_t)snprintf(text, sizeof text, "\\u%04X", (unsigned)c));
}

void json_put_string(struct json_text *j, const char *key, const char *utf8)
{
	const unsigned char *p = (const unsigned char *)utf8, *from = p;
	unsigned char all = 0;

	if (utf8 == NULL) {
		json_put_null(j, key);
		return;
	}
	json_lead(j, key);
	(void)buf_addc(&j->buf, '"');
	for (;; p++) {
		if (*p >= ' ' && *p != '"' && *p != '\\') {
			all |= *p;
			continue;
		}
		(void)buf_add(&j->buf, from, (size_t)(p - from));
		if (*p == '\0')
			break;
		json_escape(&j->buf, *p);
		from = p + 1;
	}
	(void)buf_addc(&j->buf, '"');
	if (all >= 0x80 && u8_check((const uint8_t *)utf8, (size_t)(p - (const unsigned char *)utf8)) != NULL)
		j->ill_formed = true;
}

void json_put_integer(struct json_text *j, const char *key, int64_t n)
{
	char text[24];

	json_lead(j, key);
	(void)buf_add(&j->buf, text, (size_t)snprintf(text, sizeof text, "%" PRId64, n));
}

void json_put_boolean(struct json_text *j, const char *key, bool yes)
{
	json_lead(j, key);
	(void)buf_adds(&j->buf, yes ? "true" : "false");
}

void json_put_null(struct json_text *j, const char *key)
{
	json_lead(j, key);
	(void)buf_adds(&j->buf, "null");
}

void json_put_hex(struct json_text *j, const char *key, struct bytes b)
{
	if (b.n == 0) {
		json_put_null(j, key);
		return;
	}
	json_lead(j, key);
	(void)buf_addc(&j->buf, '"');
	(void)buf_addhex(&j->buf, b.p, b.n, NULL);
	(void)buf_addc(&j->buf, '"');
}

void json_put_thousandths(struct json_text *j, const char *key, int64_t n)
{
	char text[32];
	size_t len;

	json_lead(j, key);
	len = (size_t)snprintf(text, sizeof text, "%" PRId64 ".%03d", n / 1000, (int)(n % 1000));
	while (text[len - 1] == '0' && text[len - 2] != '.')
		len--;
	(void)buf_add(&j->buf, text, len);
}

void json_put_time(struct json_text *j, const char *key, int64_t t)
{
	char text[MOMENT_SIZE];

	json_put_string(j, key, moment_text(t, text));
}

/* null below 0 */
void json_put_natural(struct json_text *j, const char *key, int64_t n)
{
	if (n < 0)
		json_put_null(j, key);
	else
		json_put_integer(j, key, n);
}

void json_put_strings(struct json_text *j, const char *key, char *const *list, size_t n)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++)
		json_put_string(j, NULL, list[i]);
	json_close(j, ']');
}
