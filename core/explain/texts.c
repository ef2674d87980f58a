/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words for findings: picks the rows of texts.def, and puts names, dates and numbers into their templates. */
#include "explain/texts.h"

#include "base/buf.h"
#include "explain/codes.h"
#include "base/limits.h"
#include "base/mem.h"
#include "explain/sentences.h"
#include "base/text.h"
#include "base/tongue.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct text_row text_table[] = {
#define ALWAYS { TEXT_ALWAYS, 0 }
#define LEVEL(id) { TEXT_LEVEL, LEVEL_##id }
#define VARIANT(id) { TEXT_VARIANT, VARIANT_##id }
#define SHADE(id) { TEXT_SHADE, SHADE_##id }
#define TEXT(finding, name, ...) { .id = FINDING_##finding, .kind = name, .words = { __VA_ARGS__ } },
#include "explain/texts.def"
#undef TEXT
#undef SHADE
#undef VARIANT
#undef LEVEL
#undef ALWAYS
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

size_t text_rows(const struct text_row **first)
{
	*first = text_table;
	return COUNT(text_table);
}

const char *text_kind_name(struct text_kind k)
{
	switch (k.scope) {
	case TEXT_LEVEL: return level_name((enum level)k.value);
	case TEXT_VARIANT: return variant_name((enum variant)k.value);
	case TEXT_SHADE: return shade_name((enum shade)k.value);
	default: return NULL;
	}
}

/* Choosing the words. */

static void text_inherit(const char **field, const char *from)
{
	if (*field == NULL)
		*field = from;
}

static void text_merge(struct words *w, const struct words *row)
{
	text_inherit(&w->title, row->title);
	text_inherit(&w->stamp, row->stamp);
	text_inherit(&w->what, row->what);
	text_inherit(&w->why, row->why);
	text_inherit(&w->tell, row->tell);
	text_inherit(&w->risk, row->risk);
	text_inherit(&w->visitor, row->visitor);
	text_inherit(&w->helpdesk, row->helpdesk);
	text_inherit(&w->admin, row->admin);
	text_inherit(&w->licence, row->licence);
	text_inherit(&w->brief, row->brief);
	text_inherit(&w->word, row->word);
	text_inherit(&w->next_visitor, row->next_visitor);
	text_inherit(&w->next_helpdesk, row->next_helpdesk);
	text_inherit(&w->next_admin, row->next_admin);
	text_inherit(&w->next_teacher, row->next_teacher);
	if (w->prefer[0] == NULL)
		memcpy(w->prefer, row->prefer, sizeof w->prefer);
}

void words_tongue(struct words *w)
{
	if (!tongue_is_other)
		return;
	const char **const fields[] = { &w->title, &w->stamp, &w->what, &w->why, &w->tell, &w->risk, &w->visitor,
		&w->helpdesk, &w->admin, &w->licence, &w->brief, &w->word, &w->next_visitor, &w->next_helpdesk,
		&w->next_admin, &w->next_teacher };

	for (size_t i = 0; i < COUNT(fields); i++)
		*fields[i] = tongue(*fields[i]);
}

static const struct words *text_find(enum finding_id id, struct text_kind kind)
{
	size_t i;

	for (i = 0; i < COUNT(text_table); i++) {
		const struct text_row *r = &text_table[i];

		if (r->id == id && r->kind.scope == kind.scope && r->kind.value == kind.value)
			return &r->words;
	}
	return NULL;
}

struct words text_words(const struct finding *f)
{
	static const struct words nothing = { "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "",
		{ NULL } };
	const struct text_kind kinds[] = {
		{ TEXT_SHADE, f->shade }, { TEXT_VARIANT, f->variant }, { TEXT_LEVEL, f->level }, { TEXT_ALWAYS, 0 },
	};
	struct words w = { .title = NULL };

	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct words *row = text_find(f->id, kinds[i]);

		if (row != NULL)
			text_merge(&w, row);
	}
	text_merge(&w, &nothing);
	words_tongue(&w);
	return w;
}

/* Templates. */

/* A place in a template: {key}, {key|words}, {key#noun}, {key:day}, {key:url}. `kind` is the character after the key,
 * '}' for a plain one. */
struct text_key { char key[16]; char kind; const char *rest; size_t n_rest; };

/* Reads the place behind an opening brace; returns what follows its closing one. */
static const char *text_place(const char *p, struct text_key *out)
{
	size_t n = strcspn(p, "|#:}"), end = strcspn(p, "}");

	*out = (struct text_key){ .kind = p[n], .rest = p + n + 1, .n_rest = end > n ? end - n - 1 : 0 };
	memcpy(out->key, p, n < sizeof out->key ? n : sizeof out->key - 1);
	return p + end + (p[end] == '}');
}

static const char *text_value(const struct finding *f, const struct text_key *p)
{
	enum param_id id;
	const char *value = f != NULL && param_by_name(p->key, &id) ? finding_get(f, id) : NULL;

	return value != NULL && *value != '\0' ? value : NULL;
}

/* What may give way in its middle: names, not numbers and clauses. */
static bool text_is_name(const char *key)
{
	enum param_id id;

	if (!param_by_name(key, &id))
		return false;
	switch (id) {
	case PARAM_SUBJECT: case PARAM_ISSUER: case PARAM_HOST: case PARAM_NAME: case PARAM_NAMES: case PARAM_SEEN:
	case PARAM_PRODUCT:
		return true;
	default:
		return false;
	}
}

/* Of "30 Aug 2026 23:59:59 UTC" what comes before the third blank. */
static size_t text_day(const char *moment)
{
	size_t n = strcspn(moment, " ");

	for (int words = 1; words < 3 && moment[n] == ' '; words++)
		n += 1 + strcspn(moment + n + 1, " ");
	return n;
}

/* {days#day}: English makes its plural itself. Other languages write all forms that they have: {days#Tag/Tage}. */
static void text_put_noun(struct buf *b, unsigned long count, const char *forms, size_t n)
{
	const char *slash = memchr(forms, '/', n), *end = forms + n;

	if (slash == NULL) {
		(void)buf_addf(b, " %.*s%s", (int)n, forms, tongue_form(count) == 0 ? "" : "s");
		return;
	}
	for (unsigned form = tongue_form(count); form > 0 && slash != NULL; form--) {
		forms = slash + 1;
		slash = memchr(forms, '/', (size_t)(end - forms));
	}
	(void)buf_addf(b, " %.*s", (int)((slash != NULL ? slash : end) - forms), forms);
}

/* A value in a sentence is bounded: a stranger's name of 60 kB would bury the words. */
static void text_put_value(struct buf *b, const char *value, const struct text_key *p, const struct text_room *room)
{
	char *cut;

	if (p->kind == ':' && *p->rest == 'u')
		cut = mem_printf(strchr(value, ':') != NULL ? "[%s]" : "%s", value);
	else if (p->kind == ':')
		cut = mem_strndup(value, text_day(value));
	else if (room->names > 0 && text_is_name(p->key))
		cut = text_middle(value, room->names);
	else
		cut = text_fit(value, LIMIT_VALUE_COLUMNS, false);
	(void)buf_adds(b, cut);
	if (p->kind == '#')
		text_put_noun(b, strtoul(value, NULL, 10), p->rest, p->n_rest);
	free(cut);
}

static void text_put(struct buf *b, const struct text_key *p, const struct finding *f, const struct text_room *room)
{
	const char *value = text_value(f, p);
	enum param_id id;

	if (value != NULL)
		text_put_value(b, value, p, room);
	else if (p->kind == '|')
		(void)buf_add(b, p->rest, p->n_rest);
	else if (param_by_name(p->key, &id))
		(void)buf_adds(b, tongue(param_words(id)));
}

/* Has every place in t[0..n) that names no words of its own a value? */
static bool text_whole(const char *t, size_t n, const struct finding *f)
{
	const char *end = t + n;
	struct text_key p;

	while (t < end && (t = memchr(t, '{', (size_t)(end - t))) != NULL) {
		t = text_place(t + 1, &p);
		if (p.kind != '|' && text_value(f, &p) == NULL)
			return false;
	}
	return true;
}

char *text_expand(const char *template, const struct finding *f)
{
	return text_expand_in(template, f, &(struct text_room){ .parts = SIZE_MAX });
}

char *text_expand_in(const char *template, const struct finding *f, const struct text_room *room)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	const char *t = template;
	size_t part = 0;
	struct text_key p;
	char *text;

	while (*t != '\0') {
		size_t n = strcspn(t, "{[]");

		(void)buf_add(&b, t, n);
		t += n;
		if (*t == '{') {
			t = text_place(t + 1, &p);
			text_put(&b, &p, f, room);
		} else if (*t == '[') {
			n = strcspn(t, "]");
			t += ++part > room->parts || !text_whole(t, n, f) ? n : 1;
		} else if (*t != '\0') {
			t++;
		}
	}
	text = buf_take(&b);
	text_one_stop(text);
	return text;
}

/* The finding's strings. */

static void text_set(char **field, char *text)
{
	free(*field);
	*field = text;
}

/* What is at stake, and who lets anybody past, where that was measured. */
static void finding_say_risk(struct finding *f)
{
	struct words w = text_words(f);
	char *stake = text_expand(w.risk, f);

	if (f->past == NULL || *stake == '\0')
		text_set(&f->risk, stake);
	else {
		text_set(&f->risk, mem_printf("%s %s", stake, f->past));
		free(stake);
	}
}

void finding_past(struct finding *f, const char *who)
{
	free(f->past);
	f->past = *who != '\0' ? mem_strdup(who) : NULL;
	finding_say_risk(f);
}

static bool finding_is_silent(const struct finding *f, const char *tool)
{
	for (size_t i = 0; i < f->n_silent; i++)
		if (strcmp(f->silent[i], tool) == 0)
			return true;
	return false;
}

static void finding_leave_out(struct finding *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->n_codes; i++)
		if (!finding_is_silent(f, f->codes[i].tool))
			f->codes[kept++] = f->codes[i];
	f->n_codes = kept;
}

void finding_silence(struct finding *f, const char *tool)
{
	if (f->n_silent < FINDING_SILENT && !finding_is_silent(f, tool))
		f->silent[f->n_silent++] = tool;
	finding_leave_out(f);
}

void finding_explain(struct finding *f)
{
	struct words w = text_words(f);

	text_set(&f->what, text_expand(w.what, f));
	text_set(&f->why, text_expand(w.why, f));
	text_set(&f->tell, text_expand(w.tell, f));
	finding_say_risk(f);
	text_set(&f->visitor, text_expand(w.visitor, f));
	text_set(&f->helpdesk, text_expand(w.helpdesk, f));
	text_set(&f->admin, text_expand(w.admin, f));
	text_set(&f->licence, text_expand(w.licence, f));
	text_set(&f->stamp, text_expand(w.stamp, f));
	free(f->codes);
	f->codes = mem_alloc(CODES_MAX * sizeof *f->codes);
	f->n_codes = 0;
	/* The codes are those for a proof that is false. Where it never came, each tool says what broke for it. Of a
	 * file without certificates there was no handshake that could have failed. */
	if ((f->id != FINDING_KEY_NOT_PROVED || f->level == LEVEL_UNTRUSTED)
		&& (f->id != FINDING_NO_CERTIFICATE || f->shade != SHADE_FILE))
		f->n_codes = codes_of(finding_name(f->id), w.prefer, TEXT_PREFER, f->codes, CODES_MAX);
	finding_leave_out(f);
}
