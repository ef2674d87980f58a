/* SPDX-License-Identifier: GPL-3.0-or-later
 * Does it mark a rule as critical that not all browsers and OpenSSL process? RFC 5280 4.2: such a certificate must be
 * refused. */
#include "rules/common.h"

#include <string.h>

/* Parameters: rule (the name of the extension, or its OID). Shade "partly": an extension with a name, which one or
 * another verifier may process. */
static void critical_unknown(const struct cert *c, const struct extension *e, struct outcome *o)
{
	const char *name = e->name != NULL ? e->name : e->oid;

	if (strcmp(e->oid, "2.5.29.32") == 0)
		name = "a qualifier of certificatePolicies";
	outcome_step(o, STEP_PARSE, c, STEP_FAIL, e->name != NULL
		? "It marks %s as critical, which not all browsers process."
		: "It holds the extension %s, marked critical, which cannot be processed.", name);
	struct finding *fd = outcome_finding(o, FINDING_UNKNOWN_CRITICAL_EXTENSION, c);
	fd->shade = e->name != NULL ? SHADE_PARTLY : SHADE_NONE;
	finding_param(fd, PARAM_RULE, name);
}

void check_critical(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	const struct extension *unknown = NULL;
	size_t critical = 0;

	for (size_t i = 0; c->parsed && i < c->n_extensions; i++) {
		const struct extension *e = &c->extensions[i];
		critical += e->critical;
		/* told is one that nobody knows rather than one that somebody does */
		if (e->critical && !e->known && (unknown == NULL || (unknown->name != NULL && e->name == NULL)))
			unknown = e;
	}
	if (unknown != NULL)
		critical_unknown(c, unknown, o);
	if (critical > 0 && unknown == NULL)
		outcome_step(o, STEP_PARSE, c, STEP_PASS,
			"Of its extensions %zu %s critical, and all of these are understood.", critical,
			critical == 1 ? "is" : "are");
}
