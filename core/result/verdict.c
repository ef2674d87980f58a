/* SPDX-License-Identifier: GPL-3.0-or-later
 * From sorted findings to the verdict: one word, one sentence, one exit status, and what Chromium would show. */
#include "judge/judge.h"

#include "base/mem.h"
#include "base/moment.h"

#include <stdlib.h>
#include <string.h>

/* What Chromium calls it, in the order in which MapCertStatusToNetError() (net/cert/cert_status_flags.cc) picks one of
 * several; MapPathBuilderErrorsToCertStatus() (net/cert/cert_verify_proc_builtin.cc) says which findings set which.
 * What has no row (must-staple, DANE) does not stop Chromium. */
static const struct { enum finding_id id; const char *code; } verdict_codes[] = {
	/* refused before any certificate is looked at */
	{ FINDING_PROTOCOL_TOO_OLD, "ERR_SSL_VERSION_OR_CIPHER_MISMATCH" },
	{ FINDING_MALFORMED, "NET::ERR_CERT_INVALID" },
	{ FINDING_REVOKED, "NET::ERR_CERT_REVOKED" },
	{ FINDING_BAD_SIGNATURE, "NET::ERR_CERT_AUTHORITY_INVALID" },
	{ FINDING_DISTRUSTED_CA, "NET::ERR_CERT_AUTHORITY_INVALID" },
	{ FINDING_SELF_SIGNED, "NET::ERR_CERT_AUTHORITY_INVALID" },
	{ FINDING_UNTRUSTED_ROOT, "NET::ERR_CERT_AUTHORITY_INVALID" },
	{ FINDING_UNKNOWN_ISSUER, "NET::ERR_CERT_AUTHORITY_INVALID" },
	{ FINDING_INCOMPLETE_CHAIN, "NET::ERR_CERT_AUTHORITY_INVALID" },
	{ FINDING_NAME_MISMATCH, "NET::ERR_CERT_COMMON_NAME_INVALID" },
	{ FINDING_NAME_CN_ONLY, "NET::ERR_CERT_COMMON_NAME_INVALID" },
	{ FINDING_NO_SCT, "NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED" },
	{ FINDING_WEAK_SIGNATURE, "NET::ERR_CERT_WEAK_SIGNATURE_ALGORITHM" },
	{ FINDING_WEAK_KEY, "NET::ERR_CERT_WEAK_KEY" },
	{ FINDING_EXPIRED, "NET::ERR_CERT_DATE_INVALID" },
	{ FINDING_NOT_YET_VALID, "NET::ERR_CERT_DATE_INVALID" },
	{ FINDING_LIFETIME_TOO_LONG, "NET::ERR_CERT_VALIDITY_TOO_LONG" },
	/* path errors without a code of their own: only when they are all there is */
	{ FINDING_NAME_CONSTRAINT_VIOLATED, "NET::ERR_CERT_INVALID" },
	{ FINDING_ISSUER_NOT_CA, "NET::ERR_CERT_INVALID" },
	{ FINDING_PATH_LENGTH_EXCEEDED, "NET::ERR_CERT_INVALID" },
	{ FINDING_UNKNOWN_CRITICAL_EXTENSION, "NET::ERR_CERT_INVALID" },
	{ FINDING_WRONG_PURPOSE, "NET::ERR_CERT_INVALID" },
	{ FINDING_KEY_USAGE, "NET::ERR_CERT_INVALID" },
	{ FINDING_PROFILE_VIOLATION, "NET::ERR_CERT_INVALID" },
};

static const int verdict_exits[] = {
	[LEVEL_TRUSTED] = 0, [LEVEL_CAUTION] = 1, [LEVEL_UNTRUSTED] = 2, [LEVEL_UNREACHABLE] = 3,
};

/* Of the profiles Chromium enforces the rules on policies alone (rules/check-policy.c). */
static bool verdict_stops_chromium(const struct finding *f)
{
	if (f->id == FINDING_PROFILE_VIOLATION && (f->shade == NULL || strcmp(f->shade, "policy") != 0))
		return false;
	return f->level == LEVEL_UNTRUSTED;
}

static bool verdict_has(const struct inspection *i, enum finding_id id)
{
	for (size_t n = 0; n < i->n_findings; n++)
		if (i->findings[n].id == id && verdict_stops_chromium(&i->findings[n]))
			return true;
	return false;
}

static const char *verdict_browser_code(const struct inspection *i)
{
	for (size_t n = 0; n < sizeof verdict_codes / sizeof *verdict_codes; n++)
		if (verdict_has(i, verdict_codes[n].id))
			return verdict_codes[n].code;
	return NULL;
}

static const struct cert *verdict_cert(const struct inspection *i, size_t at)
{
	return i->cards[i->path[at]].cert;
}

/* The sentence where there is nothing to complain about. */
static char *verdict_praise(const struct inspection *i)
{
	const struct target_facts *t = &i->target;
	const char *host = t->servername != NULL ? t->servername : t->host;
	const struct cert *leaf, *anchor;
	char until[MOMENT_SIZE];

	if (i->n_path == 0)
		return mem_strdup("Nothing was found against it.");
	if (t->host_unicode != NULL && host != NULL && t->host != NULL && strcmp(host, t->host) == 0)
		host = t->host_unicode;
	leaf = verdict_cert(i, 0);
	anchor = verdict_cert(i, i->n_path - 1);
	moment_day(leaf->not_after, until);
	if (i->n_path == 1)
		return mem_printf("%s is itself in the trust store, and valid until %s.", cert_label(leaf), until);
	if (host != NULL)
		return mem_printf("%s has proved its name: %s vouches for it, and its certificate is valid until %s.",
			host, cert_label(anchor), until);
	return mem_printf("%s vouches for the certificate of %s, which is valid until %s.", cert_label(anchor),
		cert_label(leaf), until);
}

void verdict_set(struct inspection *out)
{
	struct verdict *v = &out->verdict;
	const struct finding *first = out->n_findings > 0 ? &out->findings[0] : NULL;
	bool trusted = first == NULL || first->level == LEVEL_INFO;

	free(v->headline);
	v->level = trusted ? LEVEL_TRUSTED : first->level;
	v->finding = trusted ? -1 : 0;
	v->headline = trusted ? verdict_praise(out)
		: mem_strdup(first->what != NULL ? first->what : finding_name(first->id));
	v->exit_status = verdict_exits[v->level];
	v->browser_code = verdict_browser_code(out);
	out->exit_status = v->exit_status;
}
