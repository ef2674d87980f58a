/* SPDX-License-Identifier: GPL-3.0-or-later
 * Does it hold a rule marked critical that nobody here understands? RFC 5280 4.2: such a certificate must be
 * refused. */
#include "rules/common.h"

/* Parameters: rule (the name of the extension, or its OID). */
void check_critical(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	size_t critical = 0, unknown = 0;

	for (size_t i = 0; c->parsed && i < c->n_extensions; i++) {
		const struct extension *e = &c->extensions[i];
		critical += e->critical;
		if (!e->critical || e->known || unknown++ > 0)
			continue;
		const char *name = e->name != NULL ? e->name : e->oid;
		outcome_step(o, STEP_PARSE, c, STEP_FAIL,
			"It holds the extension %s, marked critical, which cannot be processed.", name);
		struct finding *fd = outcome_finding(o, FINDING_UNKNOWN_CRITICAL_EXTENSION, c);
		finding_param(fd, PARAM_RULE, name);
	}
	if (critical > 0 && unknown == 0)
		outcome_step(o, STEP_PARSE, c, STEP_PASS,
			"Of its extensions %zu %s critical, and all of these are understood.", critical,
			critical == 1 ? "is" : "are");
}
