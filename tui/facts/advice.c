/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sentences, servers and commands in advice. */
#include "facts/advice.h"

#include "base/mem.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum advice_kind { ADVICE_SERVER, ADVICE_COMMAND, ADVICE_STOP, ADVICE_GOES_ON, ADVICE_PLAIN };

static const struct { enum advice_kind kind; const char *word, *more; } advice_words[] = {
#define ADVICE(kind, word, more) { ADVICE_##kind, word, more },
#include "facts/advice.def"
#undef ADVICE
};

enum { ADVICE_N_WORDS = sizeof advice_words / sizeof *advice_words };

static bool advice_is(enum advice_kind kind, const char *s, size_t n)
{
	for (size_t k = 0; k < ADVICE_N_WORDS; k++) {
		if (advice_words[k].kind == kind && strlen(advice_words[k].word) == n
			&& memcmp(advice_words[k].word, s, n) == 0)
			return true;
	}
	return false;
}

/* --- sentences --- */

/* Where the sentence ends, outside of brackets: behind its full stop, or at the end. */
static size_t advice_sentence(const char *s)
{
	int depth = 0;
	size_t n = 0;

	for (; s[n] != '\0'; n++) {
		depth += s[n] == '(' ? 1 : s[n] == ')' ? -1 : 0;
		if (depth <= 0 && strchr(".?!", s[n]) != NULL && s[n + 1] == ' ')
			return n + 1;
	}
	return n;
}

/* "nginx: " at the beginning of a text; the bytes before the colon, 0: no server. Two may share a row. */
static size_t advice_server(const char *s)
{
	size_t n = strcspn(s, " :");
	const char *rest = s + n;

	if (!advice_is(ADVICE_SERVER, s, n))
		return 0;
	if (strncmp(rest, " and ", 5) == 0 && advice_is(ADVICE_SERVER, rest + 5, strcspn(rest + 5, " :")))
		n += 5 + strcspn(rest + 5, " :");
	return s[n] == ':' && s[n + 1] == ' ' ? n : 0;
}

/* Rows of "nginx: A; Apache: B; Dovecot: C." A clause that names no server belongs to the row before it. */
static void advice_table(struct advice_parts *a, const char *s, size_t n)
{
	size_t at = 0;

	a->before = a->n_steps;
	while (at < n) {
		size_t name = advice_server(s + at), end = at;

		do {
			end += end > at;
			while (end < n && s[end] != ';')
				end++;
		} while (end < n && (advice_server(s + end + 2) == 0 || a->n_servers + 1 == ADVICE_MAX_SERVERS));
		a->servers[a->n_servers++] = (struct advice_server){ .name = mem_strndup(s + at, name),
			.text = mem_strndup(s + at + name + 2, end - at - name - 2 - (end == n && s[n - 1] == '.')) };
		at = end + 2;
	}
}

/* "A device of your own: compare ...": what to do in one of several cases. */
static bool advice_is_case(const char *s)
{
	return strncmp(s, "A ", 2) == 0 && strncmp(s + strcspn(s, ".,;:("), ": ", 2) == 0;
}

static void advice_step(struct advice_parts *a, const char *s, size_t n)
{
	bool more = (advice_is(ADVICE_GOES_ON, s, strcspn(s, " ,")) && !advice_is_case(s))
		|| a->n_steps == ADVICE_MAX_STEPS;
	char *last;

	if (a->n_steps == 0 || !more) {
		a->steps[a->n_steps++] = mem_strndup(s, n);
		return;
	}
	last = a->steps[a->n_steps - 1];
	a->steps[a->n_steps - 1] = mem_printf("%s %.*s", last, (int)n, s);
	free(last);
}

void advice_read(struct advice_parts *a, const char *text)
{
	*a = (struct advice_parts){ 0 };
	while (*text != '\0') {
		size_t n = advice_sentence(text);

		if (a->n_servers == 0 && advice_server(text) > 0)
			advice_table(a, text, n);
		else
			advice_step(a, text, n);
		text += n;
		text += *text == ' ';
	}
}

void advice_done(struct advice_parts *a)
{
	for (size_t k = 0; k < a->n_steps; k++)
		free(a->steps[k]);
	for (size_t k = 0; k < a->n_servers; k++) {
		free(a->servers[k].name);
		free(a->servers[k].text);
	}
	*a = (struct advice_parts){ 0 };
}

/* --- which server --- */

static bool advice_lists(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; (at = strstr(at, word)) != NULL; at += n) {
		if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	}
	return false;
}

int advice_likely(const struct advice_parts *a, const char *scheme)
{
	const char *likely = NULL;

	for (size_t k = 0; k < ADVICE_N_WORDS && scheme != NULL; k++) {
		if (advice_words[k].kind == ADVICE_SERVER && advice_lists(advice_words[k].more, scheme))
			likely = advice_words[k].word;
	}
	for (size_t k = 0; k < a->n_servers && likely != NULL; k++) {
		if (advice_lists(a->servers[k].name, likely))
			return (int)k;
	}
	return a->n_servers > 0 ? 0 : -1;
}

/* --- commands, settings, file names --- */

/* A word without the signs of the sentence that stand around it. */
struct advice_token { size_t at, n; bool last; /* the sentence or clause ends behind it */ };

static bool advice_next(const char *s, size_t from, struct advice_token *t)
{
	size_t end;

	t->at = from + strspn(s + from, " (\"");
	end = t->at + strcspn(s + t->at, " ");
	if (end == t->at)
		return false;
	t->n = end - t->at;
	t->last = false;
	while (t->n > 0 && strchr(",;:.?!)\"", s[t->at + t->n - 1]) != NULL) {
		t->n--;
		t->last = true;
	}
	return true;
}

static bool advice_file(const char *s, size_t n)
{
	static const char *const ends[] = { ".pem", ".crt", ".key", ".csr", ".conf", ".cnf", ".p12", ".txt" };

	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		size_t e = strlen(ends[k]);

		if (n > e && memcmp(s + n - e, ends[k], e) == 0)
			return true;
	}
	return n > 2 && *s == '/' && isalpha((unsigned char)s[1]);
}

/* Is the word by itself a setting or a file? Words have no underline, equals sign or capital in their middle. */
static bool advice_setting(const char *s, size_t n)
{
	if (advice_is(ADVICE_PLAIN, s, n))
		return false;
	if (advice_file(s, n) || (n > 2 && s[0] == '-' && (isalpha((unsigned char)s[1]) || s[1] == '-')))
		return true;
	for (size_t k = 1; k < n; k++) {
		if ((s[k] == '_' && isalpha((unsigned char)s[k - 1])) || s[k] == '=')
			return true;
		if (islower((unsigned char)s[k - 1]) && isupper((unsigned char)s[k]) && (k > 1 || n > 5))
			return true;
	}
	return n > 5 && strncmp(s, "SSL", 3) == 0 && isupper((unsigned char)s[3]);
}

/* The end of the command line that begins with a token. */
static size_t advice_command(const char *s, struct advice_token t)
{
	size_t end = t.at + t.n;

	while (!t.last && s[end] == ' ' && s[end + 1] != '(' && advice_next(s, end, &t)
		&& !advice_is(ADVICE_STOP, s + t.at, t.n))
		end = t.at + t.n;
	return end;
}

static bool advice_begins(const char *s, struct advice_token t)
{
	for (size_t k = 0; k < ADVICE_N_WORDS; k++) {
		const char *word = advice_words[k].word, *more = advice_words[k].more;

		if (advice_words[k].kind == ADVICE_COMMAND && strlen(word) == t.n && memcmp(word, s, t.n) == 0)
			return *more == '\0' || (s[t.n] == ' ' && strncmp(s + t.n + 1, more, strlen(more)) == 0);
	}
	return false;
}

/* "keyUsage = critical": the value belongs to it. */
static size_t advice_value(const char *s, struct advice_token t)
{
	size_t end = t.at + t.n;

	if (t.last || strncmp(s + end, " = ", 3) != 0 || !advice_next(s, end + 2, &t))
		return end;
	return t.at + t.n;
}

size_t advice_code(const char *text, size_t *len)
{
	struct advice_token t;

	for (size_t from = 0; advice_next(text, from, &t); from = t.at + t.n + t.last) {
		const char *s = text + t.at;
		size_t end;

		if (advice_begins(s, t))
			end = advice_command(text, t);
		else if (advice_setting(s, t.n))
			end = advice_value(text, t);
		else
			continue;
		*len = end - t.at;
		return t.at;
	}
	*len = 0;
	return 0;
}
