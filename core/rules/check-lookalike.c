/* SPDX-License-Identifier: GPL-3.0-or-later
 * Can the host's name, or one of the certificate's, be taken for another? */
#include "rules/common.h"

#include "base/limits.h"
#include "rules/lookalike.h"
#include "base/mem.h"

#include <idn2.h>
#include <stdlib.h>
#include <string.h>

/* Parameters: names (the name as it is shown; `ascii` in A-labels, NULL where that is the same), seen (what it can be
 * taken for; none where it only mixes scripts). */
static void lookalike_found(const struct inputs *f, const char *name, const char *seen, const char *ascii,
	struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_LOOKALIKE_NAME, f->path[0]);

	if (finding_get(fd, PARAM_NAMES) != NULL)
		return;
	finding_param(fd, PARAM_NAMES, name);
	if (seen != NULL)
		finding_param(fd, PARAM_SEEN, seen);
	if (ascii != NULL)
		finding_evidence(fd, EVIDENCE_OPEN, mem_printf("In the DNS it is written %s.", ascii));
	if (lookalike_mixes(name))
		finding_evidence(fd, EVIDENCE_AGAINST,
			mem_strdup("It mixes letters of several alphabets in one word, which honest names seldom do."));
}

/* `name` in letters, `ascii` the same in A-labels. */
static void lookalike_look(const struct inputs *f, const char *name, const char *ascii, struct outcome *o)
{
	char *seen = lookalike_ascii(name);

	if (seen != NULL || lookalike_mixes(name))
		lookalike_found(f, name, seen, ascii, o);
	free(seen);
}

static void lookalike_look_host(const struct inputs *f, struct outcome *o)
{
	char *unicode = NULL;

	if (strstr(f->host, "xn--") != NULL && idn2_to_unicode_8z8z(f->host, &unicode, 0) == IDN2_OK)
		lookalike_look(f, unicode, f->host, o);
	idn2_free(unicode);
}

void check_lookalike(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	struct name_ref ref = check_name_ref(f);
	bool other;

	if (f->host != NULL && !f->host_is_ip)
		lookalike_look_host(f, o);
	if (!c->parsed)
		return;
	other = f->host != NULL && !f->host_is_ip && !names_match_cert(c, &ref);
	for (size_t i = 0; i < c->n_sans && i < LIMIT_LOOKALIKES; i++) {
		if (c->sans[i].type != SAN_DNS)
			continue;
		if (c->sans[i].value_unicode != NULL)
			lookalike_look(f, c->sans[i].value_unicode, c->sans[i].value, o);
		if (other && lookalike_same(f->host, c->sans[i].value))
			lookalike_found(f, f->host, c->sans[i].value, NULL, o);
	}
}
