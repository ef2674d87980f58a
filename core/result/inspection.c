/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names of an inspection's parts, and its end. */
#include "result/inspection.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Titles of at most 23 columns: so wide is the list beside the walk on a screen of 80. */
static const struct { const char *name, *title; } step_rows[N_STEPS] = {
	[STEP_PARSE] = { "parse", "Can it be read?" },
	[STEP_NAME] = { "name", "Does a name match?" },
	[STEP_NOT_BEFORE] = { "not-before", "Has it begun?" },
	[STEP_NOT_AFTER] = { "not-after", "Is it still in date?" },
	[STEP_ISSUER] = { "issuer", "Who issued it?" },
	[STEP_SIGNATURE] = { "signature", "Is its signature real?" },
	[STEP_CA] = { "ca", "May it sign others?" },
	[STEP_PATH_LENGTH] = { "path-length", "Is its depth allowed?" },
	[STEP_NAME_CONSTRAINTS] = { "name-constraints", "May it issue this name?" },
	[STEP_USAGE] = { "usage", "Is it for this use?" },
	[STEP_STRENGTH] = { "strength", "Is it strong enough?" },
	[STEP_LIFETIME] = { "lifetime", "May it live so long?" },
	[STEP_REVOCATION] = { "revocation", "Has it been withdrawn?" },
	[STEP_TRANSPARENCY] = { "transparency", "Is it registered?" },
	[STEP_ANCHOR] = { "anchor", "Is its root trusted?" },
};

static const char *const step_results[] = {
	[STEP_PASS] = "pass", [STEP_FAIL] = "fail", [STEP_WARN] = "warn", [STEP_SKIP] = "skip",
};
static const char *const roles[] = {
	[ROLE_LEAF] = "leaf", [ROLE_INTERMEDIATE] = "intermediate", [ROLE_ROOT] = "root", [ROLE_STRANGER] = "stranger",
};
static const char *const origins[] = {
	[ORIGIN_PRESENTED] = "presented", [ORIGIN_FETCHED] = "fetched", [ORIGIN_STORE] = "store",
		[ORIGIN_FILE] = "file",
};
static const char *const target_kinds[] = {
	[TARGET_HOST] = "host", [TARGET_FILE] = "file", [TARGET_DEMO] = "demo", [TARGET_STORE] = "store",
	[TARGET_REQUEST] = "request",
};
static const char *const san_types[] = {
	[SAN_DNS] = "dns", [SAN_IP] = "ip", [SAN_EMAIL] = "email", [SAN_URI] = "uri", [SAN_OTHER] = "other",
};

const char *shown_name(enum shown_as a)
{
	static const char *const names[] = { [SHOWN_RSA] = "rsa", [SHOWN_ECDSA] = "ecdsa",
		[SHOWN_NAMELESS] = "no-name" };

	return names[a];
}

const char *step_name(enum step_id id)
{
	return step_rows[id].name;
}

const char *step_title(enum step_id id)
{
	return step_rows[id].title;
}

const char *step_result_name(enum step_result r)
{
	return step_results[r];
}

const char *role_name(enum card_role r)
{
	return roles[r];
}

const char *origin_name(enum card_origin o)
{
	return origins[o];
}

const char *target_kind_name(enum target_kind k)
{
	return target_kinds[k];
}

const char *san_type_name(enum san_type t)
{
	return san_types[t];
}

const struct finding *inspection_finding(const struct inspection *i, enum finding_id id)
{
	size_t n;

	for (n = 0; n < i->n_findings; n++)
		if (i->findings[n].id == id)
			return &i->findings[n];
	return NULL;
}

static void inspection_free_target(struct target_facts *t)
{
	free(t->input);
	free(t->scheme);
	free(t->host);
	free(t->host_unicode);
	free(t->zone);
	free(t->servername);
}

static void inspection_free_connection(struct connection *c)
{
	free(c->address);
	free(c->proxy);
	free(c->protocol);
	free(c->cipher);
	free(c->group);
	free(c->signature);
	free(c->alpn);
	for (size_t n = 0; n < c->n_client_cas; n++)
		free(c->client_cas[n]);
	free(c->client_cas);
	free(c->client_issuer);
	free(c->proof);
}

static void inspection_free_step(struct step *s)
{
	free(s->text);
	free(s->left_label);
	free(s->left);
	free(s->right_label);
	free(s->right);
}

static void inspection_free_caa(struct caa_facts *c)
{
	if (c == NULL)
		return;
	for (size_t n = 0; n < c->n_entries; n++) {
		free(c->entries[n].tag);
		free(c->entries[n].value);
	}
	free(c->entries);
	free(c->asked);
	free(c->name);
	free(c->issuer);
	free(c->text);
	free(c);
}

void inspection_free(struct inspection *i)
{
	size_t n;

	if (i == NULL)
		return;
	inspection_free_target(&i->target);
	inspection_free_connection(&i->connection);
	free(i->verdict.headline);
	for (n = 0; n < i->n_findings; n++)
		finding_done(&i->findings[n]);
	for (n = 0; n < i->n_cards; n++) {
		cert_unref(i->cards[n].cert);
		free(i->cards[n].san_matches);
	}
	for (n = 0; n < i->n_steps; n++)
		inspection_free_step(&i->steps[n]);
	for (n = 0; n < i->n_clients; n++) {
		free(i->clients[n].why);
		free(i->clients[n].words);
		free(i->clients[n].way);
	}
	for (n = 0; n < i->n_shown; n++) {
		free(i->shown[n].label);
		free(i->shown[n].issuer);
		free(i->shown[n].key);
		free(i->shown[n].headline);
	}
	for (n = 0; n < i->n_coming; n++)
		free(i->coming[n].text);
	for (n = 0; n < i->n_dead_ends; n++) {
		free(i->dead_ends[n].path);
		free(i->dead_ends[n].text);
	}
	free(i->findings);
	free(i->presented);
	free(i->path);
	free(i->cards);
	free(i->clients);
	free(i->coming);
	free(i->shown);
	free(i->steps);
	free(i->dead_ends);
	free(i->dane);
	inspection_free_caa(i->caa);
	free(i->keys);
	free(i);
}

char *target_label(const struct target_facts *f)
{
	bool v6 = f->host != NULL && strchr(f->host, ':') != NULL;

	if (f->kind != TARGET_HOST || f->host == NULL)
		return text_clean_str(f->input);
	return mem_printf("%s%s%s%s%s:%d", v6 ? "[" : "", f->host, f->zone != NULL ? "%" : "",
		f->zone != NULL ? f->zone : "", v6 ? "]" : "", f->port);
}

enum level card_level(const struct inspection *i, int card)
{
	static const enum level levels[] = { [STEP_PASS] = LEVEL_TRUSTED, [STEP_FAIL] = LEVEL_UNTRUSTED,
		[STEP_WARN] = LEVEL_CAUTION, [STEP_SKIP] = LEVEL_TRUSTED };
	enum level worst = LEVEL_TRUSTED;
	size_t n;

	for (n = 0; n < i->n_steps; n++) {
		enum level l = levels[i->steps[n].result];

		if (i->steps[n].card == card && l != LEVEL_TRUSTED && (worst == LEVEL_TRUSTED || l > worst))
			worst = l;
	}
	for (n = 0; n < i->n_findings; n++) {
		enum level l = i->findings[n].level;

		if (i->findings[n].card == card && (worst == LEVEL_TRUSTED || l > worst))
			worst = l;
	}
	return worst;
}

bool inspection_days_left(const struct inspection *i, int64_t *days)
{
	bool any = false;
	size_t n;

	for (n = 0; n < i->n_path; n++) {
		const struct card *c = &i->cards[i->path[n]];

		if (!c->cert->parsed || c->cert->request || (any && c->days_left >= *days))
			continue;
		*days = c->days_left;
		any = true;
	}
	return any;
}

bool inspection_in_path(const struct inspection *i, int card)
{
	size_t n;

	for (n = 0; n < i->n_path; n++) {
		if (i->path[n] == card)
			return true;
	}
	return false;
}

bool card_is_site(const struct inspection *i, const struct card *c)
{
	return c->role == ROLE_LEAF && i->target.kind != TARGET_FILE && i->target.kind != TARGET_STORE
		&& i->target.kind != TARGET_REQUEST;
}

int card_finding(const struct inspection *i, int card)
{
	for (size_t k = 0; k < i->n_findings; k++) {
		if (i->findings[k].card == card)
			return (int)k;
	}
	return -1;
}

bool inspection_is_key(const struct inspection *i)
{
	return i->verdict.level == LEVEL_TRUSTED && i->target.kind == TARGET_FILE && i->n_cards == 0;
}

bool inspection_is_paper(const struct inspection *i)
{
	return (i->verdict.level == LEVEL_TRUSTED && i->target.kind == TARGET_REQUEST) || inspection_is_key(i);
}

const char *inspection_word(const struct inspection *i)
{
	if (inspection_is_paper(i))
		return inspection_is_key(i) ? "KEY" : "REQUEST";
	return level_word(i->verdict.level);
}
