/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON, schema 1 of the contract: its field order, null for what is absent, lists never null. */
#include "report.h"

#include "json-out.h"
#include "moment.h"

#include <stdlib.h>

static void json_time(struct jout *o, const char *key, int64_t t)
{
	char text[MOMENT_SIZE];

	jout_text(o, key, moment_text(t, text));
}

static void json_bytes(struct jout *o, const char *key, struct bytes b)
{
	jout_hex(o, key, b.p, b.n);
}

static void json_indexes(struct jout *o, const char *key, const int *list, size_t n)
{
	size_t i;

	jout_open(o, key, '[');
	for (i = 0; i < n; i++)
		jout_integer(o, NULL, list[i]);
	jout_close(o, ']');
}

static void json_strings(struct jout *o, const char *key, char *const *list, size_t n)
{
	size_t i;

	jout_open(o, key, '[');
	for (i = 0; i < n; i++)
		jout_text(o, NULL, list[i]);
	jout_close(o, ']');
}

static void json_urls(struct jout *o, const char *key, const struct url *list, size_t n)
{
	size_t i;

	jout_open(o, key, '[');
	for (i = 0; i < n; i++)
		jout_text(o, NULL, list[i].text);
	jout_close(o, ']');
}

/* ---- target, connection, verdict ---- */

static void json_target(struct jout *o, const struct target_facts *t)
{
	jout_open(o, "target", '{');
	jout_text(o, "input", t->input);
	jout_text(o, "kind", target_kind_name(t->kind));
	jout_text(o, "scheme", t->scheme);
	jout_text(o, "host", t->host);
	jout_text(o, "host_unicode", t->host_unicode);
	jout_natural(o, "port", t->port == 0 ? -1 : t->port);
	jout_text(o, "servername", t->servername);
	jout_close(o, '}');
}

static void json_timings(struct jout *o, const struct timings *ms)
{
	jout_open(o, "timings_ms", '{');
	jout_ms(o, "resolve", ms->resolve);
	jout_ms(o, "connect", ms->connect);
	jout_ms(o, "starttls", ms->starttls);
	jout_ms(o, "handshake", ms->handshake);
	jout_ms(o, "verify", ms->verify);
	jout_ms(o, "total", ms->total);
	jout_close(o, '}');
}

static void json_connection(struct jout *o, const struct inspection *i)
{
	const struct connection *c = &i->connection;

	if (!i->has_connection) {
		jout_null(o, "connection");
		return;
	}
	jout_open(o, "connection", '{');
	jout_text(o, "address", c->address);
	jout_natural(o, "port", c->port == 0 ? -1 : c->port);
	jout_text(o, "proxy", c->proxy);
	jout_text(o, "protocol", c->protocol);
	jout_text(o, "cipher", c->cipher);
	jout_text(o, "group", c->group);
	jout_text(o, "signature", c->signature);
	jout_text(o, "alpn", c->alpn);
	jout_bool(o, "stapled_ocsp", c->stapled_ocsp);
	jout_bool(o, "client_cert_requested", c->client_cert_requested);
	json_timings(o, &c->ms);
	jout_close(o, '}');
}

static void json_verdict(struct jout *o, const struct inspection *i)
{
	const struct verdict *v = &i->verdict;

	jout_open(o, "verdict", '{');
	jout_text(o, "level", level_name(v->level));
	jout_text(o, "finding", v->finding < 0 ? NULL : finding_name(i->findings[v->finding].id));
	jout_text(o, "headline", v->headline);
	jout_integer(o, "exit_status", v->exit_status);
	jout_text(o, "browser_code", v->browser_code);
	jout_close(o, '}');
}

static void json_codes(struct jout *o, const struct finding *f)
{
	size_t i;

	jout_open(o, "codes", '[');
	for (i = 0; i < f->n_codes; i++) {
		jout_open(o, NULL, '{');
		jout_text(o, "tool", f->codes[i].tool);
		jout_text(o, "code", f->codes[i].code);
		jout_close(o, '}');
	}
	jout_close(o, ']');
}

static void json_finding(struct jout *o, const struct finding *f)
{
	jout_open(o, NULL, '{');
	jout_text(o, "id", finding_name(f->id));
	jout_text(o, "level", level_name(f->level));
	jout_text(o, "variant", f->variant);
	jout_natural(o, "card", f->card);
	jout_text(o, "what", f->what);
	jout_text(o, "why", f->why);
	jout_open(o, "do", '{');
	jout_text(o, "visitor", f->visitor);
	jout_text(o, "helpdesk", f->helpdesk);
	jout_text(o, "admin", f->admin);
	jout_close(o, '}');
	jout_text(o, "licence", f->licence);
	json_codes(o, f);
	jout_close(o, '}');
}

/* ---- cards ---- */

static void json_dn(struct jout *o, const char *key, const struct dn *dn)
{
	jout_open(o, key, '{');
	jout_text(o, "text", dn->text);
	jout_text(o, "cn", dn->cn);
	jout_text(o, "o", dn->o);
	jout_text(o, "ou", dn->ou);
	jout_text(o, "c", dn->c);
	jout_close(o, '}');
}

static void json_sans(struct jout *o, const struct card *card)
{
	const struct cert *c = card->cert;
	size_t i;

	jout_open(o, "san", '[');
	for (i = 0; i < c->n_sans; i++) {
		const struct san *s = &c->sans[i];

		jout_open(o, NULL, '{');
		jout_text(o, "type", san_type_name(s->type));
		jout_text(o, "value", s->value);
		jout_text(o, "value_unicode", s->value_unicode != NULL ? s->value_unicode : s->value);
		if (card->san_matches == NULL)
			jout_null(o, "matches");
		else
			jout_bool(o, "matches", card->san_matches[i]);
		jout_close(o, '}');
	}
	jout_close(o, ']');
}

static void json_key(struct jout *o, const struct key *k)
{
	jout_open(o, "key", '{');
	jout_text(o, "algorithm", key_algorithm_name(k->algorithm));
	jout_natural(o, "bits", k->bits == 0 ? -1 : (int64_t)k->bits);
	jout_text(o, "curve", k->curve);
	jout_close(o, '}');
}

static void json_key_usage(struct jout *o, const struct cert *c)
{
	unsigned bit;

	jout_open(o, "key_usage", '[');
	for (bit = 0; key_usage_name(bit) != NULL; bit++) {
		if ((c->ku & 1U << bit) != 0)
			jout_text(o, NULL, key_usage_name(bit));
	}
	jout_close(o, ']');
}

static void json_scts(struct jout *o, const struct cert *c)
{
	char time[MOMENT_SIZE];
	size_t i;

	jout_open(o, "scts", '[');
	for (i = 0; i < c->n_scts; i++) {
		const struct sct *s = &c->scts[i];

		jout_open(o, NULL, '{');
		jout_hex(o, "log_id", s->log_id, sizeof s->log_id);
		jout_text(o, "log", s->log);
		jout_text(o, "time", moment_text_ms(s->time_ms, time));
		jout_close(o, '}');
	}
	jout_close(o, ']');
}

static void json_subtrees(struct jout *o, const char *key, const struct subtree *list, size_t n)
{
	size_t i;

	jout_open(o, key, '[');
	for (i = 0; i < n; i++) {
		jout_open(o, NULL, '{');
		jout_text(o, "type", list[i].type);
		jout_text(o, "value", list[i].value);
		jout_close(o, '}');
	}
	jout_close(o, ']');
}

static void json_name_constraints(struct jout *o, const struct name_constraints *nc)
{
	if (nc == NULL) {
		jout_null(o, "name_constraints");
		return;
	}
	jout_open(o, "name_constraints", '{');
	json_subtrees(o, "permitted", nc->permitted, nc->n_permitted);
	json_subtrees(o, "excluded", nc->excluded, nc->n_excluded);
	jout_close(o, '}');
}

static void json_extensions(struct jout *o, const struct cert *c)
{
	size_t i;

	jout_open(o, "extensions", '[');
	for (i = 0; i < c->n_extensions; i++) {
		const struct extension *x = &c->extensions[i];

		jout_open(o, NULL, '{');
		jout_text(o, "oid", x->oid);
		jout_text(o, "name", x->name);
		jout_bool(o, "critical", x->critical);
		jout_text(o, "text", x->text);
		jout_close(o, '}');
	}
	jout_close(o, ']');
}

/* Who it is and for how long. */
static void json_identity(struct jout *o, const struct card *card)
{
	const struct cert *c = card->cert;

	json_dn(o, "subject", &c->subject);
	json_dn(o, "issuer", &c->issuer);
	json_bytes(o, "serial", c->serial);
	jout_integer(o, "version", c->version);
	json_time(o, "not_before", c->not_before);
	json_time(o, "not_after", c->not_after);
	jout_integer(o, "days_left", card->days_left);
	jout_integer(o, "lifetime_days", card->lifetime_days);
	json_sans(o, card);
}

/* What it may do. */
static void json_powers(struct jout *o, const struct card *card)
{
	const struct cert *c = card->cert;

	json_key(o, &c->key);
	jout_text(o, "signature_algorithm", c->sig_alg.name != NULL ? c->sig_alg.name : c->sig_alg.oid);
	jout_bool(o, "is_ca", c->is_ca);
	jout_natural(o, "path_length", c->path_length);
	json_key_usage(o, c);
	json_strings(o, "extended_key_usage", c->eku, c->n_eku);
	json_strings(o, "policies", c->policies, c->n_policies);
	jout_text(o, "validation", card->validation);
}

/* What it is told apart by, and where to ask about it. */
static void json_marks(struct jout *o, const struct card *card)
{
	const struct cert *c = card->cert;

	jout_hex(o, "sha256", c->sha256, sizeof c->sha256);
	jout_hex(o, "sha1", c->sha1, sizeof c->sha1);
	jout_hex(o, "spki_sha256", c->spki_sha256, sizeof c->spki_sha256);
	json_bytes(o, "authority_key_id", c->akid);
	json_bytes(o, "subject_key_id", c->skid);
	json_urls(o, "ocsp", c->ocsp, c->n_ocsp);
	json_urls(o, "ca_issuers", c->ca_issuers, c->n_ca_issuers);
	json_urls(o, "crl", c->crl, c->n_crl);
	json_scts(o, c);
	jout_bool(o, "must_staple", c->must_staple);
	jout_bool(o, "self_issued", c->self_issued);
	jout_bool(o, "self_signed", c->self_signed);
	jout_bool(o, "in_trust_store", card->in_trust_store);
	json_name_constraints(o, c->nc);
	json_extensions(o, c);
}

/* A certificate that does not parse has null fields, but lists are never null. */
static void json_unread(struct jout *o, const struct cert *c)
{
	static const struct { const char *name; enum { FIELD_NULL, FIELD_LIST, FIELD_SHA256 } kind; } fields[] = {
		{ "subject", FIELD_NULL }, { "issuer", FIELD_NULL }, { "serial", FIELD_NULL }, { "version", FIELD_NULL }, { "not_before", FIELD_NULL },
		{ "not_after", FIELD_NULL }, { "days_left", FIELD_NULL }, { "lifetime_days", FIELD_NULL }, { "san", FIELD_LIST }, { "key", FIELD_NULL },
		{ "signature_algorithm", FIELD_NULL }, { "is_ca", FIELD_NULL }, { "path_length", FIELD_NULL }, { "key_usage", FIELD_LIST },
		{ "extended_key_usage", FIELD_LIST }, { "policies", FIELD_LIST }, { "validation", FIELD_NULL }, { "sha256", FIELD_SHA256 },
		{ "sha1", FIELD_NULL }, { "spki_sha256", FIELD_NULL }, { "authority_key_id", FIELD_NULL }, { "subject_key_id", FIELD_NULL },
		{ "ocsp", FIELD_LIST }, { "ca_issuers", FIELD_LIST }, { "crl", FIELD_LIST }, { "scts", FIELD_LIST }, { "must_staple", FIELD_NULL },
		{ "self_issued", FIELD_NULL }, { "self_signed", FIELD_NULL }, { "in_trust_store", FIELD_NULL }, { "name_constraints", FIELD_NULL },
		{ "extensions", FIELD_LIST },
	};
	size_t i;

	for (i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (fields[i].kind == FIELD_SHA256)
			jout_hex(o, fields[i].name, c->sha256, sizeof c->sha256);
		else if (fields[i].kind == FIELD_LIST)
			json_strings(o, fields[i].name, NULL, 0);
		else
			jout_null(o, fields[i].name);
	}
}

static void json_card(struct jout *o, const struct card *card)
{
	char *pem = cert_pem(card->cert);

	jout_open(o, NULL, '{');
	jout_text(o, "role", role_name(card->role));
	jout_text(o, "origin", origin_name(card->origin));
	if (card->cert->parsed) {
		json_identity(o, card);
		json_powers(o, card);
		json_marks(o, card);
	} else {
		json_unread(o, card->cert);
	}
	jout_text(o, "pem", pem);
	jout_close(o, '}');
	free(pem);
}

/* ---- the walk ---- */

static void json_step(struct jout *o, const struct step *s)
{
	jout_open(o, NULL, '{');
	jout_text(o, "id", step_name(s->id));
	jout_natural(o, "card", s->card);
	jout_text(o, "result", step_result_name(s->result));
	jout_text(o, "text", s->text);
	jout_close(o, '}');
}

static void json_dead_end(struct jout *o, const struct dead_end *d)
{
	jout_open(o, NULL, '{');
	json_indexes(o, "path", d->path, d->n_path);
	jout_text(o, "failed", step_name(d->failed));
	jout_natural(o, "card", d->card);
	jout_text(o, "text", d->text);
	jout_close(o, '}');
}

static void json_lists(struct jout *o, const struct inspection *i)
{
	size_t n;

	jout_open(o, "findings", '[');
	for (n = 0; n < i->n_findings; n++)
		json_finding(o, &i->findings[n]);
	jout_close(o, ']');
	json_indexes(o, "presented", i->presented, i->n_presented);
	json_indexes(o, "path", i->path, i->n_path);
	jout_open(o, "cards", '[');
	for (n = 0; n < i->n_cards; n++)
		json_card(o, &i->cards[n]);
	jout_close(o, ']');
	jout_open(o, "steps", '[');
	for (n = 0; n < i->n_steps; n++)
		json_step(o, &i->steps[n]);
	jout_close(o, ']');
	jout_open(o, "dead_ends", '[');
	for (n = 0; n < i->n_dead_ends; n++)
		json_dead_end(o, &i->dead_ends[n]);
	jout_close(o, ']');
}

static int json_write(FILE *f, const struct inspection *i, bool indent)
{
	struct jout o = { .f = f, .indent = indent };

	jout_open(&o, NULL, '{');
	jout_integer(&o, "schema", 1);
	json_target(&o, &i->target);
	json_time(&o, "time", i->time);
	json_connection(&o, i);
	json_verdict(&o, i);
	json_lists(&o, i);
	jout_close(&o, '}');
	return fputc('\n', f) == EOF || ferror(f) ? -1 : 0;
}

int report_json(FILE *f, const struct inspection *i)
{
	return json_write(f, i, true);
}

int report_jsonl(FILE *f, const struct inspection *i)
{
	return json_write(f, i, false);
}
