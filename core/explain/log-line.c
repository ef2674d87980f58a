/* SPDX-License-Identifier: GPL-3.0-or-later
 * Times and addresses in lines of logs. */
#include "explain/log-line.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { LOG_TIME_WITHIN = 80, LOG_ADDRESS_MAX = 45, LOG_SET_FIRST = 64, LOG_STAMP_MAX = 48 };

int log_minute(const char *line, size_t n)
{
	for (size_t i = 0; i + 5 <= n && i < LOG_TIME_WITHIN; i++) {
		const char *p = line + i;

		if (!ascii_is_digit(p[0]) || !ascii_is_digit(p[1]) || p[2] != ':'
			|| !ascii_is_digit(p[3]) || !ascii_is_digit(p[4])
			|| (i > 0 && (ascii_is_digit(p[-1]) || (p[-1] == ':' && i > 1 && p[-2] == ':'))))
			continue;
		int hour = (p[0] - '0') * 10 + p[1] - '0', minute = (p[3] - '0') * 10 + p[4] - '0';

		if (hour < 24 && minute < 60)
			return hour * 60 + minute;
	}
	return -1;
}

static bool log_letter(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

static bool log_month_before(const char *line, size_t i)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	while (i > 0 && line[i - 1] == ' ')
		i--;
	if (i < 3 || (i > 3 && ascii_is_alnum(line[i - 4])))
		return false;
	for (size_t k = 0; k < sizeof months - 1; k += 3)
		if (memcmp(months + k, line + i - 3, 3) == 0)
			return true;
	return false;
}

size_t log_stamp(const char *line, size_t i, size_t n)
{
	size_t at = i, groups = 0;
	bool nginx = false;

	if (!ascii_is_digit(line[i]) || (i > 0 && (log_letter(line[i - 1]) || memchr(".:/-#", line[i - 1], 5) != NULL)))
		return 0; /* the rest of something else */
	for (;;) {
		size_t from = at;

		while (at < n && at - i < LOG_STAMP_MAX && ascii_is_digit(line[at]))
			at++;
		if (at == from)
			return 0;
		groups++;
		if (at + 1 >= n || memchr(".,:/-#T", line[at], 7) == NULL || !ascii_is_digit(line[at + 1]))
			break;
		nginx |= line[at] == '#';
		at++;
	}
	at += at < n && line[at] == 'Z';
	if (at < n && log_letter(line[at]))
		return 0;
	return groups > 2 || nginx || (i > 0 && line[i - 1] == ' ' && at - i < 3 && log_month_before(line, i))
		? at - i : 0;
}

static uint64_t log_hash(const char *p, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 0x100000001b3u;
	return h | 1;
}

/* The length of the IPv4 address at p; 0: none. */
static size_t log_v4(const char *p, size_t n)
{
	size_t i = 0;

	for (int part = 0; part < 4; part++) {
		size_t digits = 0;

		while (i < n && digits < 3 && ascii_is_digit(p[i])) {
			i++;
			digits++;
		}
		if (digits == 0 || (part < 3 && (i >= n || p[i++] != '.')))
			return 0;
	}
	return i < n && (ascii_is_digit(p[i]) || p[i] == '.') ? 0 : i;
}

/* The length of the IPv6 address at p: hexadecimal digits and at least two colons; 0: none. */
static size_t log_v6(const char *p, size_t n)
{
	size_t i = 0, colons = 0;

	for (; i < n && i < LOG_ADDRESS_MAX && (ascii_is_digit(p[i]) || p[i] == ':' || p[i] == '.'
		|| ((p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'f')); i++)
		colons += p[i] == ':';
	return colons >= 2 && i > 2 ? i : 0;
}

/* What stands before the address of the one who called. */
const char *const log_address_words[] =
	{ "client: ", "[client ", "error from ", "rip=", "accept error from ", "unknown[", "client=", "from ", NULL };

enum { LOG_FIRST = LOG_PLACES - 1 };
_Static_assert(sizeof log_address_words / sizeof *log_address_words == LOG_PLACES, "a place for each word");

static uint64_t log_address_behind(const char *line, size_t n, const char *word)
{
	size_t len = strlen(word), at, got;
	const char *p = memmem(line, n, word, len);

	if (p == NULL)
		return 0;
	at = (size_t)(p - line) + len;
	while (at < n && strchr("[/\"", line[at]) != NULL && line[at] != '\0')
		at++;
	got = log_v4(line + at, n - at);
	if (got == 0)
		got = log_v6(line + at, n - at);
	return got > 0 ? log_hash(line + at, got) : 0;
}

static uint64_t log_address_first(const char *line, size_t n)
{
	for (size_t i = 0; i + 7 <= n; i++)
		if (ascii_is_digit(line[i]) && (i == 0 || (!ascii_is_digit(line[i - 1]) && line[i - 1] != '.'))) {
			size_t got = log_v4(line + i, n - i);

			if (got > 0)
				return log_hash(line + i, got);
		}
	return 0;
}

static uint64_t log_address_at(const char *line, size_t n, unsigned place)
{
	return place == LOG_FIRST ? log_address_first(line, n) : log_address_behind(line, n, log_address_words[place]);
}

uint64_t log_address(const char *line, size_t n, unsigned *place)
{
	uint64_t hash = *place < LOG_PLACES ? log_address_at(line, n, *place) : 0;

	for (unsigned k = 0; k < LOG_PLACES && hash == 0; k++) {
		hash = log_address_at(line, n, k);
		if (hash != 0)
			*place = k;
	}
	return hash;
}

/* False: it is there already. */
static bool log_set_put(uint64_t *slots, size_t size, uint64_t hash)
{
	size_t i = hash & (size - 1);

	for (; slots[i] != 0; i = (i + 1) & (size - 1))
		if (slots[i] == hash)
			return false;
	slots[i] = hash;
	return true;
}

static void log_set_grow(struct log_set *s)
{
	size_t size = s->size == 0 ? LOG_SET_FIRST : s->size * 2;
	uint64_t *slots = mem_alloc(size * sizeof *slots);

	for (size_t i = 0; i < s->size; i++)
		if (s->slots[i] != 0)
			(void)log_set_put(slots, size, s->slots[i]);
	free(s->slots);
	s->slots = slots;
	s->size = size;
}

void log_set_add(struct log_set *s, uint64_t hash)
{
	if (hash == 0 || s->n >= LIMIT_LOG_ADDRESSES)
		return;
	if (s->n * 2 >= s->size)
		log_set_grow(s);
	s->n += log_set_put(s->slots, s->size, hash);
}

void log_set_free(struct log_set *s)
{
	free(s->slots);
}
