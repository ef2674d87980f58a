/* SPDX-License-Identifier: GPL-3.0-or-later
 * Facts of an inspection in words. */
#include "result/phrases.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/moment.h"
#include "result/tool-words.h"
#include "x509/cert-key.h"
#include "x509/post-quantum.h"
#include "x509/verify.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PHRASE_BYTES = 4096 };

static void phrase_add(struct buf *b, const char *sep, const char *s)
{
	if (s != NULL && s[0] != '\0')
		(void)buf_addf(b, "%s%s", b->len > 0 ? sep : "", s);
}

/* ---- where it was seen ---- */

char *phrase_target(const struct inspection *i)
{
	const struct target_facts *t = &i->target;
	char *label = target_label(t), *both;

	if (t->host == NULL || (t->kind == TARGET_HOST && strcmp(t->host, t->host_unicode) == 0))
		return label;
	both = mem_printf("%s (%s)", label, t->host_unicode);
	free(label);
	return both;
}

char *phrase_connection(const struct inspection *i)
{
	const struct connection *c = &i->connection;
	struct buf b = BUF_INIT(PHRASE_BYTES);

	if (!i->has_connection)
		return NULL;
	if (c->address != NULL)
		(void)buf_addf(&b, "%s port %d", c->address, c->port);
	if (c->proxy != NULL)
		(void)buf_addf(&b, "%sby way of %s", b.len > 0 ? ", " : "", c->proxy);
	phrase_add(&b, ", ", c->protocol);
	phrase_add(&b, ", ", c->cipher);
	phrase_add(&b, ", ", c->group);
	if (c->ms.total >= 0)
		(void)buf_addf(&b, "%s%.0f\302\240ms", b.len > 0 ? ", " : "", c->ms.total);
	return buf_take(&b);
}

char *phrase_client_request(const struct inspection *i, size_t most)
{
	const struct connection *c = &i->connection;
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	size_t shown = c->n_client_cas < most ? c->n_client_cas : most;

	if (!i->has_connection || !c->client_cert_requested)
		return NULL;
	(void)buf_adds(&b, "asked for");
	for (size_t k = 0; k < shown; k++)
		(void)buf_addf(&b, "%s%s", k == 0 ? ", of " : k + 1 < c->all_client_cas ? "; " : " or ",
			c->client_cas[k]);
	if (c->all_client_cas > shown)
		(void)buf_addf(&b, shown > 0 ? " or %zu more" : c->all_client_cas == 1 ? ", of %zu CA" : ", of %zu CAs",
			c->all_client_cas - shown);
	if (c->client_issuer != NULL)
		(void)buf_addf(&b, "; yours (--cert), of %s, %s", c->client_issuer, c->client_fits ? "fits"
			: "is of none of these");
	return buf_take(&b);
}

char *phrase_shown(const struct also_shown *s, int64_t now)
{
	static const char *const whom[] = { [SHOWN_RSA] = "to who asks for an RSA key",
		[SHOWN_ECDSA] = "to who asks for an EC key", [SHOWN_NAMELESS] = "to who names no host" };
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	char day[MOMENT_SIZE], span[MOMENT_SIZE];
	bool over = s->not_after < now;

	(void)buf_addf(&b, "%s, ", whom[s->as]);
	if (s->same) {
		(void)buf_adds(&b, "the same");
		return buf_take(&b);
	}
	(void)buf_adds(&b, s->label);
	if (s->issuer[0] != '\0')
		(void)buf_addf(&b, " of %s (%s), until %s (%s %s)", s->issuer, s->key, moment_day(s->not_after, day),
			moment_span(s->not_after - now, span), over ? "ago" : "left");
	if (s->level != LEVEL_UNREACHABLE)
		(void)buf_addf(&b, ": %s", level_word(s->level));
	return buf_take(&b);
}

/* ---- what it is ---- */

const char *phrase_label(const struct card *c)
{
	return c->cert->parsed ? cert_label(c->cert) : "a certificate that cannot be read";
}

const char *phrase_licence(const struct inspection *i, const struct card *c)
{
	const struct cert *cert = c->cert;

	if (!cert->parsed)
		return "UNREADABLE";
	if (cert->request)
		return "APPLICATION FOR A LICENCE";
	if (c->role == ROLE_ROOT || (c->in_trust_store && cert->self_issued))
		return "ROOT LICENCE";
	if (cert->is_ca && !card_is_site(i, c))
		return "ISSUER'S LICENCE";
	if (cert_allows_eku(cert, "serverAuth"))
		return "SERVER LICENCE";
	return cert_allows_eku(cert, "clientAuth") ? "CLIENT LICENCE" : "LICENCE";
}

const char *phrase_place(const struct inspection *i, int card)
{
	static const char *const anchors[] = {
		[ANCHOR_NONE] = "nobody here trusts it", [ANCHOR_PUBLIC] = "public root, trusted",
			[ANCHOR_ADDED] = "private root, trusted",
		[ANCHOR_DEMO] = "demo root, trusted here", [ANCHOR_SESSION] = "trusted until you leave",
	};
	const struct card *c = &i->cards[card];
	bool file = i->target.kind == TARGET_FILE;

	if (c->cert->request)
		return "asks for a licence";
	if (c->role == ROLE_STRANGER && i->n_path == 0)
		return file ? "in the file as well" : "sent as well";
	if (c->role == ROLE_STRANGER)
		return file ? "in the file, but not needed" : "sent, but not needed";
	if (!c->cert->parsed)
		return "unreadable";
	/* somebody added it as it is: it signed nothing of itself */
	if (c->anchor == ANCHOR_ADDED && !c->cert->self_issued)
		return c->cert->is_ca ? "no root, but added and trusted" : "itself added and trusted";
	if (c->in_trust_store)
		return anchors[c->anchor];
	if (c->role == ROLE_ROOT)
		return anchors[ANCHOR_NONE];
	if (c->origin == ORIGIN_FETCHED)
		return file ? "fetched: not in the file" : "fetched: left out by the server";
	if (c->role == ROLE_LEAF)
		return file ? "what is judged" : "the site's own";
	if (c->origin != ORIGIN_STORE)
		return "intermediate";
	return file ? "known here: not in the file" : "known here: left out by the server";
}

/* Of the topmost none of the path is the signer. */
const char *phrase_chain_title(const struct inspection *i)
{
	for (size_t n = 0; n < i->n_steps; n++)
		for (size_t k = 0; k + 1 < i->n_path; k++)
			if (i->steps[n].id == STEP_SIGNATURE && i->steps[n].card == i->path[k]
				&& i->steps[n].result != STEP_PASS)
				return "The chain, each naming the next as its issuer";
	return "The chain, each signed by the next";
}

const char *phrase_beside_title(const struct inspection *i)
{
	bool file = i->target.kind == TARGET_FILE;

	if (i->n_path == 0)
		return file ? "In the file" : "What was sent";
	return file ? "Beside it in the file" : "Sent, but not needed";
}

/* Who vouches at the top of the path. */
static enum anchor_kind phrase_anchor(const struct inspection *i)
{
	return i->n_path > 0 ? i->cards[i->path[i->n_path - 1]].anchor : ANCHOR_NONE;
}

/* CA/Browser Forum Baseline Requirements 3.2.2 and 7.1.6.1; EV Guidelines 3.2. */
static const struct { const char *class, *words; } phrase_classes[] = {
	{ "DV", "DV: only the name was checked" },
	{ "OV", "OV: the organisation was checked as well" },
	{ "IV", "IV: the person was checked as well" },
	{ "EV", "EV: the organisation was checked thoroughly" },
};

/* Does somebody trusted here stand behind what a card says of itself? Not where the chain above it is broken or forged:
 * then anybody may have written it. */
static bool phrase_vouched(const struct inspection *i, const struct card *c)
{
	static const enum finding_id broken[] = { FINDING_BAD_SIGNATURE, FINDING_ISSUER_NOT_CA, FINDING_DISTRUSTED_CA,
		FINDING_PATH_LENGTH_EXCEEDED, FINDING_NAME_CONSTRAINT_VIOLATED, FINDING_WEAK_SIGNATURE };

	for (size_t k = 0; k < sizeof broken / sizeof *broken; k++) {
		const struct finding *f = inspection_finding(i, broken[k]);

		if (f != NULL && f->level == LEVEL_UNTRUSTED)
			return false;
	}
	return phrase_anchor(i) != ANCHOR_NONE && inspection_in_path(i, (int)(c - i->cards));
}

char *phrase_process(const struct inspection *i, const struct card *c)
{
	static const char *const by_anchor[] = {
		[ANCHOR_NONE] = "nobody known here stands behind it",
		[ANCHOR_PUBLIC] = "a public authority, by browsers' rules",
		[ANCHOR_ADDED] = "a private authority, by its own rules",
		[ANCHOR_DEMO] = "the gallery's own authority, for this run",
		[ANCHOR_SESSION] = "an authority that you trust for now",
	};

	if (c->cert->self_signed && !c->in_trust_store)
		return mem_strdup("none: nobody checked anything");
	if (c->in_trust_store)
		return mem_strdup(c->anchor == ANCHOR_PUBLIC ? "a root that browsers let in after audits"
			: by_anchor[c->anchor]);
	if (c->validation != NULL && !phrase_vouched(i, c))
		return mem_printf("it says %s; nobody trusted here vouches for it", c->validation);
	/* What these words mean is laid down for public CAs alone: a private one may write them over anything. */
	if (c->validation != NULL && phrase_anchor(i) == ANCHOR_ADDED)
		return mem_printf("it says %s; a private authority has its own rules", c->validation);
	if (c->validation != NULL && phrase_anchor(i) == ANCHOR_SESSION)
		return mem_printf("it says %s, by an authority that you trust for now", c->validation);
	for (size_t k = 0; c->validation != NULL && k < sizeof phrase_classes / sizeof *phrase_classes; k++) {
		if (strcmp(c->validation, phrase_classes[k].class) == 0)
			return mem_strdup(phrase_classes[k].words);
	}
	return mem_strdup(by_anchor[phrase_anchor(i)]);
}

/* ---- key and signature ---- */

char *phrase_key(const struct key *k)
{
	const char *name = k->name != NULL ? k->name
		: k->algorithm == KEY_OTHER ? "other key" : key_algorithm_name(k->algorithm);

	if (k->curve != NULL && k->algorithm == KEY_EC)
		return mem_printf("EC %s", k->curve);
	if (k->bits > 0 && (k->algorithm == KEY_RSA || k->algorithm == KEY_DSA || k->algorithm == KEY_EC))
		return mem_printf("%s %u", name, k->bits);
	return mem_strdup(name);
}

/* Octets that there are, and how many the standard says there must be where those are others. */
static char *phrase_octets(const char *name, size_t n, int fixed)
{
	struct buf b = BUF_INIT(PHRASE_BYTES);
	char count[TEXT_COUNT];

	(void)buf_addf(&b, "%s, %s %s", name, text_count(n, count), n == 1 ? "octet" : "octets");
	if (fixed > 0 ? n != (size_t)fixed : fixed < 0 && n > (size_t)-fixed)
		(void)buf_addf(&b, "%s%s", fixed > 0 ? " instead of " : ", which may be at most ",
			text_count((size_t)abs(fixed), count));
	return buf_take(&b);
}

char *phrase_key_whole(const struct key *k)
{
	return k->post != NULL ? phrase_octets(k->name, k->point.n, k->post->key) : phrase_key(k);
}

static const char *phrase_hash(enum sig_hash h)
{
	static const char *const names[] = {
		[HASH_UNKNOWN] = "an unknown hash", [HASH_MD2] = "MD2", [HASH_MD5] = "MD5", [HASH_SHA1] = "SHA-1",
			[HASH_SHA224] = "SHA-224",
		[HASH_SHA256] = "SHA-256", [HASH_SHA384] = "SHA-384", [HASH_SHA512] = "SHA-512", [HASH_NONE] = "",
	};

	return names[h];
}

/* Could the signature of the one at `at` of the path be checked with the key of the next? */
static bool phrase_signature_free(const struct inspection *i, size_t at)
{
	const struct cert *c = i->cards[i->path[at]].cert;
	const struct cert *issuer = i->cards[i->path[at + 1 < i->n_path ? at + 1 : at]].cert;

	return !c->parsed || !issuer->parsed || verify_obstacle(&issuer->key, &c->sig_alg) == VERIFY_FREE;
}

static const char *phrase_signature_state(const struct inspection *i, int card)
{
	static const char *const states[] = {
		[STEP_PASS] = "checks out", [STEP_FAIL] = "does not check out",
		[STEP_WARN] = "checks out, but is weak", [STEP_SKIP] = "not checked",
	};

	for (size_t k = 0; k < i->n_path; k++)
		if (i->path[k] == card && !phrase_signature_free(i, k))
			return "not checked";
	for (size_t k = 0; k < i->n_steps; k++) {
		if (i->steps[k].id == STEP_SIGNATURE && i->steps[k].card == card)
			return states[i->steps[k].result];
	}
	return i->cards[card].in_trust_store && i->cards[card].cert->self_issued ? "its own" : "not checked";
}

char *phrase_signed_with(const struct cert *c)
{
	return c->sig_alg.post != NULL ? phrase_octets(c->sig_alg.name, c->signature.n, c->sig_alg.post->signature)
		: mem_strdup(cert_signed_with(c));
}

static char *phrase_signature_post(const struct cert *c, const char *state)
{
	char *octets = phrase_signed_with(c);
	char *text = mem_printf("%s: %s", c->sig_alg.gnutls == 0 ? "cannot be checked here" : state, octets);

	free(octets);
	return text;
}

char *phrase_method(const struct cert *c)
{
	static const char *const keys[] = {
		[KEY_RSA] = "RSA", [KEY_EC] = "ECDSA", [KEY_ED25519] = "Ed25519", [KEY_ED448] = "Ed448",
			[KEY_DSA] = "DSA", [KEY_OTHER] = "unknown",
	};
	const struct sig_alg *s = &c->sig_alg;

	if (s->post != NULL)
		return phrase_signed_with(c);
	if (s->name == NULL)
		return mem_strdup(s->oid != NULL ? s->oid : "unknown");
	if (s->hash == HASH_NONE)
		return mem_strdup(keys[s->key]);
	return mem_printf("%s with %s", keys[s->key], phrase_hash(s->hash));
}

char *phrase_signature(const struct inspection *i, int card)
{
	const struct cert *c = i->cards[card].cert;
	const char *state = phrase_signature_state(i, card);
	char *method, *text;

	if (c->sig_alg.post != NULL)
		return phrase_signature_post(c, state);
	method = phrase_method(c);
	text = mem_printf("%s; %s", method, state);
	free(method);
	return text;
}

char *phrase_hex(const uint8_t *p, size_t n, size_t max)
{
	struct buf b = BUF_INIT(3 * (n < max ? n : max) + 8);

	(void)buf_addhex(&b, p, n < max ? n : max, ":");
	if (n > max)
		(void)buf_adds(&b, "…");
	return buf_take(&b);
}

/* ---- its names ---- */

char *phrase_names(const struct card *card, size_t most)
{
	const struct cert *c = card->cert;
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	size_t i, shown = 0, match = c->n_sans;
	char count[TEXT_COUNT];

	for (i = 0; card->san_matches != NULL && i < c->n_sans && match == c->n_sans; i++)
		match = card->san_matches[i] ? i : match;
	/* The one that matches comes first, wherever it stands. */
	if (match < c->n_sans && most > 0) {
		phrase_add(&b, ", ", c->sans[match].value);
		shown++;
	}
	for (i = 0; i < c->n_sans && shown < most; i++) {
		if (i == match)
			continue;
		phrase_add(&b, ", ", c->sans[i].value);
		shown++;
	}
	if (c->sans_total > shown)
		(void)buf_addf(&b, " and %s more", text_count(c->sans_total - shown, count));
	if (b.len == 0) {
		buf_done(&b);
		return NULL;
	}
	return buf_take(&b);
}

char *phrase_names_sum(const struct inspection *i, const struct card *c)
{
	size_t n = c->cert->sans_total, matching = 0;
	char all[TEXT_COUNT], some[TEXT_COUNT];

	(void)text_count(n, all);
	if (n == 0)
		return mem_strdup("no names at all");
	if (c->san_matches == NULL || i->target.host == NULL)
		return mem_printf("%s %s", all, n == 1 ? "name" : "names");
	for (size_t k = 0; k < c->cert->n_sans; k++)
		matching += c->san_matches[k];
	if (matching == 0)
		return n == 1 ? mem_strdup("its only name; it does not match")
			: mem_printf("%s names, none matches", all);
	return n == 1 ? mem_strdup("its only name; it matches")
		: mem_printf("%s names, %s of them %s", all, text_count(matching, some),
			matching == 1 ? "matches" : "match");
}

/* ---- its dates ---- */

char *phrase_left_short(const struct card *card, int64_t now)
{
	const struct cert *c = card->cert;
	char span[MOMENT_SIZE];

	if (now < c->not_before)
		return mem_printf("begins in %s", moment_span(c->not_before - now, span));
	if (now > c->not_after)
		return mem_printf("ended %s ago", moment_span(c->not_after - now, span));
	return mem_printf("%s left", moment_span(c->not_after - now, span));
}

char *phrase_left(const struct card *card, int64_t now)
{
	const struct cert *c = card->cert;
	char *left = phrase_left_short(card, now), *both, whole[MOMENT_SIZE];
	int64_t days = card->lifetime_days;
	const char *unit = !moment_is_near(c->not_after - now) ? "" : days == 1 ? " day" : " days";

	if (now < c->not_before || now > c->not_after)
		return left;
	if (days >= MOMENT_YEARS_FROM)
		both = mem_printf("%s of %s", left, moment_span(days * MOMENT_DAY, whole));
	else
		both = mem_printf("%s of %lld%s", left, (long long)days, unit);
	free(left);
	return both;
}

char *phrase_validity(const struct card *card, int64_t now)
{
	const struct cert *c = card->cert;
	char from[MOMENT_SIZE], to[MOMENT_SIZE], *left = phrase_left(card, now);
	char *text = mem_printf("%s to %s (%s)", moment_when(c->not_before, now, from),
		moment_when(c->not_after, now, to), left);

	free(left);
	return text;
}

/* ---- a finding ---- */

void phrase_code(struct buf *b, const struct target_facts *t, const struct code *c)
{
	char *said = phrase_said(t, c);

	if (strncasecmp(c->code, c->tool, strlen(c->tool)) == 0)
		(void)buf_adds(b, said);
	else
		(void)buf_addf(b, "%s: %s", c->tool, said);
	free(said);
}

/* ---- a level ---- */

enum wrap_ink phrase_level_ink(enum level l)
{
	static const enum wrap_ink inks[] = {
		[LEVEL_INFO] = WRAP_PLAIN, [LEVEL_CAUTION] = WRAP_WARN, [LEVEL_UNTRUSTED] = WRAP_BAD,
			[LEVEL_UNREACHABLE] = WRAP_BAD,
		[LEVEL_TRUSTED] = WRAP_GOOD,
	};

	return inks[l];
}

const char *phrase_level_mark(enum level l)
{
	static const char *const marks[] = {
		[LEVEL_INFO] = "\302\267", [LEVEL_CAUTION] = "!", [LEVEL_UNTRUSTED] = "\342\234\227",
			[LEVEL_UNREACHABLE] = "?",
		[LEVEL_TRUSTED] = "\342\234\223",
	};

	return marks[l];
}
