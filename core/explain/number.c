/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers in error messages: what stands around one says whose it is. */
#include "explain/number.h"
#include "explain/codes.h"

#include "base/ascii.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What stands before a number, at most a few characters away, and what it is then. */
static const struct { const char *before; unsigned kinds; } number_before[] = {
	{ "verify return code: ", NUMBER_VERIFY }, { "verify return code ", NUMBER_VERIFY },
		{ "return code: ", NUMBER_VERIFY },
	{ "num=", NUMBER_VERIFY }, { "verify error ", NUMBER_VERIFY }, { "x509_v_err ", NUMBER_VERIFY },
	{ "alert number ", NUMBER_ALERT }, { "alert [", NUMBER_ALERT }, { "alert ", NUMBER_ALERT },
		{ "alert(", NUMBER_ALERT }, { "alert (", NUMBER_ALERT }, { "alert code ", NUMBER_ALERT },
		{ "alert code is ", NUMBER_ALERT }, { "error code is ", NUMBER_ALERT }, { "alert: ", NUMBER_ALERT },
	{ "36887 ", NUMBER_ALERT }, { "36887, ", NUMBER_ALERT }, { "36887: ", NUMBER_ALERT }, { "36887 (", NUMBER_ALERT },
	{ "36888 ", NUMBER_ALERT }, { "36888, ", NUMBER_ALERT }, { "36888: ", NUMBER_ALERT }, { "36888 (", NUMBER_ALERT },
	{ "curl: (", NUMBER_CURL }, { "curl (", NUMBER_CURL }, { "curl error ", NUMBER_CURL },
		{ "curl error: ", NUMBER_CURL },
	{ "exit code ", NUMBER_CURL }, { "exit code: ", NUMBER_CURL }, { "exit status ", NUMBER_CURL },
		{ "exited with ", NUMBER_CURL },
	{ "curl error (", NUMBER_CURL }, { "curl exit ", NUMBER_CURL }, { "curle_", NUMBER_CURL },
		{ "curl ", NUMBER_CURL }, { "errno ", NUMBER_CURL },
};

/* A blank stands for all between two words, where a line was broken or quoted as well. */
static bool number_after(const char *text, size_t at, const char *before)
{
	for (size_t n = strlen(before); n > 0; n--) {
		size_t from = at;

		if (before[n - 1] == ' ')
			while (at > 0 && strchr(" \t\r\n>", text[at - 1]) != NULL)
				at--;
		else if (at > 0 && ascii_lower(text[at - 1]) == ascii_lower(before[n - 1]))
			at--;
		if (at == from)
			return false;
	}
	return true;
}

/* "error 20 at 0 depth lookup" */
static bool number_at_depth(const char *text, size_t start, size_t end)
{
	return number_after(text, start, "error ") && strncasecmp(text + end, " at ", 4) == 0;
}

static bool number_alone(const char *text, size_t start, size_t end)
{
	while (start > 0 && strchr(" (", text[start - 1]) != NULL)
		start--;
	return start == 0 && text[end + strspn(text + end, " )")] == '\0';
}

static unsigned number_decimal(const char *text, const struct number *n)
{
	size_t i;

	if (n->value < 0)
		return NUMBER_NEGATIVE | (n->value < -0x40000000 ? NUMBER_HEX : 0);
	if (n->value >= 0x80000000)
		return NUMBER_HEX;
	for (i = 0; i < sizeof number_before / sizeof *number_before; i++)
		if (number_after(text, n->start, number_before[i].before))
			return number_before[i].kinds;
	if (number_at_depth(text, n->start, n->end))
		return NUMBER_VERIFY;
	if (n->start > 0 && text[n->start - 1] == '(' && text[n->end] == ')')
		return NUMBER_CURL;
	if (n->value >= 10000)
		return NUMBER_WINDOWS;
	if (number_alone(text, n->start, n->end))
		return n->start > 0 ? NUMBER_CURL : NUMBER_VERIFY | NUMBER_CURL | NUMBER_ALERT;
	return 0;
}

/* OpenSSL's packed code, "error:0A000086:": its reason, of which those above 1000 are TLS alerts. */
static bool number_packed(const char *text, size_t at, struct number *n)
{
	char digits[9] = "";
	long reason;
	size_t i;

	if (!number_after(text, at, "error:") && !number_after(text, at, "error: "))
		return false;
	for (i = 0; i < 8; i++) {
		if (!isxdigit((unsigned char)text[at + i]))
			return false;
		digits[i] = text[at + i];
	}
	if (isxdigit((unsigned char)text[at + 8])
		|| (strncasecmp(digits, "0A", 2) != 0 && strncmp(digits, "14", 2) != 0))
		return false;
	reason = strtol(digits + 5, NULL, 16);
	*n = (struct number){ .value = reason > 1000 ? reason - 1000 : reason,
		.kinds = reason > 1000 ? NUMBER_ALERT : NUMBER_REASON,
		.start = at, .end = at + 8 };
	return true;
}

/* A code of Windows as people read it out, without its "0x": eight digits by themselves, of which the first are 800. */
static bool number_spoken(const char *text, size_t at, struct number *n)
{
	static const char joins[] = "-:._";
	const char *behind = text + at + 8;
	size_t digits = 0;

	while (isxdigit((unsigned char)text[at + digits]))
		digits++;
	if (digits != 8 || strncmp(text + at, "800", 3) != 0 || isalnum((unsigned char)*behind)
		|| (*behind != '\0' && strchr(joins, *behind) != NULL && isalnum((unsigned char)behind[1]))
		|| (at > 0 && strchr(joins, text[at - 1]) != NULL))
		return false;
	*n = (struct number){ .value = strtoll(text + at, NULL, 16), .kinds = NUMBER_HEX };
	n->start = at;
	n->end = at + 8;
	return true;
}

/* Mono writes a code of Windows with sixteen digits, the sign before it. */
static long long number_hex(const char *text, char **end)
{
	unsigned long long u = strtoull(text, end, 16);

	return u >> 32 == 0xffffffff ? (long long)(u & 0xffffffff) : u > LLONG_MAX ? LLONG_MAX : (long long)u;
}

static bool number_read(const char *text, size_t at, struct number *n)
{
	bool hex = text[at] == '0' && (text[at + 1] == 'x' || text[at + 1] == 'X');
	char *end;

	if (number_packed(text, at, n) || number_spoken(text, at, n))
		return true;
	*n = (struct number){ .start = at };
	n->value = hex ? number_hex(text + at, &end) : strtoll(text + at, &end, 10);
	n->end = (size_t)(end - text);
	if (n->end == at || isalpha((unsigned char)*end) || *end == '_')
		return false;
	n->kinds = hex ? NUMBER_HEX : number_decimal(text, n);
	return n->kinds != 0;
}

size_t numbers_of(const char *text, struct number *out, size_t max)
{
	size_t at = 0, n = 0;

	while (text[at] != '\0' && n < max) {
		bool begins = at == 0 || !(isalnum((unsigned char)text[at - 1]) || strchr("_.", text[at - 1]) != NULL);
		bool digit = isdigit((unsigned char)text[at])
			|| (text[at] == '-' && isdigit((unsigned char)text[at + 1]));

		if (begins && digit && number_read(text, at, &out[n]))
			at = out[n++].end;
		else if (begins && number_packed(text, at, &out[n]))
			at = out[n++].end;
		else
			at++;
	}
	return n;
}

/* In the table's notes the number comes first: "-202; ...", "0x80090322 (-2146893022); ...", "verify return code 62;
 * ...". */
static const struct { const char *words; unsigned kind; } number_notes[] = {
	{ "verify return code ", NUMBER_VERIFY }, { "alert number ", NUMBER_ALERT }, { "reason ", NUMBER_REASON },
};

static unsigned number_note_kind(const char *tool, const char *digits)
{
	if (strncmp(digits, "0x", 2) == 0)
		return NUMBER_HEX;
	if (*digits == '-')
		return NUMBER_NEGATIVE;
	if (strncmp(tool, "OpenSSL", 7) == 0)
		return NUMBER_VERIFY;
	return strncmp(tool, "Win", 3) == 0 ? NUMBER_WINDOWS : 0;
}

struct number number_of_row(const struct code_row *row)
{
	const char *digits = code_word(row->note);
	struct number n = { 0, 0, 0, 0 };
	size_t i;

	if (strncmp(code_word(row->code), "0x", 2) == 0)
		return (struct number){ .value = strtoll(code_word(row->code), NULL, 16), .kinds = NUMBER_HEX };
	if (code_word(row->code)[0] == '(' && isdigit((unsigned char)code_word(row->code)[1]))
		return (struct number){ .value = strtoll(code_word(row->code) + 1, NULL, 10), .kinds = NUMBER_CURL };
	if (strncmp(digits, "vague", 5) == 0 && strstr(digits, "; ") != NULL)
		digits = strstr(digits, "; ") + 2;
	for (i = 0; i < sizeof number_notes / sizeof *number_notes && n.kinds == 0; i++)
		if (strncmp(digits, number_notes[i].words, strlen(number_notes[i].words)) == 0) {
			digits += strlen(number_notes[i].words);
			n.kinds = number_notes[i].kind;
		}
	if (!isdigit((unsigned char)digits[*digits == '-']))
		return (struct number){ 0, 0, 0, 0 };
	if (n.kinds == 0)
		n.kinds = number_note_kind(code_word(row->tool), digits);
	n.value = strtoll(digits, NULL, n.kinds == NUMBER_HEX ? 16 : 10);
	return n;
}

/* An HRESULT that wraps a Win32 error: 0x8007 and the number. */
static bool number_wrapped(const struct number *asked, const struct number *row)
{
	uint32_t v = (uint32_t)asked->value;

	return (asked->kinds & NUMBER_HEX) != 0 && row->kinds == NUMBER_WINDOWS && v >> 16 == 0x8007
		&& (v & 0xffff) == row->value;
}

bool number_same(const struct number *asked, const struct number *row)
{
	if (number_wrapped(asked, row))
		return true;
	if ((asked->kinds & row->kinds) == 0)
		return false;
	if (row->kinds == NUMBER_HEX)
		return (uint32_t)asked->value == (uint32_t)row->value;
	return asked->value == row->value;
}
