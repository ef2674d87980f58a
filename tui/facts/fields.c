/* SPDX-License-Identifier: GPL-3.0-or-later
 * Findings and the fields they are about. */
#include "facts/fields.h"

#include <string.h>

/* By name. What has no row is about no single field. */
static const struct { const char *finding; enum card_field field; } field_rows[] = {
	{ "bad-signature", FIELD_SIGNATURE }, { "weak-signature", FIELD_SIGNATURE },
	{ "key-not-proved", FIELD_KEY }, { "weak-key", FIELD_KEY }, { "unsupported-key", FIELD_KEY },
	{ "dane-mismatch", FIELD_KEY }, { "changed-since-last-visit", FIELD_KEY },
	{ "revoked", FIELD_NUMBER }, { "must-staple-missing", FIELD_NUMBER },
	{ "no-sct", FIELD_PROCESS }, { "profile-violation", FIELD_PROCESS },
	{ "distrusted-ca", FIELD_ISSUER }, { "self-signed", FIELD_ISSUER }, { "untrusted-root", FIELD_ISSUER },
	{ "unknown-issuer", FIELD_ISSUER }, { "caa-mismatch", FIELD_ISSUER }, { "incomplete-chain", FIELD_ISSUER }, { "interception-suspected", FIELD_ISSUER },
	{ "issuer-not-ca", FIELD_MAY }, { "path-length-exceeded", FIELD_MAY }, { "unknown-critical-extension", FIELD_MAY },
	{ "wrong-purpose", FIELD_MAY }, { "key-usage", FIELD_MAY }, { "ca-as-server", FIELD_MAY },
	{ "name-mismatch", FIELD_NAMES }, { "name-cn-only", FIELD_NAMES }, { "name-constraint-violated", FIELD_NAMES },
	{ "lookalike-name", FIELD_NAMES },
	{ "expired", FIELD_VALID }, { "not-yet-valid", FIELD_VALID }, { "lifetime-too-long", FIELD_VALID },
	{ "expires-soon", FIELD_VALID },
	{ "protocol-too-old", FIELD_PROTOCOL },
};

static enum card_field field_of(const struct finding *f)
{
	const char *name = finding_name(f->id);

	for (size_t k = 0; k < sizeof field_rows / sizeof *field_rows; k++) {
		if (strcmp(field_rows[k].finding, name) == 0)
			return field_rows[k].field;
	}
	return FIELD_NONE;
}

const struct finding *field_finding(const struct inspection *i, int card, enum card_field field)
{
	const struct finding *worst = NULL;

	for (size_t k = 0; k < i->n_findings; k++) {
		const struct finding *f = &i->findings[k];

		if (f->card == card && field_of(f) == field && f->level > LEVEL_INFO
			&& (worst == NULL || f->level > worst->level))
			worst = f;
	}
	return worst;
}

enum step_result field_state(const struct inspection *i, int card, enum card_field field)
{
	enum step_result worst = STEP_PASS;

	for (size_t k = 0; k < i->n_findings; k++) {
		const struct finding *f = &i->findings[k];

		if ((f->card != card && field != FIELD_PROTOCOL) || field_of(f) != field)
			continue;
		if (f->level == LEVEL_UNTRUSTED)
			return STEP_FAIL;
		if (f->level == LEVEL_CAUTION)
			worst = STEP_WARN;
	}
	return worst;
}

const char *field_holder(const struct cert *c, bool ascii)
{
	const char *native = ascii ? NULL : cert_label_native(c);

	return native != NULL ? native : cert_label(c);
}
