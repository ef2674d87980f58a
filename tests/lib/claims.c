/* SPDX-License-Identifier: GPL-3.0-or-later
 * A reader of claims, for the English of our own texts: subject, verb, and a "not" right before it. */
#include "lib/claims.h"

#include "base/mem.h"
#include "explain/brief.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct { const char *word; bool goes_on; } claim_verbs[] = {
	{ "stop", false }, { "stops", false }, { "refuse", false }, { "refuses", false },
	{ "accept", true }, { "accepts", true }, { "take", true }, { "takes", true }, { "open", true }, { "opens", true },
	{ "go on", true }, { "goes on", true },
};

/* With one of these, or a number, it is no plain claim. */
static const char *const claim_conditions[] = { "if", "may", "might", "can", "where", "when", "older", "later", "newer",
	"before", "after", "until", "unless", "kinds", "some", "other", "another", "whether", "which", "let", "lets", "most", "Most", "all",
	"that", "current", "every", "first" };

/* `word` in s[0..n), as a word of its own; NULL: it is not there. */
static const char *claim_word(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++)
		if (strncmp(s + i, word, len) == 0 && (i == 0 || !isalnum((unsigned char)s[i - 1]))
			&& !isalnum((unsigned char)s[i + len]))
			return s + i;
	return NULL;
}

static bool claim_plain(const char *clause, size_t n)
{
	for (size_t k = 0; k < sizeof claim_conditions / sizeof *claim_conditions; k++)
		if (claim_word(clause, n, claim_conditions[k]) != NULL)
			return false;
	for (size_t k = 0; k < n; k++)
		if (isdigit((unsigned char)clause[k]))
			return false;
	return true;
}

static bool claim_negated(const char *subject, size_t n)
{
	static const char *const not[] = { " not ", " no longer ", " never " };

	if (claim_word(subject, n, "no browser") != NULL || claim_word(subject, n, "No browser") != NULL)
		return true;
	for (size_t k = 0; k < sizeof not / sizeof *not; k++) {
		size_t len = strlen(not[k]);

		if (n >= len && strncmp(subject + n - len, not[k], len) == 0)
			return true;
	}
	return false;
}

/* Does any version of this client do it, or is it not known what one does? */
static bool claim_true(const struct inspection *i, const char *client, bool goes_on)
{
	for (size_t k = 0; k < i->n_clients; k++)
		if (strcmp(i->clients[k].client, client) == 0
			&& i->clients[k].accepts != (goes_on ? ANSWER_NO : ANSWER_YES))
			return true;
	return false;
}

/* Is there anything besides this finding for which a client may stop? NULL: all that was found is spoken of. */
static bool claim_alone(const struct inspection *i, const struct finding *f)
{
	for (size_t k = 0; f != NULL && k < i->n_findings; k++)
		if (&i->findings[k] != f)
			return false;
	return true;
}

/* Is the client named in the subject? Chromium is also called Chrome, and both browsers "browsers". */
static bool claim_named(const char *subject, size_t n, const char *client)
{
	static const char *const both[] = { "browsers", "Browsers", "no browser", "No browser" };
	bool chromium = strcmp(client, "Chromium") == 0, browser = chromium || strcmp(client, "Firefox") == 0;

	if (claim_word(subject, n, client) != NULL || (chromium && claim_word(subject, n, "Chrome") != NULL))
		return true;
	for (size_t k = 0; browser && k < sizeof both / sizeof *both; k++)
		if (claim_word(subject, n, both[k]) != NULL)
			return true;
	return false;
}

/* The client that denies it; NULL: none. */
static const char *claim_by(const struct inspection *i, const struct finding *f, const char *subject, size_t n,
	bool goes_on, size_t *read)
{
	const char *last = NULL;

	if (goes_on && !claim_alone(i, f))
		return NULL;
	for (size_t k = 0; k < i->n_clients; k++) {
		const char *client = i->clients[k].client;

		if (last != NULL && strcmp(client, last) == 0)
			continue;
		last = client;
		if (!claim_named(subject, n, client))
			continue;
		(*read)++;
		if (!claim_true(i, client, goes_on))
			return client;
	}
	return NULL;
}

/* "..., Chrome does not": what else stands in the clause, of others, who do the opposite. */
static const char *claim_rest(const struct inspection *i, const struct finding *f, const char *s, size_t n,
	bool goes_on, size_t *read)
{
	static const char *const ends[] = { " does not", " do not" };

	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		size_t len = strlen(ends[k]);

		if (n > len && strncmp(s + n - len, ends[k], len) == 0)
			return claim_by(i, f, s, n - len, goes_on, read);
	}
	return NULL;
}

/* One clause: the first verb decides, and what stands before it. Who denies it; NULL: nobody. */
static const char *claim_clause(const struct inspection *i, const struct finding *f, const char *s, size_t n,
	size_t *read)
{
	const char *verb = NULL, *by;
	size_t before, len = 0;
	bool goes_on = false;

	for (size_t k = 0; k < sizeof claim_verbs / sizeof *claim_verbs; k++) {
		const char *at = claim_word(s, n, claim_verbs[k].word);

		if (at != NULL && (verb == NULL || at < verb)) {
			verb = at;
			len = strlen(claim_verbs[k].word);
			goes_on = claim_verbs[k].goes_on;
		}
	}
	if (verb == NULL || !claim_plain(s, n))
		return NULL;
	before = (size_t)(verb - s);
	/* "take no key of this kind" */
	if (claim_negated(s, before) || strncmp(verb + len, " no ", 4) == 0)
		goes_on = !goes_on;
	by = claim_by(i, f, s, before, goes_on, read);
	return by != NULL ? by : claim_rest(i, f, verb + len, n - before - len, !goes_on, read);
}

/* The clause that is denied and by whom, to be freed; NULL: none. */
static char *claim_text(const struct inspection *i, const struct finding *f, const char *text, size_t *read)
{
	while (text != NULL && *text != '\0') {
		size_t n = strcspn(text, ".;:?!()");
		const char *by;

		while (text[n] == '.' && text[n + 1] != ' ' && text[n + 1] != '\0')
			n += 1 + strcspn(text + n + 1, ".;:?!()");
		by = claim_clause(i, f, text, n, read);
		if (by != NULL)
			return mem_printf("%s denies what %s says:%s%.*s", by,
				f != NULL ? finding_name(f->id) : "the lesson", *text == ' ' ? "" : " ", (int)n, text);
		text += n + (text[n] != '\0');
	}
	return NULL;
}

char *claims_denied_in(const struct inspection *i, const char *text, size_t *read)
{
	return claim_text(i, NULL, text, read);
}

/* What is said in little room. */
static char *claim_brief(const struct inspection *i, const struct finding *f, size_t *read)
{
	char *denied = NULL;

	for (int who = 0; who <= N_READERS && denied == NULL; who++) {
		char *text = who < N_READERS ? brief_next_of(f, (enum reader)who, BRIEF_NEXT_COLUMNS)
			: brief_of(f, BRIEF_COLUMNS);

		denied = claim_text(i, f, text, read);
		free(text);
	}
	return denied;
}

char *claims_denied(const struct inspection *i, size_t *read)
{
	for (size_t k = 0; k < i->n_findings; k++) {
		const struct finding *f = &i->findings[k];
		const char *const texts[] = { f->what, f->licence, f->why, f->tell, f->risk, f->visitor, f->helpdesk,
			f->admin };
		char *denied = claim_brief(i, f, read);

		for (size_t t = 0; denied == NULL && t < sizeof texts / sizeof *texts; t++)
			denied = claim_text(i, f, texts[t], read);
		if (denied != NULL)
			return denied;
	}
	return NULL;
}
