/* SPDX-License-Identifier: GPL-3.0-or-later
 * The fields of a bare card. */
#include "result/bare.h"

#include "base/mem.h"
#include "base/moment.h"
#include "result/may.h"
#include "result/phrases.h"

static const char *const bare_labels[BARE_FIELDS] = {
	[BARE_HOLDER] = "Holder", [BARE_ISSUER] = "Issued by", [BARE_PROCESS] = "Process", [BARE_VALID] = "Valid",
	[BARE_NAMES] = "Good for",
	[BARE_MAY] = "May", [BARE_KEY] = "Key", [BARE_SIGNATURE] = "Signature",
};

const char *bare_label(enum bare_field f)
{
	return bare_labels[f];
}

char *bare_text(enum bare_field f, const struct card *c, size_t names)
{
	const struct cert *x = c->cert;
	char from[MOMENT_SIZE], to[MOMENT_SIZE];

	switch (f) {
	case BARE_HOLDER:
		return mem_strdup(phrase_label(c));
	case BARE_ISSUER:
		return mem_strdup(cert_issuer_label(x));
	case BARE_PROCESS:
		return c->validation != NULL ? mem_printf("it says %s", c->validation)
			: mem_strdup("none stands on it");
	case BARE_VALID:
		(void)moment_day(x->not_before, from);
		return mem_printf("%s to %s", from, moment_day(x->not_after, to));
	case BARE_NAMES:
		return phrase_names(c, names);
	case BARE_MAY:
		return phrase_may(x);
	case BARE_KEY:
		return phrase_key(&x->key);
	case BARE_SIGNATURE:
		return phrase_method(x);
	case BARE_FIELDS:
		break;
	}
	return NULL;
}
