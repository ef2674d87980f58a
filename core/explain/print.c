/* SPDX-License-Identifier: GPL-3.0-or-later
 * An explanation for people: what the code can mean, how to find out which, and what to do. */

#include "explain/print.h"
#include "base/buf.h"
#include "explain/codes.h"
#include "base/mem.h"
#include "base/wrap.h"

#include <stdlib.h>

/* Up to so many causes are explained in full; of more, the first alone, and the others in short. */
enum { EXPLAIN_FULL = 3, EXPLAIN_LABEL = 14, EXPLAIN_INDENT = 3 };

static const char *const explain_counts[] =
	{ "nothing", "one thing", "two things", "three things", "four things", "five things", "six things",
	"seven things", "eight things", "nine things" };

static void explain_field(struct wrap *w, const char *label, const char *text)
{
	if (*text != '\0')
		wrap_field(w, EXPLAIN_INDENT, WRAP_DIM, label, EXPLAIN_LABEL, WRAP_PLAIN, text);
}

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

	wrap_blank(w);
	wrap_text(w, 0, WRAP_BOLD, title);
	free(title);
}

static void explain_full(struct wrap *w, const struct cause *c)
{
	explain_field(w, "What", c->what);
	explain_field(w, "Why", c->why);
	explain_field(w, "How to tell", c->tell);
	explain_field(w, "Risk", c->risk);
	explain_field(w, "Visitor", c->visitor);
	explain_field(w, "Helpdesk", c->helpdesk);
	explain_field(w, "Admin", c->admin);
	explain_field(w, "Licence", c->licence);
	explain_codes(w, c);
}

static void explain_short(struct wrap *w, const struct cause *c)
{
	explain_field(w, "What", c->what);
	explain_field(w, "How to tell", c->tell);
}

static void explain_known(struct wrap *w, const struct explanation *x)
{
	const char *count = x->n_causes < sizeof explain_counts / sizeof *explain_counts ? explain_counts[x->n_causes]
		: "many things";
	char *line = x->n_causes == 1 ? mem_strdup("This means one thing.")
		: mem_printf("This can mean %s, the likeliest first.", count);
	size_t i;

	if (x->says != NULL)
		wrap_text(w, 0, WRAP_PLAIN, x->says);
	wrap_text(w, 0, WRAP_PLAIN, line);
	free(line);
	for (i = 0; i < x->n_causes; i++) {
		explain_title(w, x->causes[i], i + 1, x->n_causes);
		if (i == 0 || x->n_causes <= EXPLAIN_FULL)
			explain_full(w, x->causes[i]);
		else
			explain_short(w, x->causes[i]);
	}
	wrap_blank(w);
	if (x->n_causes > 1)
		wrap_text(w, 0, WRAP_PLAIN, "To find out which, let certcard look at the host itself: certcard HOST.");
	if (x->n_causes > EXPLAIN_FULL) {
		line = mem_printf("All about one of them: certcard --explain %s.", x->causes[1]->id);
		wrap_text(w, 0, WRAP_PLAIN, line);
		free(line);
	}
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
		wrap_field(w, EXPLAIN_INDENT, WRAP_DIM, x->rows[i]->tool, EXPLAIN_LABEL, WRAP_PLAIN, x->rows[i]->code);
}

int explain_print(FILE *f, const struct explanation *x, bool color, bool ascii, int width)
{
	struct wrap w = { .f = f, .width = width, .color = color, .ascii = ascii };

	wrap_text(&w, 0, WRAP_BOLD, x->asked);
	if (x->known)
		explain_known(&w, x);
	else
		explain_unknown(&w, x);
	return ferror(f) != 0 || fflush(f) != 0 ? -1 : 0;
}
