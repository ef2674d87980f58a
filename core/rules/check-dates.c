/* SPDX-License-Identifier: GPL-3.0-or-later
 * Has it begun, has it ended, does it end soon? RFC 5280 4.1.2.5: the period includes both of its end seconds. */
#include "rules/common.h"

#include "base/moment.h"

enum { SOON_DAYS = 30, SOON_FRACTION = 4 };

/* Is it an anchor that somebody else's certificate hangs on? A leaf that was imported by itself is no root. */
static bool date_is_root(const struct inputs *f, size_t at)
{
	return check_is_anchor(f, at) && (at > 0 || f->path[at]->is_ca);
}

/* Which text fits: everybody minds the leaf and the intermediates; of the anchor's dates, browsers mind some and
 * OpenSSL and GnuTLS all, while RFC 5280 6.1.1 (d) takes the anchor without a look at them. */
static enum shade date_shade(const struct inputs *f, size_t at)
{
	if (date_is_root(f, at))
		return SHADE_ROOT;
	return at > 0 ? SHADE_INTERMEDIATE : SHADE_NONE;
}

static void date_sides(struct step *s, int64_t date, const char *label, int64_t now)
{
	char a[MOMENT_SIZE], b[MOMENT_SIZE];

	if (s != NULL)
		step_sides(s, label, moment_second(date, a), "judged at", moment_second(now, b));
}

static void date_params(struct finding *fd, int64_t date, int64_t away)
{
	char day[MOMENT_SIZE], span[MOMENT_SIZE];

	finding_param(fd, PARAM_DATE, moment_when(date, date - away, day));
	finding_param(fd, PARAM_SPAN, moment_span(away, span));
}

/* Parameters: date, span. */
void check_not_before(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	char span[MOMENT_SIZE], begins[MOMENT_SIZE];
	struct step *s;

	if (!c->parsed || (o->quiet && f->now >= c->not_before))
		return;
	moment_second(c->not_before, begins);
	moment_span(c->not_before - f->now, span);
	if (f->now >= c->not_before) {
		s = outcome_step(o, STEP_NOT_BEFORE, c, STEP_PASS,
			"It began on %s, %s before the time it is judged at.", begins, span);
	} else {
		s = outcome_step(o, STEP_NOT_BEFORE, c, STEP_FAIL,
			"It begins only on %s, %s after the time it is judged at.", begins, span);
		struct finding *fd = outcome_finding(o, FINDING_NOT_YET_VALID, c);
		fd->shade = date_shade(f, at);
		date_params(fd, c->not_before, c->not_before - f->now);
	}
	date_sides(s, c->not_before, "begins", f->now);
}

/* Contract: less than a quarter of the lifetime and less than 30 days left, or fewer than --warn-days. The anchor is
 * not asked: it is renewed by an update of the store, not by whoever runs the server. */
static bool date_is_soon(const struct inputs *f, size_t at)
{
	const struct cert *c = f->path[at];
	int64_t left = c->not_after - f->now, life = c->not_after - c->not_before + 1;

	if (date_is_root(f, at))
		return false;
	if (f->warn_days.n >= 0)
		return left < opts_days_seconds(f->warn_days, life);
	return left < (int64_t)SOON_DAYS * MOMENT_DAY && left < life / SOON_FRACTION;
}

/* A threshold of 14 days warns of a certificate of six days from its first second on, however well it is renewed. */
static bool date_is_never_met(const struct inputs *f, const struct cert *c)
{
	int64_t life = c->not_after - c->not_before + 1;

	return !f->warn_days.percent && f->warn_days.n >= 0 && opts_days_seconds(f->warn_days, life) >= life;
}

/* Parameters: date, span; of the shade "never" limit and days as well. */
void check_not_after(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	char span[MOMENT_SIZE], ends[MOMENT_SIZE];
	enum finding_id id = FINDING_EXPIRED;
	struct step *s;

	if (!c->parsed || (o->quiet && f->now <= c->not_after))
		return;
	moment_second(c->not_after, ends);
	moment_span(c->not_after - f->now, span);
	if (f->now > c->not_after) {
		s = outcome_step(o, STEP_NOT_AFTER, c, STEP_FAIL, "It ended on %s, %s before the time it is judged at.",
			ends, span);
	} else if (date_is_soon(f, at)) {
		s = outcome_step(o, STEP_NOT_AFTER, c, STEP_WARN, "It ends on %s: only %s left.", ends, span);
		id = FINDING_EXPIRES_SOON;
	} else {
		s = outcome_step(o, STEP_NOT_AFTER, c, STEP_PASS, "It ends on %s: %s left.", ends, span);
		date_sides(s, c->not_after, "ends", f->now);
		return;
	}
	date_sides(s, c->not_after, "ends", f->now);
	struct finding *fd = outcome_finding(o, id, c);
	fd->shade = date_shade(f, at);
	date_params(fd, c->not_after, c->not_after - f->now);
	if (id == FINDING_EXPIRES_SOON && date_is_never_met(f, c)) {
		fd->shade = SHADE_NEVER;
		check_param(fd, PARAM_LIMIT, "%d", f->warn_days.n);
		check_param(fd, PARAM_DAYS, "%lld", (long long)moment_days_up(c->not_after - c->not_before + 1));
	}
}
