/* SPDX-License-Identifier: GPL-3.0-or-later
 * Is it a place to go to, or an error code or message? */
#include "app/typed.h"

#include "explain/explain.h"

#include <string.h>

/* A small letter before a capital one, as in NSURLErrorCannotFindHost. */
static bool typed_camel(const char *text)
{
	for (; text[0] != '\0' && text[1] != '\0'; text++) {
		if (text[0] >= 'a' && text[0] <= 'z' && text[1] >= 'A' && text[1] <= 'Z')
			return true;
	}
	return false;
}

/* Capitals joined by underscores, as in SSL_ERROR_BAD_CERT_DOMAIN, known or not: hosts are not written like that. */
static bool typed_constant(const char *text)
{
	size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:");

	return text[n] == '\0' && strchr(text, '_') != NULL && text[0] >= 'A';
}

/* Does it look like anything but a name: blanks, a name from a program, a number? */
static bool typed_odd(const char *text)
{
	if (strpbrk(text, " \t(_") != NULL || strncmp(text, "0x", 2) == 0)
		return true;
	return (text[0] == '-' && text[1] != '\0') || (strpbrk(text, "./") == NULL && typed_camel(text));
}

/* Does some tool say it? */
static bool typed_is_known(const char *text)
{
	struct explanation *x = explain_text(text);
	bool known = x->known;

	explanation_free(x);
	return known;
}

bool typed_is_code(const char *text)
{
	return typed_constant(text) || (typed_odd(text) && typed_is_known(text));
}

/* What can be a target is one, unless it looks like nothing that a host or file is called and some tool says it. */
enum typed typed_read(struct target *t, const char *text, const struct opts *o, struct cc_err *e)
{
	if (typed_is_code(text))
		return TYPED_CODE;
	if (target_parse(t, text, o, e) == 0)
		return TYPED_TARGET;
	return typed_odd(text) ? TYPED_CODE : TYPED_NOTHING;
}

enum typed typed_of(const char *text, const struct opts *o)
{
	struct target t;
	enum typed what = typed_read(&t, text, o, NULL);

	if (what == TYPED_TARGET)
		target_done(&t);
	return what;
}
