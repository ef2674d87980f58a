/* SPDX-License-Identifier: GPL-3.0-or-later
 * Causes: the findings and what else may stand behind an error code, in general words. */

#include "explain/cause.h"
#include "explain/codes.h"
#include "base/mem.h"
#include "explain/sentences.h"
#include "explain/texts.h"

#include <stdlib.h>
#include <string.h>

static const struct { const char *id; unsigned likely; struct words words; } cause_table[] = {
#define CAUSE(name, rank, ...) { .id = (name), .likely = (rank), .words = { __VA_ARGS__ } },
#include "explain/causes.def"
#undef CAUSE
};

struct cause_rank { const char *id; unsigned likely; };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Insertion by rank; equal ones stay in the order in which they come. */
static size_t cause_put(struct cause_rank *list, size_t n, const char *id, unsigned likely)
{
	size_t i = n;

	for (; i > 0 && list[i - 1].likely > likely; i--)
		list[i] = list[i - 1];
	list[i] = (struct cause_rank){ id, likely };
	return n + 1;
}

size_t cause_ids(const char *out[static CAUSES_MAX])
{
	struct cause_rank list[CAUSES_MAX];
	size_t n = 0;

	_Static_assert(N_FINDINGS + COUNT(cause_table) <= CAUSES_MAX, "room for all causes");
	for (unsigned i = 0; i < N_FINDINGS; i++)
		n = cause_put(list, n, finding_name((enum finding_id)i), finding_likely((enum finding_id)i));
	for (size_t i = 0; i < COUNT(cause_table); i++)
		n = cause_put(list, n, cause_table[i].id, cause_table[i].likely);
	for (size_t i = 0; i < n; i++)
		out[i] = list[i].id;
	return n;
}

static struct cause *cause_new(const char *id, const struct words *w)
{
	struct cause *c = mem_alloc(sizeof *c);

	c->id = id;
	c->title = text_expand(w->title, NULL);
	c->what = text_expand(w->what, NULL);
	c->why = text_expand(w->why, NULL);
	c->tell = text_expand(w->tell, NULL);
	c->risk = text_expand(w->risk != NULL ? w->risk : "", NULL);
	c->visitor = text_expand(w->visitor, NULL);
	c->helpdesk = text_expand(w->helpdesk, NULL);
	c->admin = text_expand(w->admin, NULL);
	c->licence = text_expand(w->licence, NULL);
	const char *const next[] = { w->next_visitor, w->next_helpdesk, w->next_admin, w->next_teacher };

	for (size_t i = 0; i < COUNT(next); i++)
		c->next[i] = text_expand(next[i] != NULL ? next[i] : "", NULL);
	c->codes = mem_alloc(CODES_MAX * sizeof *c->codes);
	c->n_codes = codes_of(id, w->prefer, TEXT_PREFER, c->codes, CODES_MAX);
	return c;
}

/* The words of a cause, and its id as a static string; false: unknown. */
static bool cause_words(const char **id, struct words *w)
{
	struct finding f = { .card = -1 };
	size_t i;

	if (finding_by_name(*id, &f.id)) {
		f.level = finding_level(f.id);
		/* whoever reads a code stands before something that has stopped, whatever the finding's usual level */
		if (f.level == LEVEL_CAUTION)
			f.level = LEVEL_UNTRUSTED;
		*id = finding_name(f.id);
		*w = text_words(&f);
		return true;
	}
	for (i = 0; i < COUNT(cause_table); i++)
		if (strcmp(cause_table[i].id, *id) == 0) {
			*id = cause_table[i].id;
			*w = cause_table[i].words;
			words_tongue(w);
			return true;
		}
	return false;
}

struct cause *cause_find(const char *id)
{
	struct words w;

	return cause_words(&id, &w) ? cause_new(id, &w) : NULL;
}

const char *cause_title(const char *id)
{
	struct words w;

	return cause_words(&id, &w) ? w.title : NULL;
}

void cause_free(struct cause *c)
{
	size_t i;

	if (c == NULL)
		return;
	char *const words[] =
		{ c->title, c->what, c->why, c->tell, c->risk, c->visitor, c->helpdesk, c->admin, c->licence };
	for (i = 0; i < COUNT(words); i++)
		free(words[i]);
	for (i = 0; i < COUNT(c->next); i++)
		free(c->next[i]);
	free(c->codes);
	free(c);
}
