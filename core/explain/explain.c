/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a pasted error to its causes. */
#include "explain/explain.h"
#include "explain/codes.h"
#include "explain/cause.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "explain/alike.h"
#include "explain/decide.h"
#include "explain/fold.h"
#include "explain/speaker.h"
#include "explain/spelling.h"
#include "explain/spoken.h"

#include <stdlib.h>
#include <string.h>

enum { EXPLAIN_COLUMNS = 200, EXPLAIN_NUMBERS = 32 };

/* What was asked, made ready. */
struct asked { char *raw, *folded; size_t n; };

static void asked_init(struct asked *a, const char *text)
{
	size_t n = strnlen(text, LIMIT_TARGET_BYTES);

	a->raw = mem_strndup(text, n);
	a->folded = mem_alloc(n + n / 4 + FOLD_PAD);
	a->n = spoken_mend(a->folded, fold_into(a->folded, a->raw, n, false));
	memset(a->folded + a->n, 0, FOLD_PAD);
}

static void asked_done(struct asked *a)
{
	free(a->raw);
	free(a->folded);
}

/* The id or the title of a cause, as it stands. */
static bool asked_cause(const struct asked *a, const struct code_index *x, struct decision *d)
{
	for (unsigned k = 0; k < code_index_causes(x); k++) {
		const char *name = code_index_cause_id(x, k), *words = cause_title(name);
		char *id = fold(name, strlen(name), false), *title = fold(words, strlen(words), false);
		bool same = strcmp(a->folded, id) == 0 || strcmp(a->folded, title) == 0;

		free(id);
		free(title);
		if (same) {
			*d = (struct decision){ .causes = { k }, .n = 1 };
			return true;
		}
	}
	return false;
}

static void explanation_rows(struct explanation *x, const struct found *f, const struct decision *d)
{
	bool want[CAUSES_MAX] = { false };

	for (size_t i = 0; i < d->n; i++)
		want[d->causes[i]] = true;
	for (size_t i = 0; i < f->n && x->n_rows < EXPLAIN_ROWS; i++)
		if (want[f->list[i].cause])
			x->rows[x->n_rows++] = f->list[i].row;
}

/* Faults of a program's own files: nobody else had part in them. */
static bool explanation_own(const struct cause *c)
{
	static const char *const own[] = { "unreadable-file", "passphrase", "key-mismatch", "wrong-ca-file",
		"keystore-order" };

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strcmp(c->id, own[i]) == 0)
			return true;
	return false;
}

static void explanation_causes(struct explanation *x, const struct code_index *ix, const struct decision *d)
{
	x->causes = mem_alloc((d->n + 1) * sizeof *x->causes);
	for (size_t i = 0; i < d->n; i++)
		if ((x->causes[x->n_causes] = cause_find(code_index_cause_id(ix, d->causes[i]))) != NULL)
			x->n_causes++;
	x->known = x->n_causes > 0;
	x->says = x->known && explanation_own(x->causes[0]) ? NULL : speaker_sentence(d->marks);
	x->log = (d->marks & (MARK_SERVER | MARK_RELAY)) != 0;
}

/* A row that stands there whole, a number, or what a program says that does not say what is wrong: the words round
 * it are no speech of one's own. */
static bool asked_whole(const struct found *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct match *m = &f->list[i];

		if (!m->fragment || m->number || (m->weight >= SPELLING_WHOLE
			&& strcmp(code_word(m->row->tool), "spoken") != 0))
			return true;
	}
	return false;
}

/* What somebody said in words of his own: nobody says "_". */
static const char *asked_spoken(const struct asked *a, const struct code_index *x, const struct found *f,
	struct decision *d)
{
	const struct spoken *s = strchr(a->raw, '_') != NULL ? NULL : spoken_find(a->folded, a->n);

	if (s == NULL)
		return NULL;
	*d = (struct decision){ .marks = marks_settle(f->marks) };
	for (const char *p = s->causes; *p != '\0' && d->n < CAUSES_MAX; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");
		char *id = mem_strndup(p, n);
		unsigned k = code_index_cause(x, id);

		if (k < code_index_causes(x))
			d->causes[d->n++] = k;
		free(id);
		p += n;
	}
	return s->label;
}

/* Of a device that makes its certificate itself that is the likeliest, before the network that it is reached over. */
static void asked_device(const struct asked *a, const struct code_index *x, struct decision *d)
{
	unsigned self = code_index_cause(x, "self-signed"), portal = code_index_cause(x, "captive-portal");
	size_t at = 0;

	while (at < d->n && d->causes[at] != self)
		at++;
	if (at == d->n || d->causes[0] != portal || !spoken_device(a->raw))
		return;
	memmove(d->causes + 1, d->causes, at * sizeof *d->causes);
	d->causes[0] = self;
}

/* A Wi-Fi that shows a certificate is no site: its words come first where somebody speaks of one. */
static void asked_network(const struct asked *a, const struct code_index *x, struct decision *d)
{
	const struct spoken *s = strchr(a->raw, '_') != NULL ? NULL : spoken_find(a->folded, a->n);
	unsigned wifi = code_index_cause(x, "wifi-certificate");

	if (s == NULL || strcmp(s->causes, "wifi-certificate") != 0 || wifi >= code_index_causes(x))
		return;
	for (size_t i = 0; i < d->n; i++)
		if (d->causes[i] == wifi)
			return;
	if (d->n < CAUSES_MAX) {
		memmove(d->causes + 1, d->causes, d->n * sizeof *d->causes);
		d->causes[0] = wifi;
		d->n++;
	}
}

static void explanation_find(struct explanation *x, struct code_index *ix, const struct asked *a)
{
	struct found *f = mem_alloc(sizeof *f);
	struct number numbers[EXPLAIN_NUMBERS];
	const struct code_row *row = NULL;
	const char *near = NULL;
	bool piece = false;
	struct decision d;

	if (!asked_cause(a, ix, &d)) {
		bool sure = false;

		code_index_find(ix, a->folded, a->n, f);
		code_index_numbers(ix, numbers, numbers_of(a->raw, numbers, EXPLAIN_NUMBERS), a->folded, a->n, f);
		sure = asked_whole(f);
		row = alike_find(ix, a->folded, a->n, f, &sure, &piece);
		if (!sure && (near = asked_spoken(a, ix, f, &d)) != NULL) {
			piece = true;
		} else {
			near = row != NULL ? code_word(row->code) : NULL;
			decide(ix, f, &d);
		}
		asked_device(a, ix, &d);
		asked_network(a, ix, &d);
	}
	x->rows = mem_alloc(EXPLAIN_ROWS * sizeof *x->rows);
	explanation_rows(x, f, &d);
	explanation_causes(x, ix, &d);
	x->guess = x->known && near != NULL && piece;
	if (x->known)
		x->near = near;
	else
		x->n_rows = code_index_nearest(ix, a->folded, a->n, x->rows, EXPLAIN_NEAREST);
	free(f);
}

struct explanation *explain_with(struct code_index *ix, const char *text)
{
	struct explanation *x = mem_alloc(sizeof *x);
	struct asked a;
	char *clean;

	asked_init(&a, text);
	clean = text_clean_str(a.raw);
	x->asked = text_fit(clean, EXPLAIN_COLUMNS, false);
	explanation_find(x, ix, &a);
	asked_done(&a);
	free(clean);
	return x;
}

struct explanation *explain_text(const char *text)
{
	struct code_index *ix = code_index_new();
	struct explanation *x = explain_with(ix, text);

	code_index_free(ix);
	return x;
}

void explanation_free(struct explanation *x)
{
	size_t i;

	if (x == NULL)
		return;
	for (i = 0; i < x->n_causes; i++)
		cause_free(x->causes[i]);
	free(x->causes);
	free(x->rows);
	free(x->asked);
	free(x);
}
