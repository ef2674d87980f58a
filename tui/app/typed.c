/* SPDX-License-Identifier: GPL-3.0-or-later
 * Is it a place to go to, or an error code or message? */
#include "app/typed.h"

#include "base/mem.h"
#include "explain/explain.h"

#include <stdlib.h>
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

bool typed_is_known(const char *text)
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
void typed_line_read(struct typed_line *l, const char *text, const struct opts *o, struct cc_err *e)
{
	typed_line_done(l);
	l->text = mem_strdup(text);
	if (typed_is_code(text))
		l->is = TYPED_CODE;
	else if (target_parse(&l->target, text, o, e) == 0)
		l->is = TYPED_TARGET;
	else
		l->is = typed_odd(text) ? TYPED_CODE : TYPED_NOTHING;
}

bool typed_line_take(struct typed_line *l, const char *text, struct target *t)
{
	if (l->is != TYPED_TARGET || l->target.facts.input == NULL || strcmp(l->text, text) != 0)
		return false;
	*t = l->target;
	l->target = (struct target){ 0 };
	return true;
}

void typed_line_done(struct typed_line *l)
{
	target_done(&l->target);
	free(l->text);
	*l = (struct typed_line){ 0 };
}
