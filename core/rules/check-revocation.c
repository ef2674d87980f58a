/* SPDX-License-Identifier: GPL-3.0-or-later
 * Has an issuer withdrawn a certificate of the path, and was the promised proof that it has not really sent? */
#include "rules/common.h"

#include "base/moment.h"
#include "revocation/revocation.h"

static const char *const rev_source_text[] = {
	[REV_BY_STAPLE] = "the stapled OCSP answer",
	[REV_BY_OCSP] = "the issuer's OCSP responder",
	[REV_BY_CRL] = "the issuer's revocation list",
	[REV_BY_FILE] = "a revocation list given with --crl",
};

static const struct rev_entry *rev_entry_of(const struct inputs *f, size_t at)
{
	const struct revocation *r = f->revocation;
	size_t i;

	for (i = 0; r != NULL && i < r->n; i++)
		if (r->entries[i].cert == f->path[at])
			return &r->entries[i];
	return NULL;
}

static void rev_unknown(const struct rev_entry *e, const char *why, struct outcome *o)
{
	outcome_step(o, STEP_REVOCATION, e->cert, STEP_SKIP, "Whether it was withdrawn could not be checked: %s.", why);
	check_param(outcome_finding(o, FINDING_REVOCATION_UNKNOWN, e->cert), PARAM_REASON, "%s", why);
}

/* --crl asks for a list that speaks of every certificate, whatever else is known of it. */
static void rev_uncovered(const struct rev_entry *e, struct outcome *o)
{
	outcome_step(o, STEP_REVOCATION, e->cert, STEP_WARN,
		"No list given with --crl says that it was not withdrawn: %s.", e->uncovered);
	struct finding *fd = outcome_finding(o, FINDING_REVOCATION_UNKNOWN, e->cert);
	fd->level = LEVEL_CAUTION;
	check_param(fd, PARAM_REASON, "%s", e->uncovered);
}

/* Nobody was asked: is that as it should be? A certificate that names no address is nothing special (CA/Browser Forum
 * ballot SC063 made OCSP optional; private authorities often run nothing). */
static void rev_not_asked(const struct inputs *f, const struct rev_entry *e, struct outcome *o)
{
	if (e->short_lived)
		outcome_step(o, STEP_REVOCATION, e->cert, STEP_SKIP,
			"It lives so short that withdrawing it is not needed (BR 4.9.7).");
	else if (e->cert->n_ocsp == 0 && e->cert->n_crl == 0)
		outcome_step(o, STEP_REVOCATION, e->cert, STEP_SKIP,
			"It names no place to ask whether it was withdrawn.");
	else if (f->anchor == ANCHOR_NONE)
		outcome_step(o, STEP_REVOCATION, e->cert, STEP_SKIP,
			"Nobody whom you trust vouches for it, so nobody was asked whether it was withdrawn.");
	else if (!f->revocation->may_fetch)
		rev_unknown(e, "nothing was fetched, because of --offline", o);
	else
		rev_unknown(e, "none of the addresses that it names could be asked over plain http within the limits",
			o);
}

/* Parameters: date (none where it is still to come), reason (none where the issuer gave none); of revocation-unknown:
 * reason; of profile-violation: rule. */
void check_revocation(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct rev_entry *e = rev_entry_of(f, at);
	char when[MOMENT_SIZE], until[MOMENT_SIZE];
	bool ahead = e != NULL && e->revoked_at > f->now;
	struct finding *fd;

	if (e == NULL)
		return;
	switch (e->status) {
	case REV_NOTHING:
		if (e->uncovered == NULL)
			rev_not_asked(f, e, o);
		break;
	case REV_UNKNOWN:
		rev_unknown(e, e->why, o);
		break;
	case REV_GOOD:
		moment_second(e->this_update, when);
		if (e->next_update != 0)
			outcome_step(o, STEP_REVOCATION, e->cert, STEP_PASS,
				"Not withdrawn, says %s of %s, good until %s.", rev_source_text[e->source], when,
				moment_second(e->next_update, until));
		else
			outcome_step(o, STEP_REVOCATION, e->cert, STEP_PASS, "Not withdrawn, says %s of %s.",
				rev_source_text[e->source], when);
		break;
	case REV_REVOKED:
		moment_second(e->revoked_at, when);
		/* OpenSSL and GnuTLS do not look at the day either (measured) */
		outcome_step(o, STEP_REVOCATION, e->cert, STEP_FAIL, "Withdrawn %s %s%s, says %s%s%s.",
			ahead ? "as of" : "on", when, ahead ? ", which is still to come" : "",
			rev_source_text[e->source],
			e->reason != NULL ? "; the reason given is " : "", e->reason != NULL ? e->reason : "");
		fd = outcome_finding(o, FINDING_REVOKED, e->cert);
		fd->shade = at > 0 ? SHADE_INTERMEDIATE : SHADE_NONE;
		if (!ahead)
			finding_param(fd, PARAM_DATE, moment_day(e->revoked_at, when));
		if (e->by != NULL)
			finding_param(fd, PARAM_ISSUER, cert_label(e->by));
		if (e->reason != NULL)
			check_param(fd, PARAM_REASON, "%s", e->reason);
		break;
	}
	if (e->uncovered != NULL && e->status != REV_REVOKED)
		rev_uncovered(e, o);
	if (f->strict && e->list_fault != NULL) {
		outcome_step(o, STEP_REVOCATION, e->cert, STEP_FAIL,
			"What should say whether it was withdrawn breaks a rule: %s.", e->list_fault);
		fd = outcome_finding(o, FINDING_PROFILE_VIOLATION, e->cert);
		fd->level = LEVEL_UNTRUSTED;
		check_breach(fd, &(struct check_breach){ .rule = e->list_fault, .strict = f->strict });
	}
}

/* Parameters: reason (what is wrong with the staple; none where none came). */
void check_staple(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	const struct revocation *r = f->revocation;

	if (r == NULL || !f->tls.server)
		return;
	if (r->staple_fault != NULL) {
		outcome_step(o, STEP_REVOCATION, c, STEP_WARN, "The server stapled an OCSP answer that is no good: %s.",
			r->staple_fault);
		check_param(outcome_finding(o, FINDING_STAPLE_INVALID, c), PARAM_REASON, "%s", r->staple_fault);
	}
	if (!c->must_staple)
		return;
	if (r->staple_verified) {
		outcome_step(o, STEP_REVOCATION, c, STEP_PASS,
			"It promises a stapled proof (RFC 7633), and one came that verifies.");
		return;
	}
	outcome_step(o, STEP_REVOCATION, c, STEP_FAIL, "It promises a stapled proof (RFC 7633), and %s.",
		r->staple_fault != NULL ? "the one that came does not verify" : "none came");
	struct finding *fd = outcome_finding(o, FINDING_MUST_STAPLE_MISSING, c);
	if (r->staple_fault != NULL)
		check_param(fd, PARAM_REASON, "%s", r->staple_fault);
}
