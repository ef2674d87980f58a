/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs the checks of checks.def. */
#include "rules/check.h"

static const struct check checks[] = {
#define CHECK(step, name, scope, source) { STEP_##step, #name, source, scope, check_##name },
#include "rules/checks.def"
#undef CHECK
};
enum { N_CHECKS = sizeof checks / sizeof checks[0] };

static void checks_begin(const struct inputs *f, struct outcome *o)
{
	o->inputs = f;
	o->leaf = f->path[0];
}

static void checks_row(const struct check *c, const struct inputs *f, size_t at, struct outcome *o)
{
	if (o->only == 0 || (o->only & 1U << c->step) != 0)
		c->run(f, at, o);
}

static void checks_scope(const struct inputs *f, enum check_scope scope, struct outcome *o)
{
	for (size_t i = 0; i < N_CHECKS; i++)
		if (checks[i].scope == scope)
			checks_row(&checks[i], f, 0, o);
}

void checks_run(const struct inputs *f, struct outcome *o)
{
	checks_begin(f, o);
	for (size_t at = 0; at < f->n_path; at++)
		for (size_t i = 0; i < N_CHECKS; i++)
			if (checks[i].scope == CHECK_EACH || (checks[i].scope == CHECK_LEAF && at == 0))
				checks_row(&checks[i], f, at, o);
	o->leaf = NULL;          /* what fails from here on is the path's fault, whoever the step is about */
	checks_scope(f, CHECK_PATH, o);
	if (!o->quiet)
		checks_scope(f, CHECK_CHAIN, o);
	o->inputs = NULL;
}

void checks_run_at(const struct inputs *f, size_t at, struct outcome *o)
{
	checks_begin(f, o);
	for (size_t i = 0; i < N_CHECKS; i++)
		if (checks[i].scope == CHECK_EACH)
			checks_row(&checks[i], f, at, o);
	o->inputs = NULL;
}
