/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words of findings: rows of texts.def, and the templates in them. */
#ifndef CC_TEXTS_H
#define CC_TEXTS_H

#include "result/finding.h"

#include <stdio.h>

enum { TEXT_PREFER = 8 };

/* One set of words; each a template (texts.def says how they are written). NULL: taken from the next row,
 * "": none. */
struct words {
	const char *title, *stamp, *what, *why, *tell, *risk, *visitor, *helpdesk, *admin, *licence;
	const char *brief, *word, *next_visitor, *next_helpdesk, *next_admin, *next_teacher;
	const char *prefer[TEXT_PREFER];     /* codes to show before others of the same tool */
};

/* For which findings of an id a row is: for every one, or for those of a level, a variant or a shade. */
enum text_scope { TEXT_ALWAYS, TEXT_LEVEL, TEXT_VARIANT, TEXT_SHADE };
struct text_kind { enum text_scope scope; unsigned value; };

/* One row of texts.def. */
struct text_row {
	enum finding_id id;
	struct text_kind kind;
	struct words words;
};

const char *text_kind_name(struct text_kind k);      /* "ip-address"; NULL: the row for every one */
size_t text_rows(const struct text_row **first);

/* The words of a finding, no field NULL: each from the first row that has it, in the order shade, variant, level,
 * plain. */
struct words text_words(const struct finding *f);

/* Each of them in the language that is spoken (base/tongue.h). text_words() has done it already. */
void words_tongue(struct words *w);

/* A template with the finding's parameters in it (f may be NULL: then every key has its general words). The caller
 * frees. */
char *text_expand(const char *template, const struct finding *f);

/* The same in less room: a name takes at most `names` columns (0: as many as in a sentence) and gives way in its
 * middle, and of the bracketed parts only the first `parts` are there. */
struct text_room { size_t names, parts; };
char *text_expand_in(const char *template, const struct finding *f, const struct text_room *room);

/* Put the words in, from explain/texts.def, with the parameters, and the codes. May be called again. */
void finding_explain(struct finding *f);
/* A tool (a static string, as struct code names it) that is known to accept what was found shows no code for it, now
 * and whenever the words are put in again. No more than FINDING_SILENT are kept. */
void finding_silence(struct finding *f, const char *tool);
/* Which browsers let their users past what was found, all of it, as sentences (answers_past()): the risk ends in it,
 * now and whenever the words are put in again. "": it is not known. */
void finding_past(struct finding *f, const char *who);

#endif
