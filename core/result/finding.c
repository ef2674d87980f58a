/* SPDX-License-Identifier: GPL-3.0-or-later
 * Findings: names, levels, parameters, order. Their words are in explain/texts.c. */
#include "result/finding.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const struct { const char *name; enum level level; } finding_rows[N_FINDINGS] = {
#define FINDING(id, name, level) [FINDING_##id] = { name, level },
#include "result/findings.def"
#undef FINDING
};

static const struct { const char *name, *word; } level_rows[] = {
	[LEVEL_INFO] = { "info", "NOTE" },
	[LEVEL_CAUTION] = { "caution", "CAUTION" },
	[LEVEL_UNTRUSTED] = { "untrusted", "DO NOT TRUST" },
	[LEVEL_UNREACHABLE] = { "unreachable", "NO ANSWER" },
	[LEVEL_TRUSTED] = { "trusted", "TRUSTED" },
};

const char *finding_name(enum finding_id id)
{
	return finding_rows[id].name;
}

enum level finding_level(enum finding_id id)
{
	return finding_rows[id].level;
}

bool finding_by_name(const char *name, enum finding_id *id)
{
	unsigned i;

	for (i = 0; i < N_FINDINGS; i++)
		if (strcmp(finding_rows[i].name, name) == 0) {
			*id = (enum finding_id)i;
			return true;
		}
	return false;
}

const char *level_name(enum level l)
{
	return level_rows[l].name;
}

const char *level_word(enum level l)
{
	return level_rows[l].word;
}

static struct param *finding_find(const struct finding *f, const char *key)
{
	size_t i;

	for (i = 0; i < f->n_params; i++)
		if (strcmp(f->params[i].key, key) == 0)
			return &f->params[i];
	return NULL;
}

void finding_param(struct finding *f, const char *key, const char *value)
{
	struct param *p = finding_find(f, key);
	char *copy = mem_strdup(value);

	if (p == NULL) {
		MEM_GROW(f->params, f->n_params);
		p = &f->params[f->n_params++];
		*p = (struct param){ .key = key };
	}
	free(p->value);
	p->value = copy;
}

const char *finding_get(const struct finding *f, const char *key)
{
	const struct param *p = finding_find(f, key);

	return p == NULL ? NULL : p->value;
}

void finding_evidence(struct finding *f, enum evidence_kind kind, char *text)
{
	MEM_GROW(f->evidence, f->n_evidence);
	f->evidence[f->n_evidence++] = (struct evidence){ kind, text };
}

void finding_done(struct finding *f)
{
	char *const words[] = { f->what, f->why, f->licence, f->risk, f->visitor, f->helpdesk, f->admin, f->stamp };
	size_t i;

	for (i = 0; i < f->n_params; i++)
		free(f->params[i].value);
	for (i = 0; i < f->n_evidence; i++)
		free(f->evidence[i].text);
	for (i = 0; i < sizeof words / sizeof *words; i++)
		free(words[i]);
	free(f->params);
	free(f->evidence);
	free(f->codes);
	*f = (struct finding){ .id = f->id, .level = f->level, .card = -1 };
}

/* An id and a card name one entry, so equal ones do not occur and the order is always the same. */
static int finding_compare(const void *a, const void *b)
{
	const struct finding *f = a, *g = b;

	if (f->level != g->level)
		return f->level > g->level ? -1 : 1;
	if (f->id != g->id)
		return f->id < g->id ? -1 : 1;
	return (f->card > g->card) - (f->card < g->card);
}

void findings_sort(struct finding *f, size_t n)
{
	if (n > 1)
		qsort(f, n, sizeof *f, finding_compare);
}
