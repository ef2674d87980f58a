/* SPDX-License-Identifier: GPL-3.0-or-later
 * Phrases about cards and connections. */
#include "report/phrases.h"

#include "base/limits.h"
#include "base/mem.h"
#include "engine/target.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FACTS_TEXT = 4096 };

char *facts_target(const struct inspection *i)
{
	const struct target_facts *t = &i->target;
	char *label = target_label(t), *both;

	if (t->host == NULL || (t->kind == TARGET_HOST && strcmp(t->host, t->host_unicode) == 0))
		return label;
	both = mem_printf("%s (%s)", label, t->host_unicode);
	free(label);
	return both;
}

static void facts_add(struct buf *b, const char *sep, const char *s)
{
	if (s != NULL && s[0] != '\0')
		(void)buf_addf(b, "%s%s", b->len > 0 ? sep : "", s);
}

char *facts_connection(const struct inspection *i)
{
	const struct connection *c = &i->connection;
	struct buf b = BUF_INIT(FACTS_TEXT);

	if (!i->has_connection)
		return NULL;
	if (c->address != NULL)
		(void)buf_addf(&b, "%s port %d", c->address, c->port);
	if (c->proxy != NULL)
		(void)buf_addf(&b, "%sby way of %s", b.len > 0 ? ", " : "", c->proxy);
	facts_add(&b, ", ", c->protocol);
	facts_add(&b, ", ", c->cipher);
	facts_add(&b, ", ", c->group);
	if (c->ms.total >= 0)
		(void)buf_addf(&b, "%s%.0f\302\240ms", b.len > 0 ? ", " : "", c->ms.total);
	return buf_take(&b);
}

/* RFC 5280 4.2.1.12 */
static const char *facts_purpose(const char *eku)
{
	static const struct { const char *name, *says; } rows[] = {
		{ "serverAuth", "prove a server's identity" },
		{ "clientAuth", "prove a client's identity" },
		{ "codeSigning", "sign programs" },
		{ "emailProtection", "sign and encrypt e-mail" },
		{ "timeStamping", "stamp times" },
		{ "OCSPSigning", "say which certificates are revoked" },
		{ "anyExtendedKeyUsage", "serve any purpose" },
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (strcmp(rows[i].name, eku) == 0)
			return rows[i].says;
	}
	return eku;
}

char *facts_may(const struct card *card)
{
	const struct cert *c = card->cert;
	struct buf b = BUF_INIT(FACTS_TEXT);
	size_t i;

	if (c->is_ca && c->path_length == 0)
		(void)buf_adds(&b, "issue certificates, but to no further CAs");
	else if (c->is_ca && c->path_length > 0)
		(void)buf_addf(&b, "issue certificates, with at most %d further CA%s below", c->path_length,
			c->path_length == 1 ? "" : "s");
	else if (c->is_ca)
		(void)buf_adds(&b, "issue certificates");
	for (i = 0; i < c->n_eku; i++)
		facts_add(&b, "; ", facts_purpose(c->eku[i]));
	if (b.len == 0)
		(void)buf_adds(&b, "serve any purpose (it names none)");
	return buf_take(&b);
}

char *facts_key(const struct card *card)
{
	const struct key *k = &card->cert->key;
	const char *name = key_algorithm_name(k->algorithm);

	if (k->curve != NULL)
		return mem_printf("%s %s", name, k->curve);
	if (k->bits != 0 && (k->algorithm == KEY_RSA || k->algorithm == KEY_DSA || k->algorithm == KEY_EC))
		return mem_printf("%s, %u bits", name, k->bits);
	return mem_strdup(name);
}

/* "4,998" */
static void facts_count(struct buf *b, size_t n)
{
	if (n >= 1000) {
		facts_count(b, n / 1000);
		(void)buf_addf(b, ",%03zu", n % 1000);
	} else {
		(void)buf_addf(b, "%zu", n);
	}
}

char *facts_names(const struct card *card, size_t most)
{
	const struct cert *c = card->cert;
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	size_t i, shown = 0, match = c->n_sans;

	for (i = 0; card->san_matches != NULL && i < c->n_sans && match == c->n_sans; i++)
		match = card->san_matches[i] ? i : match;
	/* The one that matches comes first, wherever it stands. */
	if (match < c->n_sans && most > 0) {
		facts_add(&b, ", ", c->sans[match].value);
		shown++;
	}
	for (i = 0; i < c->n_sans && shown < most; i++) {
		if (i == match)
			continue;
		facts_add(&b, ", ", c->sans[i].value);
		shown++;
	}
	if (c->sans_total > shown) {
		(void)buf_adds(&b, " and ");
		facts_count(&b, c->sans_total - shown);
		(void)buf_adds(&b, " more");
	}
	if (b.len == 0) {
		buf_done(&b);
		return NULL;
	}
	return buf_take(&b);
}

char *facts_place(const struct inspection *i, size_t at)
{
	const struct card *c = &i->cards[at];
	static const char *const roles[] = {
		[ROLE_INTERMEDIATE] = "intermediate", [ROLE_ROOT] = "root", [ROLE_STRANGER] = "not part of the chain",
	};
	static const char *const anchors[] = {
		[ANCHOR_NONE] = "", [ANCHOR_PUBLIC] = ", in the trust store (public)",
			[ANCHOR_ADDED] = ", in the trust store (added here)",
		[ANCHOR_DEMO] = ", trusted for demonstrations only", [ANCHOR_SESSION] = ", trusted for this session",
	};
	const char *role = c->role != ROLE_LEAF ? roles[c->role] :
		i->target.kind == TARGET_FILE ? "the first certificate of the file" : "the site's own certificate";

	return mem_printf("%s%s%s", role, c->in_trust_store ? anchors[c->anchor] : "",
		c->origin == ORIGIN_FETCHED ? ", not sent but fetched" : c->origin == ORIGIN_STORE
		&& !c->in_trust_store ? ", not sent but known here" : "");
}

/* CA/Browser Forum Baseline Requirements 3.2.2 and 7.1.6.1; EV Guidelines 3.2. */
const char *facts_checked(const struct card *c)
{
	static const struct { const char *class, *says; } rows[] = {
		{ "DV", "DV: the issuer checked control of the name, and nothing else" },
		{ "OV", "OV: the issuer checked control of the name and that the organisation exists" },
		{ "IV", "IV: the issuer checked control of the name and a person's identity" },
		{ "EV", "EV: the issuer checked control of the name and the organisation thoroughly" },
	};
	size_t i;

	for (i = 0; c->validation != NULL && i < sizeof rows / sizeof *rows; i++) {
		if (strcmp(rows[i].class, c->validation) == 0)
			return rows[i].says;
	}
	return NULL;
}

const char *facts_label(const struct card *c)
{
	return c->cert->parsed ? cert_label(c->cert) : "a certificate that cannot be read";
}

char *facts_hex(const uint8_t *p, size_t n)
{
	struct buf b = BUF_INIT(3 * n);

	(void)buf_addhex(&b, p, n, ":");
	return buf_take(&b);
}

void facts_code(struct buf *b, const struct code *c)
{
	if (strncasecmp(c->code, c->tool, strlen(c->tool)) == 0)
		(void)buf_adds(b, c->code);
	else
		(void)buf_addf(b, "%s: %s", c->tool, c->code);
}

enum level facts_card_level(const struct inspection *i, int card)
{
	enum level worst = LEVEL_TRUSTED;
	size_t n;

	for (n = 0; n < i->n_findings; n++) {
		enum level l = i->findings[n].level;

		if (i->findings[n].card == card && (worst == LEVEL_TRUSTED || l > worst))
			worst = l;
	}
	return worst;
}

bool facts_days_left(const struct inspection *i, int64_t *days)
{
	bool any = false;
	size_t n;

	for (n = 0; n < i->n_path; n++) {
		const struct card *c = &i->cards[i->path[n]];

		if (!c->cert->parsed || (any && c->days_left >= *days))
			continue;
		*days = c->days_left;
		any = true;
	}
	return any;
}

bool facts_in_path(const struct inspection *i, int card)
{
	size_t n;

	for (n = 0; n < i->n_path; n++) {
		if (i->path[n] == card)
			return true;
	}
	return false;
}

struct facts_advice facts_advice(const struct finding *f, enum audience first, size_t n)
{
	static const enum audience orders[][3] = {
		[AUDIENCE_VISITOR] = { AUDIENCE_VISITOR, AUDIENCE_HELPDESK, AUDIENCE_ADMIN },
		[AUDIENCE_HELPDESK] = { AUDIENCE_HELPDESK, AUDIENCE_VISITOR, AUDIENCE_ADMIN },
		[AUDIENCE_ADMIN] = { AUDIENCE_ADMIN, AUDIENCE_HELPDESK, AUDIENCE_VISITOR },
		[AUDIENCE_TEACHER] = { AUDIENCE_VISITOR, AUDIENCE_HELPDESK, AUDIENCE_ADMIN },
	};
	enum audience who = orders[first][n];
	const char *text = who == AUDIENCE_VISITOR ? f->visitor : who == AUDIENCE_HELPDESK ? f->helpdesk : f->admin;

	return (struct facts_advice){ opts_word("audience", (int)who), text };
}
