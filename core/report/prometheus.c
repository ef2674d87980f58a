/* SPDX-License-Identifier: GPL-3.0-or-later
 * Metrics: a row for each, with what writes its samples. */
#include "report/prometheus.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "result/phrases.h"

#include <stdarg.h>
#include <stdlib.h>

/* Where samples of one metric go: `labels` are those that every sample of an inspection has. */
struct prometheus_out {
	FILE *f;
	const char *name, *labels;
};

/* In a label's value, backslash, quote and newline are escaped (exposition format, "Line format"). */
static void prometheus_label(struct buf *b, const char *name, const char *value)
{
	(void)buf_addf(b, "%s%s=\"", b->len > 0 ? "," : "", name);
	for (; *value != '\0'; value++) {
		if (*value == '\n')
			(void)buf_adds(b, "\\n");
		else if (*value == '\\' || *value == '"')
			(void)buf_addf(b, "\\%c", *value);
		else
			(void)buf_addc(b, *value);
	}
	(void)buf_addc(b, '"');
}

/* A sample with further labels: pairs of name and value, ending in NULL; a value of NULL is written empty. */
static void prometheus_sample(const struct prometheus_out *o, double value, ...)
{
	struct buf more = BUF_INIT(4 * LIMIT_TEXT_BYTES);
	const char *name;
	va_list ap;

	va_start(ap, value);
	while ((name = va_arg(ap, const char *)) != NULL) {
		const char *v = va_arg(ap, const char *);

		prometheus_label(&more, name, v != NULL ? v : "");
	}
	va_end(ap);
	(void)fprintf(o->f, "%s{%s%s%s} %.15g\n", o->name, o->labels, more.len > 0 ? "," : "",
		more.len > 0 ? more.data : "", value);
	buf_done(&more);
}

/* ---- metrics ---- */

static const struct card *prometheus_leaf(const struct inspection *i)
{
	const struct card *c = i->n_path > 0 ? &i->cards[i->path[0]] : NULL;

	return c != NULL && c->cert->parsed && !c->cert->request ? c : NULL;
}

static void prometheus_exit_status(const struct prometheus_out *o, const struct inspection *i)
{
	prometheus_sample(o, i->verdict.exit_status, NULL);
}

static void prometheus_verdict(const struct prometheus_out *o, const struct inspection *i)
{
	const struct verdict *v = &i->verdict;

	prometheus_sample(o, 1, "level", level_name(v->level), "finding",
		v->finding < 0 ? "" : finding_name(i->findings[v->finding].id), NULL);
}

static void prometheus_findings(const struct prometheus_out *o, const struct inspection *i)
{
	size_t count[LEVEL_UNREACHABLE + 1] = { 0 }, n;
	int l;

	for (n = 0; n < i->n_findings; n++)
		count[i->findings[n].level]++;
	for (l = LEVEL_INFO; l <= LEVEL_UNREACHABLE; l++)
		prometheus_sample(o, (double)count[l], "level", level_name((enum level)l), NULL);
}

static void prometheus_finding(const struct prometheus_out *o, const struct inspection *i)
{
	char card[16];
	size_t n;

	for (n = 0; n < i->n_findings; n++) {
		const struct finding *f = &i->findings[n];

		(void)snprintf(card, sizeof card, "%d", f->card);
		prometheus_sample(o, 1, "id", finding_name(f->id), "variant", variant_name(f->variant), "level",
			level_name(f->level),
			"card",
			f->card < 0 ? "" : card, NULL);
	}
}

static void prometheus_not_before(const struct prometheus_out *o, const struct inspection *i)
{
	const struct card *c = prometheus_leaf(i);

	if (c != NULL)
		prometheus_sample(o, (double)c->cert->not_before, NULL);
}

static void prometheus_not_after(const struct prometheus_out *o, const struct inspection *i)
{
	const struct card *c = prometheus_leaf(i);

	if (c != NULL)
		prometheus_sample(o, (double)c->cert->not_after, NULL);
}

static void prometheus_chain_not_after(const struct prometheus_out *o, const struct inspection *i)
{
	const struct card *c = prometheus_leaf(i);
	int64_t first;
	size_t n;

	if (c == NULL)
		return;
	first = c->cert->not_after;
	for (n = 1; n < i->n_path; n++) {
		const struct cert *x = i->cards[i->path[n]].cert;

		if (x->parsed && x->not_after < first)
			first = x->not_after;
	}
	prometheus_sample(o, (double)first, NULL);
}

static void prometheus_leaf_info(const struct prometheus_out *o, const struct inspection *i)
{
	const struct card *c = prometheus_leaf(i);
	struct buf serial = BUF_INIT(LIMIT_TEXT_BYTES), print = BUF_INIT(64);

	if (c == NULL)
		return;
	(void)buf_addhex(&serial, c->cert->serial.p, c->cert->serial.n, NULL);
	(void)buf_addhex(&print, c->cert->sha256, sizeof c->cert->sha256, NULL);
	prometheus_sample(o, 1, "subject", phrase_label(c), "issuer", cert_issuer_label(c->cert), "serial", serial.data,
		"sha256", print.data, NULL);
	buf_done(&print);
	buf_done(&serial);
}

static void prometheus_tls_info(const struct prometheus_out *o, const struct inspection *i)
{
	if (i->has_connection && i->connection.protocol != NULL)
		prometheus_sample(o, 1, "protocol", i->connection.protocol, "cipher", i->connection.cipher, "group",
			i->connection.group, NULL);
}

static void prometheus_stages(const struct prometheus_out *o, const struct inspection *i)
{
	const struct timings *ms = &i->connection.ms;
	const struct { const char *stage; double ms; } rows[] = {
		{ "resolve", ms->resolve }, { "connect", ms->connect }, { "starttls", ms->starttls },
			{ "handshake", ms->handshake },
		{ "verify", ms->verify }, { "total", ms->total },
	};
	size_t n;

	for (n = 0; i->has_connection && n < sizeof rows / sizeof *rows; n++) {
		if (rows[n].ms >= 0)
			prometheus_sample(o, rows[n].ms / 1000, "stage", rows[n].stage, NULL);
	}
}

static void prometheus_time(const struct prometheus_out *o, const struct inspection *i)
{
	prometheus_sample(o, (double)i->time, NULL);
}

static const struct prometheus_metric {
	const char *name, *help;
	void (*write)(const struct prometheus_out *o, const struct inspection *i);
} prometheus_metrics[] = {
	{ "certcard_exit_status", "Verdict as certcard's exit status: 0 trusted, 1 caution, 2 untrusted, 3"
		" unreachable.", prometheus_exit_status },
	{ "certcard_verdict", "Always 1; the labels name the verdict and the finding behind it.", prometheus_verdict },
	{ "certcard_findings", "Number of findings of a level.", prometheus_findings },
	{ "certcard_finding", "Always 1; one sample for each finding.", prometheus_finding },
	{ "certcard_leaf_not_before_seconds", "Start of the leaf certificate's validity, in seconds since 1970.",
		prometheus_not_before },
	{ "certcard_leaf_not_after_seconds", "End of the leaf certificate's validity, in seconds since 1970.",
		prometheus_not_after },
	{ "certcard_chain_not_after_seconds", "Earliest end of validity in the chain, in seconds since 1970.",
		prometheus_chain_not_after },
	{ "certcard_leaf_info", "Always 1; the labels name the leaf certificate.", prometheus_leaf_info },
	{ "certcard_tls_info", "Always 1; the labels name what the handshake agreed on.", prometheus_tls_info },
	{ "certcard_stage_duration_seconds", "Duration of the stages of the inspection.", prometheus_stages },
	{ "certcard_judged_at_seconds", "Moment judged at, in seconds since 1970.", prometheus_time },
};

enum { PROMETHEUS_METRICS = sizeof prometheus_metrics / sizeof *prometheus_metrics };

/* ---- gathering ---- */

struct prometheus {
	FILE *spool[PROMETHEUS_METRICS];
	uint64_t *seen;              /* hashes of labels, in an open table of `size`, a power of two; 0: free */
	size_t size, n;
};

void prometheus_free(struct prometheus *p)
{
	size_t i;

	if (p == NULL)
		return;
	for (i = 0; i < PROMETHEUS_METRICS; i++) {
		if (p->spool[i] != NULL)
			(void)fclose(p->spool[i]);
	}
	free(p->seen);
	free(p);
}

struct prometheus *prometheus_new(struct cc_err *e)
{
	struct prometheus *p = mem_alloc(sizeof *p);
	size_t i;

	p->size = 256;
	p->seen = mem_alloc(p->size * sizeof *p->seen);
	for (i = 0; i < PROMETHEUS_METRICS; i++) {
		p->spool[i] = tmpfile();
		if (p->spool[i] == NULL) {
			(void)err_set(e, ERR_IO, "no temporary file");
			prometheus_free(p);
			return NULL;
		}
	}
	return p;
}

/* FNV-1a, never 0. */
static uint64_t prometheus_hash(const char *s)
{
	uint64_t h = 0xcbf29ce484222325U;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3U;
	return h | 1;
}

static bool prometheus_put(uint64_t *table, size_t size, uint64_t hash)
{
	size_t at;

	for (at = hash & (size - 1); table[at] != 0; at = (at + 1) & (size - 1)) {
		if (table[at] == hash)
			return false;
	}
	table[at] = hash;
	return true;
}

/* Remember labels; false: met before. */
static bool prometheus_new_series(struct prometheus *p, const char *labels)
{
	uint64_t *bigger;
	size_t i;

	if (p->n * 2 >= p->size) {
		bigger = mem_alloc(2 * p->size * sizeof *bigger);
		for (i = 0; i < p->size; i++) {
			if (p->seen[i] != 0)
				(void)prometheus_put(bigger, 2 * p->size, p->seen[i]);
		}
		free(p->seen);
		p->seen = bigger;
		p->size *= 2;
	}
	if (!prometheus_put(p->seen, p->size, prometheus_hash(labels)))
		return false;
	p->n++;
	return true;
}

int prometheus_add(struct prometheus *p, const struct inspection *i)
{
	struct buf labels = BUF_INIT(4 * LIMIT_TEXT_BYTES);
	char *target = target_label(&i->target);
	int r = 0;
	size_t n;

	prometheus_label(&labels, "target", target);
	prometheus_label(&labels, "address", i->has_connection
		&& i->connection.address != NULL ? i->connection.address : "");
	for (n = 0; n < PROMETHEUS_METRICS && (n > 0 || prometheus_new_series(p, labels.data)); n++) {
		const struct prometheus_out o = { p->spool[n], prometheus_metrics[n].name, labels.data };

		prometheus_metrics[n].write(&o, i);
		if (ferror(p->spool[n]))
			r = -1;
	}
	free(target);
	buf_done(&labels);
	return r;
}

static int prometheus_copy(FILE *from, FILE *to)
{
	char block[16384];
	size_t n;

	if (fflush(from) != 0 || fseek(from, 0, SEEK_SET) != 0)
		return -1;
	while ((n = fread(block, 1, sizeof block, from)) > 0) {
		if (fwrite(block, 1, n, to) != n)
			return -1;
	}
	return ferror(from) ? -1 : 0;
}

int prometheus_write(struct prometheus *p, FILE *f)
{
	size_t i;
	int r = 0;

	for (i = 0; i < PROMETHEUS_METRICS && r == 0; i++) {
		const struct prometheus_metric *m = &prometheus_metrics[i];

		/* A metric without samples is left out whole. */
		if (ftell(p->spool[i]) > 0) {
			(void)fprintf(f, "# HELP %s %s\n# TYPE %s gauge\n", m->name, m->help, m->name);
			r = prometheus_copy(p->spool[i], f);
		}
	}
	return r == 0 && !ferror(f) ? 0 : -1;
}
