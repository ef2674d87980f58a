/* SPDX-License-Identifier: GPL-3.0-or-later
 * What certcard has to say about a host: findings. Their ids, levels and order are those of the table in
 * findings.def; their words come from explain/texts.def and are put in by finding_explain() (explain/texts.h). */
#ifndef CC_FINDING_H
#define CC_FINDING_H

#include <stdbool.h>
#include <stddef.h>

enum level { LEVEL_INFO, LEVEL_CAUTION, LEVEL_UNTRUSTED, LEVEL_UNREACHABLE, LEVEL_TRUSTED /* of a verdict only */ };

enum finding_id {
#define FINDING(id, name, level, likely) FINDING_##id,
#include "result/findings.def"
#undef FINDING
	N_FINDINGS
};

/* Public, in the JSON: which kind of the finding it is. */
enum variant {
	VARIANT_NONE,
#define VARIANT(id, name) VARIANT_##id,
#include "result/variants.def"
#undef VARIANT
	N_VARIANTS
};

/* Which words to take where id and variant do not say it. */
enum shade {
	SHADE_NONE,
#define SHADE(id, name) SHADE_##id,
#include "result/shades.def"
#undef SHADE
	N_SHADES
};

/* A value that a text may name: {key} in a template. Clean text. */
enum param_id {
#define PARAM(id, name, words) PARAM_##id,
#include "result/params.def"
#undef PARAM
	N_PARAMS
};
struct param { enum param_id id; char *value; };

/* "Under this code tools report it": one row of explain/error-codes.tsv. */
struct code { const char *tool, *code; };

/* How sure a piece of evidence is. */
enum evidence_kind { EVIDENCE_FOR, EVIDENCE_AGAINST, EVIDENCE_OPEN };

enum { FINDING_SILENT = 12 };

/* Something that was looked at to tell the causes apart. Clean text, one sentence or clause. */
struct evidence { enum evidence_kind kind; char *text; };

struct finding {
	enum finding_id id;
	enum level level;
	enum variant variant;
	enum shade shade;
	bool of_root;            /* shade "policy": only what the root itself asks for is broken */
	const void *cert;        /* while judging: the struct cert meant; NULL: none */
	int card;                /* afterwards: its index, -1 for none */
	struct param *params;
	size_t n_params;
	struct evidence *evidence;
	size_t n_evidence;
	/* filled by finding_explain(), clean text, never NULL afterwards */
	char *what, *licence;
	char *why, *tell;        /* the causes, and how to tell them apart; what was seen of it is the evidence */
	char *past;              /* finding_past(); NULL: not known */
	char *risk;              /* what a visitor risks by going on; "" where nothing */
	char *visitor, *helpdesk, *admin;
	char *stamp;             /* two or three words to stamp across the card: "EXPIRED"; "" for none */
	struct code *codes;      /* static strings */
	size_t n_codes;
	const char *silent[FINDING_SILENT];      /* finding_silence(): static strings */
	size_t n_silent;
};

const char *finding_name(enum finding_id id);        /* "name-mismatch" */
enum level finding_level(enum finding_id id);        /* the usual one */
unsigned finding_likely(enum finding_id id);         /* the lower, the likelier (findings.def) */
bool finding_by_name(const char *name, enum finding_id *id);
const char *level_name(enum level l);                /* "untrusted" */
const char *variant_name(enum variant v);            /* "ip-address"; NULL: none */
const char *shade_name(enum shade s);                /* NULL: none */
bool param_by_name(const char *key, enum param_id *id);   /* {key} in a template */
const char *param_words(enum param_id id);           /* where there is no value; NULL: no sentence may name it */
const char *level_word(enum level l);                /* "DO NOT TRUST" */

/* copies; a second one of a key replaces */
void finding_param(struct finding *f, enum param_id id, const char *value);
const char *finding_get(const struct finding *f, enum param_id id);           /* NULL: none */
void finding_evidence(struct finding *f, enum evidence_kind kind, char *text);   /* takes the text */
void finding_done(struct finding *f);

/* Sort by level (untrusted, caution, info), then the table's order, then place in the path (`place`, by card). */
void findings_sort(struct finding *f, size_t n);

#endif
