/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON, schema 1 of the contract: its field order, null for what is absent, lists never null. */

#include "report/json.h"
#include "base/limits.h"
#include "base/moment.h"
#include "report/json-text.h"
#include "x509/cert-key.h"
#include "x509/cert-text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void json_time(struct json_text *j, const char *key, int64_t t)
{
	char text[MOMENT_SIZE];

	json_put_string(j, key, moment_text(t, text));
}

/* null below 0 */
static void json_natural(struct json_text *j, const char *key, int64_t n)
{
	if (n < 0)
		json_put_null(j, key);
	else
		json_put_integer(j, key, n);
}

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

static void json_strings(struct json_text *j, const char *key, char *const *list, size_t n)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++)
		json_put_string(j, NULL, list[i]);
	json_close(j, ']');
}

static void json_urls(struct json_text *j, const char *key, const struct url *list, size_t n)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++)
		json_put_string(j, NULL, list[i].text);
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
	json_natural(j, "port", t->port == 0 ? -1 : t->port);
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
	json_natural(j, "port", c->port == 0 ? -1 : c->port);
	json_put_string(j, "proxy", c->proxy);
	json_put_string(j, "protocol", c->protocol);
	json_put_string(j, "cipher", c->cipher);
	json_put_string(j, "group", c->group);
	json_put_string(j, "signature", c->signature);
	json_put_string(j, "alpn", c->alpn);
	json_put_boolean(j, "stapled_ocsp", c->stapled_ocsp);
	json_put_boolean(j, "client_cert_requested", c->client_cert_requested);
	json_strings(j, "client_cert_authorities", c->client_cas, c->n_client_cas);
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
	json_natural(j, "card", f->card);
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

/* ---- cards ---- */

/* `label` is what every sentence calls whom the name stands for: a subject may be empty (RFC 5280 4.1.2.6), and more
 * and more are. NULL: it has no name at all. */
static void json_dn(struct json_text *j, const char *key, const struct dn *dn, const char *label)
{
	json_open(j, key, '{');
	json_put_string(j, "text", dn->text);
	json_put_string(j, "cn", dn->cn);
	json_put_string(j, "o", dn->o);
	json_put_string(j, "ou", dn->ou);
	json_put_string(j, "c", dn->c);
	json_put_string(j, "label", label);
	json_close(j, '}');
}

static void json_sans(struct json_text *j, const struct card *card)
{
	const struct cert *c = card->cert;

	json_open(j, "san", '[');
	for (size_t i = 0; i < c->n_sans; i++) {
		const struct san *s = &c->sans[i];

		json_open(j, NULL, '{');
		json_put_string(j, "type", san_type_name(s->type));
		json_put_string(j, "value", s->value);
		json_put_string(j, "value_unicode", s->value_unicode != NULL ? s->value_unicode : s->value);
		if (card->san_matches == NULL)
			json_put_null(j, "matches");
		else
			json_put_boolean(j, "matches", card->san_matches[i]);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_key_usage(struct json_text *j, const struct cert *c)
{
	json_open(j, "key_usage", '[');
	for (unsigned bit = 0; key_usage_name(bit) != NULL; bit++) {
		if ((c->ku & 1U << bit) != 0)
			json_put_string(j, NULL, key_usage_name(bit));
	}
	json_close(j, ']');
}

static void json_scts(struct json_text *j, const struct cert *c)
{
	json_open(j, "scts", '[');
	for (size_t i = 0; i < c->n_scts; i++) {
		const struct sct *s = &c->scts[i];
		char time[MOMENT_SIZE];

		json_open(j, NULL, '{');
		json_put_hex(j, "log_id", (struct bytes){ s->log_id, sizeof s->log_id });
		json_put_string(j, "log", s->log);
		json_put_string(j, "time", moment_text_ms(s->time_ms, time));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_subtrees(struct json_text *j, const char *key, const struct subtree *list, size_t n)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, NULL, '{');
		json_put_string(j, "type", list[i].type);
		json_put_string(j, "value", list[i].value);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_name_constraints(struct json_text *j, const struct name_constraints *nc)
{
	if (nc == NULL) {
		json_put_null(j, "name_constraints");
		return;
	}
	json_open(j, "name_constraints", '{');
	json_subtrees(j, "permitted", nc->permitted, nc->n_permitted);
	json_subtrees(j, "excluded", nc->excluded, nc->n_excluded);
	json_close(j, '}');
}

static void json_extensions(struct json_text *j, const struct cert *c)
{
	json_open(j, "extensions", '[');
	for (size_t i = 0; i < c->n_extensions; i++) {
		const struct extension *x = &c->extensions[i];

		json_open(j, NULL, '{');
		json_put_string(j, "oid", x->oid);
		json_put_string(j, "name", x->name);
		json_put_boolean(j, "critical", x->critical);
		json_put_string(j, "text", x->text);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* Where a certificate does not parse, its fields are null (and its lists empty): JSON_IF writes the value otherwise. */
#define JSON_IF(yes, put, j, key, ...) ((yes) ? put(j, key, __VA_ARGS__) : json_put_null(j, key))

/* Who it is and for how long: the fields up to its names. */
static void json_card_identity(struct json_text *j, const struct card *card)
{
	const struct cert *c = card->cert;
	bool p = c->parsed, issued = p && !c->request;     /* a request has no issuer and no dates */

	json_put_string(j, "role", role_name(card->role));
	json_put_string(j, "origin", origin_name(card->origin));
	JSON_IF(p, json_dn, j, "subject", &c->subject, cert_is_named(c) ? cert_label(c) : NULL);
	JSON_IF(issued, json_dn, j, "issuer", &c->issuer, *c->issuer.text != '\0' ? cert_issuer_label(c) : NULL);
	JSON_IF(issued, json_put_hex, j, "serial", c->serial);
	JSON_IF(issued, json_put_integer, j, "version", c->version);
	JSON_IF(issued, json_time, j, "not_before", c->not_before);
	JSON_IF(issued, json_time, j, "not_after", c->not_after);
	JSON_IF(issued, json_put_integer, j, "days_left", card->days_left);
	JSON_IF(issued, json_put_integer, j, "lifetime_days", card->lifetime_days);
	json_sans(j, card);
}

static void json_key(struct json_text *j, const char *key, const struct cert *c)
{
	json_open(j, key, '{');
	json_put_string(j, "algorithm", key_algorithm_name(c->key.algorithm));
	json_natural(j, "bits", c->key.bits == 0 ? -1 : (int64_t)c->key.bits);
	json_put_string(j, "curve", c->key.curve);
	json_close(j, '}');
}

/* What it may do. */
static void json_card_powers(struct json_text *j, const struct card *card)
{
	const struct cert *c = card->cert;
	bool p = c->parsed;

	JSON_IF(p, json_key, j, "key", c);
	json_put_string(j, "signature_algorithm", c->sig_alg.name != NULL ? c->sig_alg.name : c->sig_alg.oid);
	JSON_IF(p, json_put_boolean, j, "is_ca", c->is_ca);
	JSON_IF(p, json_natural, j, "path_length", c->path_length);
	json_key_usage(j, c);
	json_strings(j, "extended_key_usage", c->eku, c->n_eku);
	json_strings(j, "policies", c->policies, c->n_policies);
	json_put_string(j, "validation", card->validation);
}

/* What it is told apart by, and where to ask about it. */
static void json_card_marks(struct json_text *j, const struct card *card)
{
	const struct cert *c = card->cert;
	bool p = c->parsed;

	json_put_hex(j, "sha256", (struct bytes){ c->sha256, sizeof c->sha256 });
	JSON_IF(p, json_put_hex, j, "sha1", (struct bytes){ c->sha1, sizeof c->sha1 });
	JSON_IF(p, json_put_hex, j, "spki_sha256", (struct bytes){ c->spki_sha256, sizeof c->spki_sha256 });
	json_put_hex(j, "authority_key_id", c->akid);
	json_put_hex(j, "subject_key_id", c->skid);
	json_urls(j, "ocsp", c->ocsp, c->n_ocsp);
	json_urls(j, "ca_issuers", c->ca_issuers, c->n_ca_issuers);
	json_urls(j, "crl", c->crl, c->n_crl);
	json_scts(j, c);
	JSON_IF(p, json_put_boolean, j, "must_staple", c->must_staple);
	JSON_IF(p, json_put_boolean, j, "self_issued", c->self_issued);
	JSON_IF(p, json_put_boolean, j, "self_signed", c->self_signed);
	JSON_IF(p, json_put_boolean, j, "in_trust_store", card->in_trust_store);
	json_name_constraints(j, c->nc);
	json_extensions(j, c);
}

static void json_cards(struct json_text *j, const struct inspection *in)
{
	json_open(j, "cards", '[');
	for (size_t i = 0; i < in->n_cards; i++) {
		const struct card *card = &in->cards[i];
		char *pem = cert_pem(card->cert);

		json_open(j, NULL, '{');
		json_card_identity(j, card);
		json_card_powers(j, card);
		json_card_marks(j, card);
		json_put_string(j, "pem", pem);
		json_close(j, '}');
		free(pem);
	}
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
		json_natural(j, "card", s->card);
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
		json_natural(j, "card", d->card);
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
		json_time(j, "not_after", s->not_after);
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
		json_time(j, "from", c->from);
		json_put_string(j, "text", c->text);
		json_put_string(j, "source", c->source);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_inspection(struct json_text *j, const struct inspection *i)
{
	json_open(j, NULL, '{');
	json_put_integer(j, "schema", 1);
	json_target(j, &i->target);
	json_time(j, "time", i->time);
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
