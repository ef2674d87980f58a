/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON, schema 1 of the contract: its field order, null for what is absent, lists never null. */

#include "report/json.h"
#include "base/limits.h"
#include "base/moment.h"
#include "x509/cert-key.h"
#include "x509/cert-text.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* json_pack()'s letters: s text, s? text or null, i and I numbers, b bool, o a value that is taken over.
 * It fails as a whole (NULL) where a text is not UTF-8, which clean text never is not. */

static json_t *json_hex(struct bytes b)
{
	struct buf hex = BUF_INIT(2 * b.n);
	json_t *j;

	(void)buf_addhex(&hex, b.p, b.n, NULL);
	j = b.n == 0 ? json_null() : json_string(hex.data);
	buf_done(&hex);
	return j;
}

static json_t *json_digest(const uint8_t *p, size_t n)
{
	return json_hex((struct bytes){ p, n });
}

static json_t *json_time(int64_t t)
{
	char text[MOMENT_SIZE];

	return json_string(moment_text(t, text));
}

/* null below 0 */
static json_t *json_natural(int64_t n)
{
	return n < 0 ? json_null() : json_integer(n);
}

/* Whole microseconds: more digits would be noise. */
static json_t *json_ms(double ms)
{
	return ms < 0 ? json_null() : json_real((double)(int64_t)(ms * 1000 + 0.5) / 1000);
}

static json_t *json_indexes(const int *list, size_t n)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		(void)json_array_append_new(a, json_integer(list[i]));
	return a;
}

static json_t *json_strings(char *const *list, size_t n)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		(void)json_array_append_new(a, json_string(list[i]));
	return a;
}

static json_t *json_urls(const struct url *list, size_t n)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		(void)json_array_append_new(a, json_string(list[i].text));
	return a;
}

/* ---- target, connection, verdict ---- */

static json_t *json_target(const struct target_facts *t)
{
	return json_pack("{s:s, s:s, s:s?, s:s?, s:s?, s:o, s:s?}", "input", t->input, "kind",
		target_kind_name(t->kind), "scheme", t->scheme,
		"host", t->host, "host_unicode", t->host_unicode, "port", json_natural(t->port == 0 ? -1 : t->port),
		"servername", t->servername);
}

static json_t *json_connection(const struct inspection *i)
{
	const struct connection *c = &i->connection;
	const struct timings *ms = &c->ms;

	if (!i->has_connection)
		return json_null();
	return json_pack("{s:s?, s:o, s:s?, s:s?, s:s?, s:s?, s:s?, s:s?, s:b, s:b, s:{s:o, s:o, s:o, s:o, s:o, s:o}}",
		"address", c->address, "port", json_natural(c->port == 0 ? -1 : c->port), "proxy", c->proxy, "protocol",
		c->protocol,
		"cipher", c->cipher, "group", c->group, "signature", c->signature, "alpn", c->alpn, "stapled_ocsp",
		c->stapled_ocsp,
		"client_cert_requested", c->client_cert_requested, "timings_ms", "resolve", json_ms(ms->resolve),
		"connect",
		json_ms(ms->connect), "starttls", json_ms(ms->starttls), "handshake", json_ms(ms->handshake), "verify",
		json_ms(ms->verify),
		"total", json_ms(ms->total));
}

static json_t *json_verdict(const struct inspection *i)
{
	const struct verdict *v = &i->verdict;
	const char *headline = v->finding < 0 ? NULL : finding_name(i->findings[v->finding].id);

	return json_pack("{s:s, s:s?, s:s?, s:i, s:s?}", "level", level_name(v->level), "finding", headline, "headline",
		v->headline,
		"exit_status", v->exit_status, "browser_code", v->browser_code);
}

static json_t *json_codes(const struct finding *f)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < f->n_codes; i++)
		(void)json_array_append_new(a,
			json_pack("{s:s, s:s}", "tool", f->codes[i].tool, "code", f->codes[i].code));
	return a;
}

/* One text of what is several fields elsewhere: the causes, how to tell them apart, what was seen. */
static char *json_why(const struct finding *f)
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
	return buf_take(&b);
}

static json_t *json_findings(const struct inspection *in)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < in->n_findings; i++) {
		const struct finding *f = &in->findings[i];
		char *why = json_why(f);

		(void)json_array_append_new(a,
			json_pack("{s:s, s:s, s:s?, s:o, s:s?, s:s, s:{s:s?, s:s?, s:s?}, s:s?, s:o}", "id",
			finding_name(f->id), "level", level_name(f->level), "variant", variant_name(f->variant), "card",
			json_natural(f->card), "what",
			f->what, "why", why, "do", "visitor", f->visitor, "helpdesk", f->helpdesk, "admin", f->admin,
			"licence",
			f->licence, "codes", json_codes(f)));
		free(why);
	}
	return a;
}

/* ---- cards ---- */

/* `label` is what every sentence calls whom the name stands for: a subject may be empty (RFC 5280 4.1.2.6), and more
 * and more are. NULL: it has no name at all. */
static json_t *json_dn(const struct dn *dn, const char *label)
{
	return json_pack("{s:s?, s:s?, s:s?, s:s?, s:s?, s:s?}", "text", dn->text, "cn", dn->cn, "o", dn->o,
		"ou", dn->ou, "c", dn->c, "label", label);
}

static json_t *json_sans(const struct card *card)
{
	const struct cert *c = card->cert;
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < c->n_sans; i++) {
		const struct san *s = &c->sans[i];

		(void)json_array_append_new(a,
			json_pack("{s:s, s:s?, s:s?, s:o}", "type", san_type_name(s->type), "value", s->value,
			"value_unicode", s->value_unicode != NULL ? s->value_unicode : s->value, "matches",
			card->san_matches == NULL ? json_null() : json_boolean(card->san_matches[i])));
	}
	return a;
}

static json_t *json_key_usage(const struct cert *c)
{
	json_t *a = json_array();
	unsigned bit;

	for (bit = 0; key_usage_name(bit) != NULL; bit++) {
		if ((c->ku & 1U << bit) != 0)
			(void)json_array_append_new(a, json_string(key_usage_name(bit)));
	}
	return a;
}

static json_t *json_scts(const struct cert *c)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < c->n_scts; i++) {
		const struct sct *s = &c->scts[i];
		char time[MOMENT_SIZE];

		(void)json_array_append_new(a,
			json_pack("{s:o, s:s?, s:s}", "log_id", json_digest(s->log_id, sizeof s->log_id), "log", s->log,
			"time", moment_text_ms(s->time_ms, time)));
	}
	return a;
}

static json_t *json_subtrees(const struct subtree *list, size_t n)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		(void)json_array_append_new(a, json_pack("{s:s?, s:s?}", "type", list[i].type, "value", list[i].value));
	return a;
}

static json_t *json_name_constraints(const struct name_constraints *nc)
{
	if (nc == NULL)
		return json_null();
	return json_pack("{s:o, s:o}", "permitted", json_subtrees(nc->permitted, nc->n_permitted), "excluded",
		json_subtrees(nc->excluded, nc->n_excluded));
}

static json_t *json_extensions(const struct cert *c)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < c->n_extensions; i++) {
		const struct extension *x = &c->extensions[i];

		(void)json_array_append_new(a,
			json_pack("{s:s?, s:s?, s:b, s:s?}", "oid", x->oid, "name", x->name, "critical", x->critical,
			"text", x->text));
	}
	return a;
}

/* Where a certificate does not parse, its fields are null (and its lists empty): `yes` makes the value otherwise. */
#define JSON_IF(yes, value) ((yes) ? (value) : json_null())

/* Who it is and for how long: the fields up to its names. */
static json_t *json_card_identity(const struct card *card)
{
	const struct cert *c = card->cert;
	bool p = c->parsed, issued = p && !c->request;     /* a request has no issuer and no dates */

	return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "role", role_name(card->role),
		"origin",
		origin_name(card->origin), "subject",
		JSON_IF(p, json_dn(&c->subject, cert_is_named(c) ? cert_label(c) : NULL)), "issuer",
		JSON_IF(issued, json_dn(&c->issuer, *c->issuer.text != '\0' ? cert_issuer_label(c) : NULL)), "serial",
		JSON_IF(issued, json_hex(c->serial)), "version", JSON_IF(issued, json_integer(c->version)),
		"not_before", JSON_IF(issued, json_time(c->not_before)), "not_after", JSON_IF(issued, json_time(c->not_after)),
		"days_left", JSON_IF(issued, json_integer(card->days_left)), "lifetime_days",
		JSON_IF(issued, json_integer(card->lifetime_days)), "san",
		json_sans(card));
}

/* What it may do. */
static json_t *json_card_powers(const struct card *card)
{
	const struct cert *c = card->cert;
	bool p = c->parsed;

	return json_pack("{s:o, s:s?, s:o, s:o, s:o, s:o, s:o, s:s?}", "key",
		JSON_IF(p, json_pack("{s:s, s:o, s:s?}", "algorithm", key_algorithm_name(c->key.algorithm), "bits",
			json_natural(c->key.bits == 0 ? -1 : (int64_t)c->key.bits), "curve", c->key.curve)),
		"signature_algorithm", c->sig_alg.name != NULL ? c->sig_alg.name : c->sig_alg.oid, "is_ca",
		JSON_IF(p, json_boolean(c->is_ca)),
		"path_length", JSON_IF(p, json_natural(c->path_length)), "key_usage", json_key_usage(c),
		"extended_key_usage",
		json_strings(c->eku, c->n_eku), "policies", json_strings(c->policies, c->n_policies), "validation",
		card->validation);
}

/* What it is told apart by, and where to ask about it. */
static json_t *json_card_marks(const struct card *card)
{
	const struct cert *c = card->cert;
	bool p = c->parsed;

	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "sha256",
		json_digest(c->sha256, sizeof c->sha256), "sha1", JSON_IF(p, json_digest(c->sha1, sizeof c->sha1)),
		"spki_sha256",
		JSON_IF(p, json_digest(c->spki_sha256, sizeof c->spki_sha256)), "authority_key_id", json_hex(c->akid),
		"subject_key_id",
		json_hex(c->skid), "ocsp", json_urls(c->ocsp, c->n_ocsp), "ca_issuers",
		json_urls(c->ca_issuers, c->n_ca_issuers), "crl",
		json_urls(c->crl, c->n_crl), "scts", json_scts(c), "must_staple",
		JSON_IF(p, json_boolean(c->must_staple)), "self_issued",
		JSON_IF(p, json_boolean(c->self_issued)), "self_signed", JSON_IF(p, json_boolean(c->self_signed)),
		"in_trust_store",
		JSON_IF(p, json_boolean(card->in_trust_store)), "name_constraints", json_name_constraints(c->nc),
		"extensions",
		json_extensions(c));
}

static json_t *json_card(const struct card *card)
{
	json_t *j = json_card_identity(card), *powers = json_card_powers(card), *marks = json_card_marks(card);
	char *pem = cert_pem(card->cert);

	(void)json_object_update(j, powers);
	(void)json_object_update(j, marks);
	(void)json_object_set_new(j, "pem", json_string(pem));
	json_decref(powers);
	json_decref(marks);
	free(pem);
	return j;
}

static json_t *json_cards(const struct inspection *in)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < in->n_cards; i++)
		(void)json_array_append_new(a, json_card(&in->cards[i]));
	return a;
}

/* ---- the walk ---- */

static json_t *json_steps(const struct inspection *in)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < in->n_steps; i++) {
		const struct step *s = &in->steps[i];

		(void)json_array_append_new(a,
			json_pack("{s:s, s:o, s:s, s:s?}", "id", step_name(s->id), "card", json_natural(s->card),
			"result",
			step_result_name(s->result), "text", s->text));
	}
	return a;
}

static json_t *json_dead_ends(const struct inspection *in)
{
	json_t *a = json_array();
	size_t i;

	for (i = 0; i < in->n_dead_ends; i++) {
		const struct dead_end *d = &in->dead_ends[i];

		(void)json_array_append_new(a,
			json_pack("{s:o, s:s, s:o, s:s?}", "path", json_indexes(d->path, d->n_path), "failed",
			step_name(d->failed), "card", json_natural(d->card), "text", d->text));
	}
	return a;
}

static json_t *json_answer(enum answer a)
{
	return a == ANSWER_UNKNOWN ? json_null() : json_boolean(a == ANSWER_YES);
}

static json_t *json_clients(const struct inspection *in)
{
	json_t *a = json_array();

	for (size_t i = 0; i < in->n_clients; i++) {
		const struct client_answer *c = &in->clients[i];

		(void)json_array_append_new(a, json_pack("{s:s, s:s, s:o, s:s?, s:o, s:s}", "client", c->client,
			"version", c->version, "accepts", json_answer(c->accepts), "code", c->code,
			"bypass", json_answer(c->bypass), "why", c->why));
	}
	return a;
}

static json_t *json_coming(const struct inspection *in)
{
	json_t *a = json_array();

	for (size_t i = 0; i < in->n_coming; i++) {
		const struct coming *c = &in->coming[i];

		(void)json_array_append_new(a, json_pack("{s:s, s:o, s:s, s:s}", "rule", c->rule, "from",
			json_time(c->from), "text", c->text, "source", c->source));
	}
	return a;
}

static json_t *json_inspection(const struct inspection *i)
{
	return json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "schema", 1, "target",
		json_target(&i->target), "time",
		json_time(i->time), "connection", json_connection(i), "verdict", json_verdict(i), "findings",
		json_findings(i), "presented",
		json_indexes(i->presented, i->n_presented), "path", json_indexes(i->path, i->n_path), "cards",
		json_cards(i), "clients", json_clients(i), "steps",
		json_steps(i), "dead_ends", json_dead_ends(i), "coming", json_coming(i));
}

/* In one piece: json_dumpf() would write each comma by itself. Nine digits hold an hour in microseconds; shortest form
 * otherwise. */
static int json_write(FILE *f, const struct inspection *i, size_t flags)
{
	json_t *j = json_inspection(i);
	char *text = j != NULL ? json_dumps(j, flags | JSON_REAL_PRECISION(10)) : NULL;
	int r = -1;

	errno = EILSEQ;
	if (text != NULL && fputs(text, f) != EOF && fputc('\n', f) != EOF && !ferror(f))
		r = 0;
	free(text);
	json_decref(j);
	return r;
}

int report_json(FILE *f, const struct inspection *i)
{
	return json_write(f, i, JSON_INDENT(2));
}

int report_jsonl(FILE *f, const struct inspection *i)
{
	return json_write(f, i, JSON_COMPACT);
}
