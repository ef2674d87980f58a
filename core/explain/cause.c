/* SPDX-License-Identifier: GPL-3.0-or-later
 * Causes: the findings and what else may stand behind an error code, in general words. */
#include "explain/explain.h"

#include "explain/codes.h"
#include "base/mem.h"
#include "explain/sentences.h"
#include "explain/texts.h"

#include <stdlib.h>
#include <string.h>

static const struct { const char *id; struct words words; } cause_table[] = {
#define CAUSE(name, ...) { .id = (name), .words = { __VA_ARGS__ } },
#include "explain/causes.def"
#undef CAUSE
};

/* Where one code has several causes, the earlier of these is the likelier one: faults of owners and machines before
 * those of networks, all of them before attacks and rarities (studies of browsers' error reports found most at the
 * client's end). */
static const char *const cause_order[] = {
	"expired", "name-mismatch", "self-signed", "incomplete-chain", "unknown-issuer", "untrusted-root",
		"captive-portal", "clock-wrong",
	"not-yet-valid", "interception-suspected", "dns-failed", "timeout", "refused", "unreachable", "not-tls",
	"proxy-failed", "protocol-too-old",
	"handshake-failed", "connection-closed", "client-cert-required", "sni-rejected", "name-cn-only",
	"wrong-purpose", "name-constraint-violated",
	"issuer-not-ca", "malformed", "key-usage", "ca-as-server", "path-length-exceeded", "unknown-critical-extension",
	"weak-signature", "weak-key", "revoked",
	"distrusted-ca", "no-sct", "must-staple-missing", "staple-invalid", "revocation-unknown", "lifetime-too-long",
	"bad-signature",
	"trust-store-problem", "starttls-unsupported", "no-certificate", "weak-key-exchange", "pin-mismatch",
	"ech-failed", "dane-mismatch",
	"chain-disordered", "chain-too-long", "non-public-name", "changed-since-last-visit", "expires-soon",
	"addresses-differ",
	"profile-violation", "lookalike-name", "chain-extra", "root-sent", "handshake-incomplete",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

size_t cause_ids(const char *const **first)
{
	*first = cause_order;
	return COUNT(cause_order);
}

static struct cause *cause_new(const char *id, const struct words *w)
{
	struct cause *c = mem_alloc(sizeof *c);

	c->id = id;
	c->title = text_expand(w->title, NULL);
	c->what = text_expand(w->what, NULL);
	c->why = text_expand(w->why, NULL);
	c->tell = text_expand(w->tell, NULL);
	c->risk = text_expand(w->risk != NULL ? w->risk : "", NULL);
	c->visitor = text_expand(w->visitor, NULL);
	c->helpdesk = text_expand(w->helpdesk, NULL);
	c->admin = text_expand(w->admin, NULL);
	c->licence = text_expand(w->licence, NULL);
	c->codes = mem_alloc(CODES_MAX * sizeof *c->codes);
	c->n_codes = codes_of(id, w->prefer, TEXT_PREFER, c->codes, CODES_MAX);
	return c;
}

/* The words of a cause, and its id as a static string; false: unknown. */
static bool cause_words(const char **id, struct words *w)
{
	struct finding f = { .card = -1 };
	size_t i;

	if (finding_by_name(*id, &f.id)) {
		f.level = finding_level(f.id);
		*id = finding_name(f.id);
		*w = text_words(&f);
		return true;
	}
	for (i = 0; i < COUNT(cause_table); i++)
		if (strcmp(cause_table[i].id, *id) == 0) {
			*id = cause_table[i].id;
			*w = cause_table[i].words;
			return true;
		}
	return false;
}

struct cause *cause_find(const char *id)
{
	struct words w;

	return cause_words(&id, &w) ? cause_new(id, &w) : NULL;
}

const char *cause_title(const char *id)
{
	struct words w;

	return cause_words(&id, &w) ? w.title : NULL;
}

void cause_free(struct cause *c)
{
	size_t i;

	if (c == NULL)
		return;
	char *const words[] =
		{ c->title, c->what, c->why, c->tell, c->risk, c->visitor, c->helpdesk, c->admin, c->licence };
	for (i = 0; i < COUNT(words); i++)
		free(words[i]);
	free(c->codes);
	free(c);
}
