/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON, schema 1 of the contract: its field order, null for what is absent, lists never null. */

#include "report/json.h"
#include "base/limits.h"
#include "base/moment.h"
#include "report/json-card.h"
#include "report/json-text.h"
#include "x509/cert-key.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Whole microseconds: more digits would be noise. */
static void json_ms(struct json_text *j, const char *key, double ms)
{
	if (ms < 0)
		json_put_null(j, key);
	else
		json_put_thousandths(j, key, (int64_t)(ms * 1000 + 0.5));
}

static void json_indexes(struct json_text *j, const char *key, const int *list, size_t n)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++)
		json_put_integer(j, NULL, list[i]);
	json_close(j, ']');
}

/* ---- target, connection, verdict ---- */

static void json_target(struct json_text *j, const struct target_facts *t)
{
	json_open(j, "target", '{');
	json_put_string(j, "input", t->input);
	json_put_string(j, "kind", target_kind_name(t->kind));
	json_put_string(j, "scheme", t->scheme);
	json_put_string(j, "host", t->host);
	json_put_string(j, "host_unicode", t->host_unicode);
	json_put_natural(j, "port", t->port == 0 ? -1 : t->port);
	json_put_string(j, "servername", t->servername);
	json_close(j, '}');
}

static void json_timings(struct json_text *j, const struct timings *ms)
{
	json_open(j, "timings_ms", '{');
	json_ms(j, "resolve", ms->resolve);
	json_ms(j, "connect", ms->connect);
	json_ms(j, "starttls", ms->starttls);
	json_ms(j, "handshake", ms->handshake);
	json_ms(j, "verify", ms->verify);
	json_ms(j, "total", ms->total);
	json_close(j, '}');
}

/* Is the certificate of --cert of a CA that the server named? null without one, or where none was asked for. */
static void json_client_fits(struct json_text *j, const struct connection *c)
{
	if (c->client_issuer == NULL)
		json_put_null(j, "client_cert_fits");
	else
		json_put_boolean(j, "client_cert_fits", c->client_fits);
}

static void json_connection(struct json_text *j, const struct inspection *i)
{
	const struct connection *c = &i->connection;

	if (!i->has_connection) {
		json_put_null(j, "connection");
		return;
	}
	json_open(j, "connection", '{');
	json_put_string(j, "address", c->address);
	json_put_natural(j, "port", c->port == 0 ? -1 : c->port);
	json_put_string(j, "proxy", c->proxy);
	json_put_string(j, "protocol", c->protocol);
	json_put_string(j, "cipher", c->cipher);
	json_put_string(j, "group", c->group);
	json_put_string(j, "signature", c->signature);
	json_put_string(j, "alpn", c->alpn);
	json_put_boolean(j, "stapled_ocsp", c->stapled_ocsp);
	json_put_boolean(j, "client_cert_requested", c->client_cert_requested);
	json_put_strings(j, "client_cert_authorities", c->client_cas, c->n_client_cas);
	json_client_fits(j, c);
	json_timings(j, &c->ms);
	json_close(j, '}');
}

static void json_verdict(struct json_text *j, const struct inspection *i)
{
	const struct verdict *v = &i->verdict;

	json_open(j, "verdict", '{');
	json_put_string(j, "level", level_name(v->level));
	json_put_string(j, "finding", v->finding < 0 ? NULL : finding_name(i->findings[v->finding].id));
	json_put_string(j, "headline", v->headline);
	json_put_integer(j, "exit_status", v->exit_status);
	json_put_string(j, "browser_code", v->browser_code);
	json_close(j, '}');
}

/* ---- findings ---- */

static void json_codes(struct json_text *j, const struct finding *f)
{
	json_open(j, "codes", '[');
	for (size_t i = 0; i < f->n_codes; i++) {
		json_open(j, NULL, '{');
		json_put_string(j, "tool", f->codes[i].tool);
		json_put_string(j, "code", f->codes[i].code);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* One text of what is several fields elsewhere: the causes, how to tell them apart, what was seen. */
static void json_why(struct json_text *j, const struct finding *f)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	size_t i;

	(void)buf_addf(&b, "%s How to tell: %s", f->why, f->tell);
	for (i = 0; i < f->n_evidence; i++) {
		const char *text = f->evidence[i].text;
		size_t n = strlen(text);

		n -= n > 0 && text[n - 1] == '.';
		(void)buf_addf(&b, "%s%.*s.", i == 0 ? " Seen here: " : " ", (int)n, text);
	}
	json_put_string(j, "why", b.data != NULL ? b.data : "");
	buf_done(&b);
}

static void json_finding(struct json_text *j, const struct finding *f)
{
	json_open(j, NULL, '{');
	json_put_string(j, "id", finding_name(f->id));
	json_put_string(j, "level", level_name(f->level));
	json_put_string(j, "variant", variant_name(f->variant));
	json_put_natural(j, "card", f->card);
	json_put_string(j, "what", f->what);
	json_why(j, f);
	json_open(j, "do", '{');
	json_put_string(j, "visitor", f->visitor);
	json_put_string(j, "helpdesk", f->helpdesk);
	json_put_string(j, "admin", f->admin);
	json_close(j, '}');
	json_put_string(j, "licence", f->licence);
	json_codes(j, f);
	json_close(j, '}');
}

static void json_findings(struct json_text *j, const struct inspection *in)
{
	json_open(j, "findings", '[');
	for (size_t i = 0; i < in->n_findings; i++)
		json_finding(j, &in->findings[i]);
	json_close(j, ']');
}

/* ---- the walk, and who accepts it ---- */

static void json_steps(struct json_text *j, const struct inspection *in)
{
	json_open(j, "steps", '[');
	for (size_t i = 0; i < in->n_steps; i++) {
		const struct step *s = &in->steps[i];

		json_open(j, NULL, '{');
		json_put_string(j, "id", step_name(s->id));
		json_put_natural(j, "card", s->card);
		json_put_string(j, "result", step_result_name(s->result));
		json_put_string(j, "text", s->text);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_dead_ends(struct json_text *j, const struct inspection *in)
{
	json_open(j, "dead_ends", '[');
	for (size_t i = 0; i < in->n_dead_ends; i++) {
		const struct dead_end *d = &in->dead_ends[i];

		json_open(j, NULL, '{');
		json_indexes(j, "path", d->path, d->n_path);
		json_put_string(j, "failed", step_name(d->failed));
		json_put_natural(j, "card", d->card);
		json_put_string(j, "text", d->text);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_answer(struct json_text *j, const char *key, enum answer a)
{
	if (a == ANSWER_UNKNOWN)
		json_put_null(j, key);
	else
		json_put_boolean(j, key, a == ANSWER_YES);
}

static void json_clients(struct json_text *j, const struct inspection *in)
{
	json_open(j, "clients", '[');
	for (size_t i = 0; i < in->n_clients; i++) {
		const struct client_answer *c = &in->clients[i];

		json_open(j, NULL, '{');
		json_put_string(j, "client", c->client);
		json_put_string(j, "version", c->version);
		json_answer(j, "accepts", c->accepts);
		json_put_string(j, "code", c->code);
		json_answer(j, "bypass", c->bypass);
		json_put_string(j, "why", c->why);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* What the server shows beside it, when it is asked otherwise. */
static void json_shown(struct json_text *j, const struct inspection *in)
{
	json_open(j, "also_shown", '[');
	for (size_t i = 0; i < in->n_shown; i++) {
		const struct also_shown *s = &in->shown[i];

		json_open(j, NULL, '{');
		json_put_string(j, "asked", shown_name(s->as));
		json_put_boolean(j, "same", s->same);
		json_put_hex(j, "sha256", (struct bytes){ s->sha256, sizeof s->sha256 });
		json_put_string(j, "subject", s->label);
		json_put_string(j, "issuer", s->issuer);
		json_put_string(j, "key", s->key);
		json_put_time(j, "not_after", s->not_after);
		json_put_string(j, "level", s->level != LEVEL_UNREACHABLE ? level_name(s->level) : NULL);
		json_put_string(j, "finding", s->finding);
		json_put_string(j, "headline", s->headline);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_coming(struct json_text *j, const struct inspection *in)
{
	json_open(j, "coming", '[');
	for (size_t i = 0; i < in->n_coming; i++) {
		const struct coming *c = &in->coming[i];

		json_open(j, NULL, '{');
		json_put_string(j, "rule", c->rule);
		json_put_time(j, "from", c->from);
		json_put_string(j, "text", c->text);
		json_put_string(j, "source", c->source);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_caa_entries(struct json_text *j, const struct caa_facts *c)
{
	json_open(j, "records", '[');
	for (size_t i = 0; i < c->n_entries; i++) {
		json_open(j, NULL, '{');
		json_put_boolean(j, "critical", c->entries[i].critical);
		json_put_string(j, "tag", c->entries[i].tag);
		json_put_string(j, "value", c->entries[i].value);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* Which CAs the DNS lets issue: null where it was not asked. */
static void json_caa(struct json_text *j, const struct caa_facts *c)
{
	static const char *const proofs[] = { [CAA_NO_ANSWER] = NULL, [CAA_SIGNED] = "secure",
		[CAA_UNSIGNED] = "insecure", [CAA_FORGED] = "bogus" };

	if (c == NULL) {
		json_put_null(j, "caa");
		return;
	}
	json_open(j, "caa", '{');
	json_put_string(j, "asked", c->asked);
	json_put_string(j, "name", c->name);
	json_put_string(j, "dnssec", proofs[c->proof]);
	json_caa_entries(j, c);
	json_put_string(j, "issuer", c->issuer);
	json_answer(j, "permits", c->permits);
	json_put_string(j, "text", c->text);
	json_close(j, '}');
}

static void json_inspection(struct json_text *j, const struct inspection *i)
{
	json_open(j, NULL, '{');
	json_put_integer(j, "schema", 1);
	json_target(j, &i->target);
	json_put_time(j, "time", i->time);
	json_connection(j, i);
	json_verdict(j, i);
	json_findings(j, i);
	json_indexes(j, "presented", i->presented, i->n_presented);
	json_indexes(j, "path", i->path, i->n_path);
	json_cards(j, i);
	json_clients(j, i);
	json_steps(j, i);
	json_dead_ends(j, i);
	json_coming(j, i);
	json_shown(j, i);
	json_caa(j, i->caa);
	json_close(j, '}');
	(void)buf_addc(&j->buf, '\n');
}

/* Whole or not at all: clean text is UTF-8, so ill-formed text would be a mistake of ours. */
static int json_write(FILE *f, const struct inspection *i, bool pretty)
{
	struct json_text j = JSON_TEXT_INIT(LIMIT_REPORT_BYTES, pretty);
	int r = -1;

	json_inspection(&j, i);
	if (j.ill_formed)
		errno = EILSEQ;
	else if (j.buf.full)
		errno = EFBIG;
	else if (fwrite(j.buf.data, 1, j.buf.len, f) == j.buf.len && !ferror(f))
		r = 0;
	buf_done(&j.buf);
	return r;
}

int report_json(FILE *f, const struct inspection *i)
{
	return json_write(f, i, true);
}

int report_jsonl(FILE *f, const struct inspection *i)
{
	return json_write(f, i, false);
}
