/* SPDX-License-Identifier: GPL-3.0-or-later
 * The language of what a person reads. English is written in the sources; another one comes from a catalogue of
 * gettext's (po/). A process speaks one language, chosen once before anything is said; in English no file is opened
 * and each of these returns its argument. Keys, ids, codes and the words of file formats never pass here. */
#ifndef CC_TONGUE_H
#define CC_TONGUE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Speak `language` ("de", "de_AT.UTF-8"; "en", "C" or "POSIX" is English), from the catalogue below `folder` (NULL:
 * $TEXTDOMAINDIR, or where it is installed). 0, or -1 with e: there is no such catalogue, or it is damaged; then it is
 * English. Not while another thread speaks. */
int tongue_choose(const char *language, const char *folder, struct cc_err *e);
/* What the environment asks for: the first of LANGUAGE, else LC_ALL, LC_MESSAGES or LANG; "C" where none is set, and
 * where the locale is C, whatever LANGUAGE says. The caller frees. */
char *tongue_wished(const char *(*env)(const char *name));
void tongue_done(void);          /* English again */
const char *tongue_name(void);   /* "en", "de" */

/* tongue_choose() alone writes it. */
extern bool tongue_is_other;

const char *tongue_find(const char *text) __attribute__((format_arg(1)));
const char *tongue_find_of(const char *key, const char *text) __attribute__((format_arg(2)));
const char *tongue_find_count(const char *one, const char *many, unsigned long n)
	__attribute__((format_arg(1), format_arg(2)));

/* In the language spoken. "" stays "", NULL stays NULL. */
__attribute__((format_arg(1))) static inline const char *tongue(const char *text)
{
	return tongue_is_other ? tongue_find(text) : text;
}

__attribute__((format_arg(2))) static inline const char *tongue_of(const char *key, const char *text)
{
	return tongue_is_other ? tongue_find_of(key, text) : text;
}

__attribute__((format_arg(1), format_arg(2)))
static inline const char *tongue_count(const char *one, const char *many, unsigned long n)
{
	return tongue_is_other ? tongue_find_count(one, many, n) : n == 1 ? one : many;
}

/* Which of the forms of a counted noun belongs to n: 0 is the first. In English 0 for one, 1 for all others. */
unsigned tongue_form(unsigned long n);

/* What xgettext looks for: a text; one that is translated elsewhere; one that has another meaning here than elsewhere
 * (the context is a literal as well); one and many. */
#define _(text) tongue(text)
#define N_(text) (text)
#define C_(context, text) tongue_of(context "\004" text, text)
#define P_(one, many, n) tongue_count(one, many, n)

#endif
