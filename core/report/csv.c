/* SPDX-License-Identifier: GPL-3.0-or-later
 * One list of columns, gone through twice: for their names, and for each inspection. */
#include "report/csv.h"

#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

enum { CSV_ROW = 16 * LIMIT_TEXT_BYTES };

/* A row being written: the columns' names, or their values. */
struct csv { struct buf b; bool names; };

/* RFC 4180, 2: a field with a comma, a quote or a line break stands in quotes, and a quote in it twice. */
static void csv_field(struct buf *b, const char *text)
{
	bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;

	if (text[strcspn(text, ",\"\r\n")] == '\0' && text[0] != ' ' && !formula) {
		(void)buf_adds(b, text);
		return;
	}
	(void)buf_adds(b, formula ? "\"'" : "\"");
	for (; *text != '\0'; text++) {
		if (*text == '"')
			(void)buf_addc(b, '"');
		(void)buf_addc(b, *text);
	}
	(void)buf_addc(b, '"');
}

static void csv_comma(struct csv *r, const char *column)
{
	if (r->b.len > 0)
		(void)buf_addc(&r->b, ',');
	if (r->names)
		(void)buf_adds(&r->b, column);
}

static void csv_text(struct csv *r, const char *column, const char *text)
{
	char *some;

	csv_comma(r, column);
	if (r->names || text == NULL)
		return;
	some = text_fit(text, LIMIT_CELL_COLUMNS, false);
	csv_field(&r->b, some);
	free(some);
}

/* The same, for text that is to be freed. */
static void csv_take(struct csv *r, const char *column, char *text)
{
	csv_text(r, column, text);
	free(text);
}

static void csv_number(struct csv *r, const char *column, bool known, int64_t n)
{
	csv_comma(r, column);
	if (!r->names && known)
		(void)buf_addf(&r->b, "%lld", (long long)n);
}

static void csv_moment(struct csv *r, const char *column, bool known, int64_t t)
{
	char text[MOMENT_SIZE];

	csv_text(r, column, known ? moment_text(t, text) : NULL);
}

static void csv_hex(struct csv *r, const char *column, struct bytes bytes)
{
	csv_comma(r, column);
	if (!r->names)
		(void)buf_addhex(&r->b, bytes.p, bytes.n, "");
}

/* ---- lists in a field, by blanks ---- */

static char *csv_findings(const struct inspection *i)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	for (size_t n = 0; n < i->n_findings; n++)
		(void)buf_addf(&b, "%s%s", n > 0 ? " " : "", finding_name(i->findings[n].id));
	return buf_take(&b);
}

static char *csv_names(const struct cert *c)
{
	struct buf b = BUF_INIT(4 * LIMIT_CELL_COLUMNS);

	for (size_t n = 0; n < c->n_sans; n++)
		if (buf_addf(&b, "%s%s", n > 0 ? " " : "", c->sans[n].value) != 0)
			break;
	return buf_take(&b);
}

/* ---- the columns; stable once they ship: new ones at the end ---- */

static void csv_verdict(struct csv *r, const struct inspection *i)
{
	const struct verdict *v = &i->verdict;
	bool found = v->finding >= 0 && (size_t)v->finding < i->n_findings;
	int64_t days = 0;
	bool known = inspection_days_left(i, &days);

	csv_text(r, "target", i->target.input);
	csv_text(r, "host", i->target.host);
	csv_number(r, "port", i->target.port > 0, i->target.port);
	csv_text(r, "address", i->has_connection ? i->connection.address : NULL);
	csv_moment(r, "time", true, i->time);
	csv_text(r, "verdict", level_name(v->level));
	csv_number(r, "exit_status", true, v->exit_status);
	csv_text(r, "finding", found ? finding_name(i->findings[v->finding].id) : NULL);
	csv_text(r, "headline", v->headline);
	csv_text(r, "browser_code", v->browser_code);
	csv_take(r, "findings", csv_findings(i));
	csv_number(r, "days_left", known, days);
}

/* Of the certificate at the beginning of the path; `nothing` where there is none, or none that parses. */
static void csv_leaf(struct csv *r, const struct card *c)
{
	static const struct cert nothing;
	const struct cert *x = c != NULL && c->cert->parsed ? c->cert : &nothing;
	bool read = x != &nothing, issued = read && !x->request;

	csv_moment(r, "not_before", issued, x->not_before);
	csv_moment(r, "not_after", issued, x->not_after);
	csv_number(r, "lifetime_days", issued, issued ? c->lifetime_days : 0);
	csv_text(r, "subject", read ? x->subject.text : NULL);
	csv_text(r, "issuer", issued ? x->issuer.text : NULL);
	csv_take(r, "names", read ? csv_names(x) : NULL);
	csv_text(r, "validation", read ? c->validation : NULL);
	csv_take(r, "key", read ? phrase_key(&x->key) : NULL);
	csv_text(r, "signature_algorithm", cert_signed_with(x));
	csv_hex(r, "serial", x->serial);
	csv_hex(r, "sha256", (struct bytes){ c != NULL ? c->cert->sha256 : NULL, c != NULL ? sizeof x->sha256 : 0 });
	csv_hex(r, "spki_sha256", (struct bytes){ x->spki_sha256, read ? sizeof x->spki_sha256 : 0 });
}

static void csv_connection(struct csv *r, const struct inspection *i)
{
	csv_text(r, "protocol", i->has_connection ? i->connection.protocol : NULL);
	csv_text(r, "cipher", i->has_connection ? i->connection.cipher : NULL);
	csv_text(r, "group", i->has_connection ? i->connection.group : NULL);
}

static int csv_row(FILE *f, const struct inspection *i, bool names)
{
	struct csv r = { BUF_INIT(CSV_ROW), names };

	csv_verdict(&r, i);
	csv_leaf(&r, i->n_path > 0 ? &i->cards[i->path[0]] : NULL);
	csv_connection(&r, i);
	(void)fputs(r.b.data, f);
	(void)fputs("\r\n", f);
	buf_done(&r.b);
	return ferror(f) ? -1 : 0;
}

int report_csv_header(FILE *f)
{
	static const struct inspection none = { .verdict = { .finding = -1 } };

	return csv_row(f, &none, true);
}

int report_csv(FILE *f, const struct inspection *i)
{
	return csv_row(f, i, false);
}
