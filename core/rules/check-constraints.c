/* SPDX-License-Identifier: GPL-3.0-or-later
 * Do the certificates below a CA keep to the names that it may issue for? In the CA's turn its constraints meet the
 * names of everything below it; those of the trust anchor count, too (RFC 5937, and browsers for added roots). */
#include "rules/common.h"

#include "rules/constraints.h"
#include "rules/odd-names.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>

enum { NAMES_IN_A_SENTENCE = 3 };

/* "a, b and 3 more": what is permitted of this kind. The caller frees. */
static char *constraints_permitted(const struct name_constraints *nc, uint8_t tag)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	size_t total = 0, shown = 0;

	for (size_t i = 0; i < nc->n_permitted; i++) {
		if (nc->permitted[i].tag != tag || total++ >= NAMES_IN_A_SENTENCE)
			continue;
		(void)buf_addf(&b, "%s%s", shown++ > 0 ? ", " : "", nc->permitted[i].value);
	}
	if (total > shown)
		(void)buf_addf(&b, " and %zu more", total - shown);
	return buf_take(&b);
}

/* Parameters: issuer (the CA that constrains), names (the name in question), rule. Shade "limit": not looked at. */
static void constraints_breach(const struct cert *ca, const struct cert *c, const struct constraint_breach *b,
	struct outcome *o)
{
	const char *name = *b->name != '\0' ? b->name : "its names";
	char *permitted = constraints_permitted(ca->nc, b->tag);
	const char *value = b->tree != NULL && *b->tree->value != '\0' ? b->tree->value : "anything of this kind";
	char *rule;

	switch (b->result) {
	case CONSTRAINT_EXCLUDED: rule = mem_printf("%s is excluded", value); break;
	case CONSTRAINT_OUTSIDE: rule = mem_printf("it lies outside what is permitted (%s)", permitted); break;
	case CONSTRAINT_UNSUPPORTED: rule =
		mem_printf("names of its kind are constrained in a way that nobody can compare (%s)", value); break;
	default: rule = mem_printf("names and rules make more pairs than the %d that certcard compares",
		LIMIT_CONSTRAINTS); break;
	}
	bool limit = b->result == CONSTRAINT_TOO_MANY;
	struct step *s = outcome_step(o, STEP_NAME_CONSTRAINTS, ca, STEP_FAIL, limit
		? "Whether it may issue for %s was not looked at: %s." : "It may not issue for %s: %s.", name, rule);
	step_sides(s, "name", name, "rule", rule);
	struct finding *fd = outcome_finding(o, FINDING_NAME_CONSTRAINT_VIOLATED, c);
	if (limit)
		fd->shade = SHADE_LIMIT;
	if (!o->quiet) {
		finding_param(fd, PARAM_ISSUER, cert_label(ca));
		finding_param(fd, PARAM_NAMES, name);
		finding_param(fd, PARAM_RULE, rule);
	}
	free(permitted);
	free(rule);
}

/* What browsers do not read, or do not compare, below this CA alone. */
static void constraints_unread(const struct inputs *f, const struct cert *ca, const struct cert *c, struct outcome *o)
{
	if (!check_for_browsers(f))
		return;
	if (odd_names_uri(ca->nc, c))
		check_unread(c, STEP_NAME_CONSTRAINTS, "it holds a URI, and below a CA that limits URIs Firefox takes"
			" none, nor does Chromium where the limit is critical", o);
	else if (odd_names_excluded(ca->nc))
		check_unread(c, STEP_NAME_CONSTRAINTS, "it stands below a CA that excludes directory names, which"
			" Firefox does not compare: it does not read on there", o);
	else if (odd_names_name(ca->nc, c))
		check_unread(c, STEP_NAME_CONSTRAINTS, "it holds a DNS name that is none of a server's, and below a CA"
			" that limits names Firefox does not read on there", o);
	else if (odd_names_base(ca->nc, c))
		check_unread(c, STEP_NAME_CONSTRAINTS, "it stands below a CA that limits names in a form at which"
			" Firefox does not read on", o);
}

void check_name_constraints(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *ca = f->path[at];
	size_t budget = LIMIT_CONSTRAINTS, breaches = 0;
	struct constraint_breach b;

	if (!ca->parsed || ca->nc == NULL || at == 0)
		return;
	for (size_t i = 0; i < at; i++) {
		const struct cert *c = f->path[i];
		/* RFC 5280 6.1.3 (b): a CA's certificate for itself is not bound, unless it is the last of the path */
		if (!c->parsed || (c->self_issued && i > 0))
			continue;
		if (constraints_kept(ca->nc, c, &budget, &b)) {
			constraints_unread(f, ca, c, o);
			continue;
		}
		constraints_breach(ca, c, &b, o);
		breaches++;
	}
	if (breaches == 0)
		outcome_step(o, STEP_NAME_CONSTRAINTS, ca, STEP_PASS,
			"It may issue for certain names only (%zu permitted, %zu excluded); %s.",
			ca->nc->n_permitted, ca->nc->n_excluded,
			at == 1 ? "the certificate below keeps to them" : "all below keep to them");
}
