/* SPDX-License-Identifier: GPL-3.0-or-later
 * Do the path's policies hold together? Chromium processes them, and so stops where they do not; most other tools never
 * look. */
#include "rules/common.h"

#include "base/mem.h"
#include "rules/policy.h"

#include <stdlib.h>

/* Parameters: section, rule, of which the first is the policies', whatever else the certificate breaks. Shade
 * "policy". */
void check_policies(const struct inputs *f, size_t at, struct outcome *o)
{
	/* what a root of the distribution says of itself binds nobody */
	bool anchored = f->n_path > 1 && (f->anchor == ANCHOR_ADDED || f->anchor == ANCHOR_SESSION);
	size_t n = f->anchor == ANCHOR_NONE || anchored ? f->n_path : f->n_path - 1;

	(void)at;
	for (size_t i = 0; i < n; i++)
		if (!f->path[i]->parsed)
			return;
	const struct policy_fault fault = policy_fault(f->path, n, anchored);
	if (fault.why == NULL)
		return;
	outcome_step(o, STEP_USAGE, fault.at, STEP_FAIL, "Its place in the chain breaks the rules on policies: %s.",
		fault.why);
	struct finding *fd = outcome_finding(o, FINDING_PROFILE_VIOLATION, fault.at);
	fd->of_root = fault.of_root;
	const char *section = finding_get(fd, PARAM_SECTION), *rule = finding_get(fd, PARAM_RULE);
	char *all = rule == NULL ? mem_strdup(fault.why) : mem_printf("%s; and %s: %s", fault.why, section, rule);
	fd->level = LEVEL_UNTRUSTED;
	fd->shade = SHADE_POLICY;
	finding_param(fd, PARAM_SECTION, "RFC 5280 6.1");
	finding_param(fd, PARAM_RULE, all);
	free(all);
}
