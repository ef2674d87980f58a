/* SPDX-License-Identifier: GPL-3.0-or-later
 * Was it issued for longer than was allowed on its first day? CA/Browser Forum TLS BR 6.3.2, ballots 193 and SC081;
 * Apple, HT210176 (825 days under private roots, too) and HT211025 (398). */
#include "rules/common.h"

#include "base/moment.h"

#include <inttypes.h>
#include <stdio.h>

enum { APPLE_DAYS = 825 };

#define APPLE_FROM INT64_C(1561939200)       /* 2019-07-01 */

struct lifetime_limit { int64_t from; int64_t days; };

/* Newest first; judged by the first second of validity (BR 6.3.2: a certificate "issued on or after"). */
static const struct lifetime_limit lifetime_limits[] = {
	{ INT64_C(1868227200), 47 },         /* 2029-03-15, SC081 */
	{ INT64_C(1805068800), 100 },        /* 2027-03-15, SC081 */
	{ INT64_C(1773532800), 200 },        /* 2026-03-15, SC081 */
	{ INT64_C(1598918400), 398 },        /* 2020-09-01, root programs of Apple, Google and Mozilla */
	{ INT64_C(1519862400), 825 },        /* 2018-03-01, ballot 193 */
};

static int64_t lifetime_limit(int64_t issued)
{
	for (size_t i = 0; i < sizeof lifetime_limits / sizeof *lifetime_limits; i++)
		if (issued >= lifetime_limits[i].from)
			return lifetime_limits[i].days;
	return 0;
}

/* Any excess, even a fraction of a second, is a further day; both end seconds count (BR 6.3.2, 1.6.1 "Validity
 * Period"). */
static int64_t lifetime_days(const struct cert *c)
{
	return moment_days_up(c->not_after - c->not_before + 1);
}

static enum level lifetime_level(const struct inputs *f, const struct cert *c, int64_t days)
{
	if (f->anchor == ANCHOR_PUBLIC)
		return LEVEL_UNTRUSTED;
	return days > APPLE_DAYS && c->not_before >= APPLE_FROM ? LEVEL_CAUTION : LEVEL_INFO;
}

/* Parameters: days, limit (the one that its level is about). */
void check_lifetime(const struct inputs *f, size_t at, struct outcome *o)
{
	static const enum step_result results[] =
		{ [LEVEL_INFO] = STEP_PASS, [LEVEL_CAUTION] = STEP_WARN, [LEVEL_UNTRUSTED] = STEP_FAIL };
	const struct cert *c = f->path[at];
	bool public = f->anchor == ANCHOR_PUBLIC;

	if (!c->parsed || f->purpose != PURPOSE_SERVER || check_leaf_is_ca(f) || (check_is_anchor(f, at) && c->is_ca))
		return;
	int64_t days = lifetime_days(c), limit = lifetime_limit(c->not_before);
	char left[CHECK_NUMBER], right[CHECK_NUMBER];
	(void)snprintf(left, sizeof left, "%" PRId64 " days", days);
	(void)snprintf(right, sizeof right, "%" PRId64 " days", limit);
	struct step *s;
	if (limit == 0 || days <= limit) {
		s = outcome_step(o, STEP_LIFETIME, c, STEP_PASS,
			limit == 0 ? "It was issued before there was a limit to its lifetime (%" PRId64 " days)."
			: "It was issued for %" PRId64 " days; at most %" PRId64 " were allowed on its first day.",
			days, limit);
		step_sides(s, "issued for", left, "limit", limit == 0 ? "none at the time" : right);
		return;
	}
	enum level level = lifetime_level(f, c, days);
	s = outcome_step(o, STEP_LIFETIME, c, results[level],
		"It was issued for %" PRId64 " days; public CAs were allowed %" PRId64 " on its first day%s.", days,
		limit,
		public ? "" : f->anchor == ANCHOR_NONE ? ", and none of their roots was found above it"
		: ", and this root is not one of them");
	step_sides(s, "issued for", left, "limit", right);
	struct finding *fd = outcome_finding(o, FINDING_LIFETIME_TOO_LONG, c);
	fd->level = level;
	check_param(fd, PARAM_DAYS, "%" PRId64, days);
	check_param(fd, PARAM_LIMIT, "%" PRId64, level == LEVEL_CAUTION ? (int64_t)APPLE_DAYS : limit);
}
