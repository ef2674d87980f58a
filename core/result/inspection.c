/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names of an inspection's parts, and its end. */
#include "result/inspection.h"

#include <stdlib.h>

static const struct { const char *name, *title; } step_rows[N_STEPS] = {
	[STEP_PARSE] = { "parse", "Can it be read?" },
	[STEP_NAME] = { "name", "Does a name match?" },
	[STEP_NOT_BEFORE] = { "not-before", "Has it begun?" },
	[STEP_NOT_AFTER] = { "not-after", "Is it still in date?" },
	[STEP_ISSUER] = { "issuer", "Who issued it?" },
	[STEP_SIGNATURE] = { "signature", "Is the signature genuine?" },
	[STEP_CA] = { "ca", "May it sign certificates?" },
	[STEP_PATH_LENGTH] = { "path-length", "Is the chain short enough?" },
	[STEP_NAME_CONSTRAINTS] = { "name-constraints", "May it issue for this name?" },
	[STEP_USAGE] = { "usage", "May it be used for this?" },
	[STEP_STRENGTH] = { "strength", "Are key and signature strong?" },
	[STEP_LIFETIME] = { "lifetime", "Is its lifetime short enough?" },
	[STEP_REVOCATION] = { "revocation", "Has it been withdrawn?" },
	[STEP_TRANSPARENCY] = { "transparency", "Was it logged in public?" },
	[STEP_ANCHOR] = { "anchor", "Is the chain's top trusted?" },
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
};
static const char *const san_types[] = {
	[SAN_DNS] = "dns", [SAN_IP] = "ip", [SAN_EMAIL] = "email", [SAN_URI] = "uri", [SAN_OTHER] = "other",
};

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
}

static void inspection_free_step(struct step *s)
{
	free(s->text);
	free(s->left_label);
	free(s->left);
	free(s->right_label);
	free(s->right);
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
	for (n = 0; n < i->n_clients; n++)
		free(i->clients[n].why);
	for (n = 0; n < i->n_dead_ends; n++) {
		free(i->dead_ends[n].path);
		free(i->dead_ends[n].text);
	}
	free(i->findings);
	free(i->presented);
	free(i->path);
	free(i->cards);
	free(i->clients);
	free(i->steps);
	free(i->dead_ends);
	free(i->dane);
	free(i);
}
