/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates as JSON: what they say, in the contract's order. */
#include "report/json-card.h"

#include "base/limits.h"
#include "base/moment.h"
#include "x509/cert-key.h"
#include "x509/cert-text.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

static void json_urls(struct json_text *j, const char *key, const struct url *list, size_t n)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++)
		json_put_string(j, NULL, list[i].text);
	json_close(j, ']');
}

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

/* Entries of a certificate's long lists that the report has room for. What a server sends costs twenty times its octets
 * here, where each name of three is an object, and all of it stands in "pem" as well. */
struct json_room { size_t left, omitted; };

/* Of n entries, how many there is room for. */
static size_t json_take_room(struct json_room *room, size_t n)
{
	size_t taken = n < room->left ? n : room->left;

	room->left -= taken;
	room->omitted += n - taken;
	return taken;
}

static void json_sans(struct json_text *j, const struct card *card, struct json_room *room)
{
	const struct cert *c = card->cert;
	size_t n = json_take_room(room, c->n_sans);

	json_open(j, "san", '[');
	for (size_t i = 0; i < n; i++) {
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

static void json_subtrees(struct json_text *j, const char *key, const struct subtree *list, size_t all,
	struct json_room *room)
{
	size_t n = json_take_room(room, all);

	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, NULL, '{');
		json_put_string(j, "type", list[i].type);
		json_put_string(j, "value", list[i].value);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_name_constraints(struct json_text *j, const struct name_constraints *nc, struct json_room *room)
{
	if (nc == NULL) {
		json_put_null(j, "name_constraints");
		return;
	}
	json_open(j, "name_constraints", '{');
	json_subtrees(j, "permitted", nc->permitted, nc->n_permitted, room);
	json_subtrees(j, "excluded", nc->excluded, nc->n_excluded, room);
	json_close(j, '}');
}

static void json_extensions(struct json_text *j, const struct cert *c, struct json_room *room)
{
	size_t n = json_take_room(room, c->n_extensions);

	json_open(j, "extensions", '[');
	for (size_t i = 0; i < n; i++) {
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
static void json_card_identity(struct json_text *j, const struct card *card, struct json_room *room)
{
	const struct cert *c = card->cert;
	bool p = c->parsed, issued = p && !c->request;     /* a request has no issuer and no dates */

	json_put_string(j, "role", role_name(card->role));
	json_put_string(j, "origin", origin_name(card->origin));
	JSON_IF(p, json_dn, j, "subject", &c->subject, cert_is_named(c) ? cert_label(c) : NULL);
	JSON_IF(issued, json_dn, j, "issuer", &c->issuer, *c->issuer.text != '\0' ? cert_issuer_label(c) : NULL);
	JSON_IF(issued, json_put_hex, j, "serial", c->serial);
	JSON_IF(issued, json_put_integer, j, "version", c->version);
	JSON_IF(issued, json_put_time, j, "not_before", c->not_before);
	JSON_IF(issued, json_put_time, j, "not_after", c->not_after);
	JSON_IF(issued, json_put_integer, j, "days_left", card->days_left);
	JSON_IF(issued, json_put_integer, j, "lifetime_days", card->lifetime_days);
	json_sans(j, card, room);
}

static void json_key(struct json_text *j, const char *key, const struct cert *c)
{
	json_open(j, key, '{');
	json_put_string(j, "algorithm", key_algorithm_name(c->key.algorithm));
	json_put_natural(j, "bits", c->key.bits == 0 ? -1 : (int64_t)c->key.bits);
	json_put_string(j, "curve", c->key.curve);
	json_put_string(j, "name", c->key.name);
	json_put_natural(j, "octets", c->key.post != NULL ? (int64_t)c->key.point.n : -1);
	json_close(j, '}');
}

/* What it may do. */
static void json_card_powers(struct json_text *j, const struct inspection *in, const struct card *card)
{
	const struct cert *c = card->cert;
	char *process = c->parsed && !c->request ? phrase_process(in, card) : NULL;
	bool p = c->parsed;

	JSON_IF(p, json_key, j, "key", c);
	json_put_string(j, "signature_algorithm", cert_signed_with(c));
	json_put_natural(j, "signature_octets", p && c->sig_alg.post != NULL ? (int64_t)c->signature.n : -1);
	JSON_IF(p, json_put_boolean, j, "is_ca", c->is_ca);
	JSON_IF(p, json_put_natural, j, "path_length", c->path_length);
	json_key_usage(j, c);
	json_put_strings(j, "extended_key_usage", c->eku, c->n_eku);
	json_put_strings(j, "policies", c->policies, c->n_policies);
	json_put_string(j, "validation", card->validation);
	json_put_string(j, "process", process);
	free(process);
}

/* What it is told apart by, and where to ask about it. */
static void json_card_marks(struct json_text *j, const struct card *card, struct json_room *room)
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
	json_name_constraints(j, c->nc, room);
	json_extensions(j, c, room);
	json_put_string(j, "attributes", c->attributes);
}

void json_cards(struct json_text *j, const struct inspection *in)
{
	bool file = in->target.kind == TARGET_FILE || in->target.kind == TARGET_REQUEST;
	struct json_room room = { .left = file ? LIMIT_FILE_LISTED : LIMIT_LISTED };

	json_open(j, "cards", '[');
	for (size_t i = 0; i < in->n_cards; i++) {
		const struct card *card = &in->cards[i];
		char *pem = cert_pem(card->cert);

		room.omitted = 0;
		json_open(j, NULL, '{');
		json_card_identity(j, card, &room);
		json_card_powers(j, in, card);
		json_card_marks(j, card, &room);
		json_put_natural(j, "omitted", (int64_t)room.omitted);
		json_put_string(j, "pem", pem);
		json_close(j, '}');
		free(pem);
	}
	json_close(j, ']');
}
