/* SPDX-License-Identifier: GPL-3.0-or-later
 * An explanation for people: what the code can mean, how to find out which, and what to do. */
#include "explain/print.h"
#include "explain/codes.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/wrap.h"

#include <stdlib.h>

enum { EXPLAIN_LABEL = 14, EXPLAIN_INDENT = 3, EXPLAIN_NAMED = 3 };

static const char *const explain_counts[] =
	{ "nothing", "one thing", "two things", "three things", "four things", "five things", "six things",
	"seven things", "eight things", "nine things" };

static void explain_field(struct wrap *w, const char *label, const char *text)
{
	if (*text != '\0')
		wrap_field(w, EXPLAIN_INDENT, WRAP_DIM, label, EXPLAIN_LABEL, WRAP_PLAIN, text);
}

static size_t explain_columns(const struct wrap *w, size_t lines)
{
	size_t room = w->width > EXPLAIN_INDENT + EXPLAIN_LABEL + 20
		? (size_t)w->width - EXPLAIN_INDENT - EXPLAIN_LABEL : 20;

	/* a line that is wrapped loses a word at its end */
	return lines * room - (lines - 1) * 10;
}

/* Whole sentences, as many as go into so many lines; where not even the first has room, those of `brief`. */
static void explain_short(struct wrap *w, const char *label, const char *text, size_t lines, const char *brief)
{
	size_t columns = explain_columns(w, lines);
	char *some = brief_sentences(mem_strdup(text), columns);

	if (text_width(some) > columns && brief != NULL && *brief != '\0') {
		free(some);
		some = brief_sentences(mem_strdup(brief), columns);
	}
	explain_field(w, label, some);
	free(some);
}

static const char *explain_advice(const struct cause *c, unsigned who)
{
	const char *const all[N_READERS] = { [READER_VISITOR] = c->visitor, [READER_HELPDESK] = c->helpdesk,
		[READER_ADMIN] = c->admin, [READER_TEACHER] = c->licence };

	return all[who < N_READERS ? who : READER_VISITOR];
}

static const char *const explain_readers[N_READERS] = { [READER_VISITOR] = "Visitor", [READER_HELPDESK] = "Helpdesk",
	[READER_ADMIN] = "Admin", [READER_TEACHER] = "Licence" };

static void explain_codes(struct wrap *w, const struct cause *c)
{
	struct buf b = BUF_INIT(4096);
	size_t i;

	for (i = 0; i < c->n_codes; i++)
		(void)buf_addf(&b, "%s%s: %s", i == 0 ? "" : "\n", c->codes[i].tool, c->codes[i].code);
	if (b.len > 0)
		explain_field(w, "Also called", b.data);
	buf_done(&b);
}

static void explain_title(struct wrap *w, const struct cause *c, size_t number, size_t of)
{
	char *title = of > 1 ? mem_printf("%zu. %s (%s)", number, c->title, c->id)
		: mem_printf("%s (%s)", c->title, c->id);

	wrap_text(w, 0, WRAP_BOLD, title);
	free(title);
}

/* The chosen reader's advice under the headline, then risk, why, how to tell, then the others. */
static void explain_full(struct wrap *w, const struct cause *c, unsigned who)
{
	unsigned first = who < N_READERS ? who : READER_VISITOR;

	explain_field(w, "What", c->what);
	explain_field(w, explain_readers[first], explain_advice(c, first));
	explain_field(w, "Risk", c->risk);
	explain_field(w, "Why", c->why);
	explain_field(w, "How to tell", c->tell);
	for (unsigned k = 0; k < N_READERS; k++)
		if (k != first && who == READER_ALL)
			explain_field(w, explain_readers[k], explain_advice(c, k));
		else if (k != first)
			explain_short(w, explain_readers[k], explain_advice(c, k), 1, c->next[k]);
	explain_codes(w, c);
}

/* One of several, in at most three lines: its name, and what this reader does about it. */
static void explain_item(struct wrap *w, const struct cause *c, unsigned who)
{
	who = who < N_READERS ? who : READER_VISITOR;
	explain_short(w, explain_readers[who], explain_advice(c, who), 2, c->next[who]);
}

static char *explain_meaning(const struct explanation *x)
{
	const char *count = x->n_causes < sizeof explain_counts / sizeof *explain_counts ? explain_counts[x->n_causes]
		: "many things";

	/* one thing is meant where all of it stands there, not a piece that may be of something else */
	return x->n_causes == 1 ? mem_strdup(x->guess ? "Most likely it means this." : "This means one thing.")
		: mem_printf("This can mean %s, the likeliest first.", count);
}

static void explain_ways(struct wrap *w, const struct explanation *x, unsigned who)
{
	char *line;

	wrap_blank(w);
	if (x->n_causes > 1)
		wrap_text(w, 0, WRAP_PLAIN, "To find out which, let certcard look at the host itself: certcard HOST.");
	if (x->n_causes > 1 && who != READER_ALL) {
		line = mem_printf("All about one of them: certcard --explain %s. All about all: --audience all.",
			x->causes[0]->id);
		wrap_text(w, 0, WRAP_PLAIN, line);
		free(line);
	}
}

/* Where it was not word for word what is known. */
static const char explain_near[] = "Not word for word what is known here. Read as:";

static void explain_known(struct wrap *w, const struct explanation *x, unsigned who)
{
	char *line = explain_meaning(x);
	size_t i;

	if (x->near != NULL) {
		wrap_text(w, 0, WRAP_PLAIN, explain_near);
		wrap_text(w, EXPLAIN_INDENT, WRAP_PLAIN, x->near);
	}
	if (x->says != NULL)
		wrap_text(w, 0, WRAP_PLAIN, x->says);
	wrap_text(w, 0, WRAP_PLAIN, line);
	free(line);
	if (x->n_causes == 1 || who != READER_ALL)
		wrap_blank(w);
	for (i = 0; i < x->n_causes; i++) {
		if (who == READER_ALL && x->n_causes > 1)
			wrap_blank(w);
		explain_title(w, x->causes[i], i + 1, x->n_causes);
		if (x->n_causes == 1 || who == READER_ALL)
			explain_full(w, x->causes[i], who);
		else
			explain_item(w, x->causes[i], who);
	}
	explain_ways(w, x, who);
}

/* The causes by name: the first ones, and how many more there are. */
static char *explain_names(const struct explanation *x)
{
	struct buf b = BUF_INIT(1024);

	if (x->n_causes == 1)
		return mem_strdup(x->causes[0]->what);
	for (size_t i = 0; i < x->n_causes && i < EXPLAIN_NAMED; i++)
		(void)buf_addf(&b, "%s%zu. %s", i == 0 ? "" : "; ", i + 1, x->causes[i]->title);
	if (x->n_causes > EXPLAIN_NAMED)
		(void)buf_addf(&b, "; and %zu more", x->n_causes - EXPLAIN_NAMED);
	return buf_take(&b);
}

/* A code in a line: it is no sentence, so that it may be cut. */
static void explain_code(struct wrap *w, const char *label, const char *code)
{
	char *fit = text_fit(code, explain_columns(w, 1), w->ascii);

	explain_field(w, label, fit);
	free(fit);
}

/* What the helpdesk does of a single cause: whole sentences, where they say as much as the words for little room. */
static void explain_part(struct wrap *w, const struct cause *c, size_t lines)
{
	size_t columns = explain_columns(w, lines);
	char *some = brief_sentences(mem_strdup(c->helpdesk), columns);
	const char *brief = c->next[READER_HELPDESK];

	if (text_width(some) > columns || text_width(some) < text_width(brief)) {
		free(some);
		some = brief_sentences(mem_strdup(brief), columns);
	}
	explain_field(w, "Your part", some);
	free(some);
}

/* The question that tells several causes apart: what was written for a helpdesk in little room asks it. */
static void explain_ask(struct wrap *w, const struct cause *c)
{
	const char *brief = c->next[READER_HELPDESK];

	explain_short(w, "Ask", *brief != '\0' ? brief : c->helpdesk, 2, c->tell);
}

/* What is read into the phone. */
static void explain_helpdesk(struct wrap *w, const struct explanation *x)
{
	char *names = explain_names(x);
	const struct cause *c = x->causes[0];

	explain_short(w, "Means", names, 2, c->title);
	if (x->says != NULL)
		explain_short(w, "Who", x->says, 2, NULL);
	explain_short(w, "Tell them", c->visitor, x->says != NULL ? 2 : 3, c->next[READER_VISITOR]);
	if (x->n_causes > 1)
		explain_ask(w, c);
	else
		explain_part(w, c, x->says != NULL ? 2 : 3);
	if (x->near != NULL)
		explain_code(w, "Read as", x->near);
	else
		explain_field(w, "More", "the same with --audience all");
	free(names);
}

static void explain_unknown(struct wrap *w, const struct explanation *x)
{
	size_t i;

	if (x->n_rows == 0) {
		wrap_text(w, 0, WRAP_PLAIN,
			"This is not known here, and nothing known is like it. Give the code or the sentence as the"
			" program printed it.");
		return;
	}
	wrap_text(w, 0, WRAP_PLAIN, "This is not known here. The nearest that is known:");
	wrap_blank(w);
	for (i = 0; i < x->n_rows; i++)
		wrap_field(w, EXPLAIN_INDENT, WRAP_DIM, code_word(x->rows[i]->tool), EXPLAIN_LABEL, WRAP_PLAIN,
			code_word(x->rows[i]->code));
}

int explain_print(FILE *f, const struct explanation *x, const struct explain_style *s)
{
	struct wrap w = { .f = f, .width = s->width, .color = s->color, .ascii = s->ascii };
	char *asked = s->who == READER_HELPDESK ? text_fit(x->asked, (size_t)(s->width > 20 ? s->width : 20), s->ascii)
		: mem_strdup(x->asked);

	wrap_text(&w, 0, WRAP_BOLD, asked);
	if (!x->known)
		explain_unknown(&w, x);
	else if (s->who == READER_HELPDESK)
		explain_helpdesk(&w, x);
	else
		explain_known(&w, x, s->who);
	free(asked);
	return ferror(f) != 0 || fflush(f) != 0 ? -1 : 0;
}
