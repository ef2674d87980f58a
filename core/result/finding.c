/* SPDX-License-Identifier: GPL-3.0-or-later
 * Findings: names, levels, parameters, order. Their words are in explain/texts.c. */
#include "result/finding.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const struct { const char *name; enum level level; unsigned likely; } finding_rows[N_FINDINGS] = {
#define FINDING(id, name, level, likely) [FINDING_##id] = { name, level, likely },
#include "result/findings.def"
#undef FINDING
};

static const char *const variant_names[N_VARIANTS] = {
#define VARIANT(id, name) [VARIANT_##id] = name,
#include "result/variants.def"
#undef VARIANT
};

static const char *const shade_names[N_SHADES] = {
#define SHADE(id, name) [SHADE_##id] = name,
#include "result/shades.def"
#undef SHADE
};

static const struct { const char *name, *words; } param_rows[N_PARAMS] = {
#define PARAM(id, name, words) [PARAM_##id] = { name, words },
#include "result/params.def"
#undef PARAM
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

unsigned finding_likely(enum finding_id id)
{
	return finding_rows[id].likely;
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

const char *variant_name(enum variant v)
{
	return variant_names[v];
}

const char *shade_name(enum shade s)
{
	return shade_names[s];
}

bool param_by_name(const char *key, enum param_id *id)
{
	for (unsigned i = 0; i < N_PARAMS; i++)
		if (strcmp(param_rows[i].name, key) == 0) {
			*id = (enum param_id)i;
			return true;
		}
	return false;
}

const char *param_words(enum param_id id)
{
	return param_rows[id].words;
}

static struct param *finding_find(const struct finding *f, enum param_id id)
{
	size_t i;

	for (i = 0; i < f->n_params; i++)
		if (f->params[i].id == id)
			return &f->params[i];
	return NULL;
}

void finding_param(struct finding *f, enum param_id id, const char *value)
{
	struct param *p = finding_find(f, id);
	char *copy = mem_strdup(value);

	if (p == NULL) {
		MEM_GROW(f->params, f->n_params);
		p = &f->params[f->n_params++];
		*p = (struct param){ .id = id };
	}
	free(p->value);
	p->value = copy;
}

const char *finding_get(const struct finding *f, enum param_id id)
{
	const struct param *p = finding_find(f, id);

	return p == NULL ? NULL : p->value;
}

void finding_evidence(struct finding *f, enum evidence_kind kind, char *text)
{
	MEM_GROW(f->evidence, f->n_evidence);
	f->evidence[f->n_evidence++] = (struct evidence){ kind, text };
}

void finding_done(struct finding *f)
{
	char *const words[] = { f->what, f->why, f->tell, f->licence, f->risk, f->visitor, f->helpdesk, f->admin,
		f->stamp, f->past };
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
