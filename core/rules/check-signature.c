/* SPDX-License-Identifier: GPL-3.0-or-later
 * Is each signature genuine? And where that cannot be told: why not, and what is found then. */
#include "rules/common.h"

#include "base/limits.h"
#include "base/mem.h"
#include "rules/check-strength.h"
#include "x509/verify.h"
#include "x509/cert-key.h"

#include <stdlib.h>

/* What tells whether the issuer is the wrong one or the certificate was changed; the caller frees. NULL: nothing. */
static char *signature_evidence(const struct cert *c, const struct cert *issuer)
{
	if (cert_names_other_key(c, issuer))
		return mem_strdup("The key identifiers of the two differ, so most likely the wrong issuer was put"
			" beside it.");
	if (c->akid.n != 0 && issuer->skid.n != 0)
		return mem_strdup("The key identifiers of the two agree, so the certificate itself was damaged,"
			" changed or forged.");
	if (verify_impossible(c, issuer))
		return mem_strdup("A key of that kind and length makes no such signature, so most likely another key"
			" made it.");
	return NULL;
}

/* Parameters: subject, issuer. Shade "other-key": it names another key than this issuer's; "unnamed-key": it names
 * none, or the issuer does not, so a namesake of the issuer looks just like a certificate that was changed;
 * "garbled": it is not written as DER writes one, whoever made it. */
static struct step *signature_bad(const struct cert *c, const struct cert *issuer, struct outcome *o)
{
	struct step *s = outcome_step(o, STEP_SIGNATURE, c, STEP_FAIL,
		"Its signature (%s) does not verify with the key of %s.", cert_signed_with(c), cert_label(issuer));
	struct finding *fd = outcome_finding(o, FINDING_BAD_SIGNATURE, c);
	char *evidence;

	if (!verify_written(&c->sig_alg, c->signature))
		fd->shade = SHADE_GARBLED;
	else if (cert_names_other_key(c, issuer))
		fd->shade = SHADE_OTHER_KEY;
	else if (issuer != c && (c->akid.n == 0 || issuer->skid.n == 0))
		fd->shade = SHADE_UNNAMED_KEY;
	finding_param(fd, PARAM_ISSUER, cert_label(issuer));
	evidence = o->quiet || fd->shade == SHADE_GARBLED ? NULL : signature_evidence(c, issuer);
	if (evidence != NULL)
		finding_evidence(fd, EVIDENCE_FOR, evidence);
	return s;
}

/* Why a signature was not checked, as a clause; the caller frees. */
static char *signature_why(const struct cert *c, const struct cert *issuer, int verified)
{
	char *key, *why;

	if (verified == SIGNATURE_OVER_BUDGET)
		return mem_printf("more signatures would have had to be tried than the %d that certcard tries",
			LIMIT_SIGNATURES);
	switch (verify_obstacle(&issuer->key, &c->sig_alg)) {
	case VERIFY_KEY_BROKEN:
		return mem_strdup("what should be the key of its issuer is none");
	case VERIFY_KEY_EXPONENT:
		return mem_strdup("what was signed with such an exponent as the key of its issuer has proves nothing");
	case VERIFY_KEY_SIZE:
	case VERIFY_KEY_KIND:
		key = key_words(&issuer->key);
		why = mem_printf("the key of its issuer is %s, with which certcard cannot verify", key);
		free(key);
		return why;
	case VERIFY_METHOD:
		if (c->sig_alg.odd != NULL)
			return mem_strdup(c->sig_alg.odd);
		if (issuer->key.pss_only && !c->sig_alg.pss)
			return mem_printf("its method is %s, and the key of its issuer is for RSASSA-PSS alone",
				cert_signed_with(c));
		return mem_printf("its method (%s) is one with which certcard cannot verify", cert_signed_with(c));
	case VERIFY_FREE:
		break;
	}
	return mem_printf("GnuTLS, with which certcard verifies, refused to try %s with that key", cert_signed_with(c));
}

/* A signature that was not checked proves nothing, but is not called false. What is found is what stands in the way:
 * the issuer's key, the method, or a limit of ours. */
static void signature_unchecked(const struct cert *c, const struct cert *issuer, int verified, struct outcome *o)
{
	char *why = o->quiet ? NULL : signature_why(c, issuer, verified);
	enum verify_obstacle obstacle = verify_obstacle(&issuer->key, &c->sig_alg);
	struct finding *fd;

	outcome_step(o, STEP_SIGNATURE, c, issuer == c ? STEP_SKIP : STEP_FAIL, "Its signature was not checked: %s.",
		why);
	if (issuer == c || o->quiet) {
		free(why);       /* nobody relies on what somebody says of himself */
		return;
	}
	if (verified == SIGNATURE_OVER_BUDGET) {
		fd = outcome_finding(o, FINDING_UNKNOWN_ISSUER, c);
		fd->shade = SHADE_LIMIT;
		finding_param(fd, PARAM_REASON, why);
	} else if (obstacle == VERIFY_KEY_BROKEN) {
		finding_param(outcome_finding(o, FINDING_MALFORMED, issuer), PARAM_REASON, issuer->fault);
	} else if (obstacle == VERIFY_KEY_EXPONENT) {
		strength_exponent(issuer, o);
	} else if (obstacle == VERIFY_KEY_SIZE || obstacle == VERIFY_KEY_KIND) {
		strength_unsupported(issuer, true, o);
	} else if (c->sig_alg.post != NULL) {
		strength_unsupported_method(c, o);
	} else {
		strength_unchecked(c, why, o);
	}
	free(why);
}

/* The two keys side by side, as far as both are named (RFC 5280 4.2.1.1, 4.2.1.2). */
static void signature_sides(struct step *s, const struct cert *c, const struct cert *issuer)
{
	struct buf named = BUF_INIT(LIMIT_TEXT_BYTES), own = BUF_INIT(LIMIT_TEXT_BYTES);

	if (s == NULL || c->akid.n == 0 || issuer->skid.n == 0)
		return;
	(void)buf_addhex(&named, c->akid.p, c->akid.n, "");
	(void)buf_addhex(&own, issuer->skid.p, issuer->skid.n, "");
	step_sides(s, "names the key", named.data, issuer == c ? "its own key" : "the issuer's key", own.data);
	buf_done(&named);
	buf_done(&own);
}

void check_signature(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at], *issuer;
	struct step *s = NULL;
	int verified;

	if (!c->parsed || check_is_anchor(f, at))
		return;
	issuer = at + 1 < f->n_path ? f->path[at + 1] : c;
	if (issuer == c && check_by_namesake(f, c)) {
		outcome_step(o, STEP_SIGNATURE, c, STEP_SKIP,
			"It names itself as its issuer, and its own key did not sign it. Without the key that did its"
			" signature cannot be checked.");
		return;
	}
	if (issuer == c && (!c->self_issued || (!c->self_signed && cert_names_other_key(c, c)))) {
		outcome_step(o, STEP_SIGNATURE, c, STEP_SKIP,
			"Without its issuer's key its signature cannot be checked.");
		if (c->sig_alg.post != NULL && c->sig_alg.gnutls == 0 && !o->quiet)
			strength_unsupported_method(c, o);
		return;
	}
	verified = issuer == c && c->self_signed ? SIGNATURE_GOOD : f->verify(f->verify_ctx, c, issuer);
	if (verified == SIGNATURE_GOOD)
		s = outcome_step(o, STEP_SIGNATURE, c, STEP_PASS, "Its signature (%s) verifies with %s.",
			cert_signed_with(c), issuer == c ? "its own key" : "the issuer's key");
	else if (verified == SIGNATURE_BAD)
		s = signature_bad(c, issuer, o);
	else
		signature_unchecked(c, issuer, verified, o);
	signature_sides(s, c, issuer);
}
