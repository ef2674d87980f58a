/* SPDX-License-Identifier: GPL-3.0-or-later
 * Is the certificate made out to the name that was asked for? */
#include "rules/common.h"

#include "base/mem.h"
#include "rules/entry.h"

#include <stdlib.h>
#include <string.h>

enum { NAMES_IN_A_SENTENCE = 4 };

/* The entry that matches, or -1. */
static int name_matching(const struct cert *c, const struct name_ref *ref)
{
	for (size_t i = 0; i < c->n_sans; i++)
		if (names_match_san(&c->sans[i], ref))
			return (int)i;
	return -1;
}

/* Does one entry alone explain the mismatch? */
static bool names_is_telling(enum variant variant)
{
	return variant != VARIANT_SHARED_HOST && variant != VARIANT_UNRELATED;
}

/* What it is made out to, as a clause: its names, or what it has instead of names for a host. The caller frees. */
static char *name_made_out(const struct cert *c, const struct name_ref *ref)
{
	for (size_t i = 0; ref->is_email && i < c->n_sans; i++)
		if (c->sans[i].type == SAN_EMAIL)
			return mem_strdup(c->sans[i].value);
	if (names_has_host_entry(c))
		return check_name_list(c, NAMES_IN_A_SENTENCE);
	if (c->n_sans > 0)
		return mem_printf("no host, only to %s", c->sans[0].value);
	if (c->subject.cn != NULL && c->subject.cn[0] != '\0')
		return mem_printf("no host: only its common name says %s, where browsers no longer look",
			c->subject.cn);
	return mem_strdup("no name at all");
}

/* The name to put first, and how many there are besides: the first that stands for a host. */
static void name_first(const struct cert *c, int nearest, struct finding *fd)
{
	size_t total = 0;

	for (size_t i = 0; i < c->n_sans; i++) {
		if (c->sans[i].type != SAN_DNS && c->sans[i].type != SAN_IP)
			continue;
		nearest = nearest >= 0 ? nearest : (int)i;
		total++;
	}
	if (nearest < 0 && c->n_sans > 0)
		nearest = 0;
	if (nearest >= 0)
		finding_param(fd, PARAM_NAME, c->sans[nearest].value);
	if (total > 1)
		check_param(fd, PARAM_MORE, "%zu", total - 1);
}

/* Parameters: host, names, name, more. Where one entry tells (www, wildcard-depth, sibling), it is that one. Shade
 * "entry": one is meant for the host and does not count; then `names` is that one, `reason` what is wrong with it. */
static void name_mismatch(const struct cert *c, const struct name_ref *ref, struct outcome *o)
{
	const char *fault;
	int meant;

	struct finding *fd = outcome_finding(o, FINDING_NAME_MISMATCH, c);
	int nearest;

	if (o->quiet)
		return;
	fd->variant = names_variant(c, ref, &nearest);
	meant = entry_meant(c, ref, &fault);
	if (meant >= 0) {
		fd->shade = SHADE_ENTRY;
		finding_param(fd, PARAM_NAMES, c->sans[meant].value);
		finding_param(fd, PARAM_REASON, fault);
		return;
	}
	bool telling = nearest >= 0 && !ref->is_ip && names_is_telling(fd->variant);
	char *names = telling ? mem_strdup(c->sans[nearest].value) : name_made_out(c, ref);
	finding_param(fd, PARAM_NAMES, names);
	name_first(c, ref->is_ip ? -1 : nearest, fd);
	free(names);
}

void check_name(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	struct name_ref ref = check_name_ref(f);
	struct step *s;

	if (f->host == NULL || !c->parsed)
		return;
	int match = name_matching(c, &ref);
	if (match >= 0) {
		s = outcome_step(o, STEP_NAME, c, STEP_PASS, "Its name %s stands for %s.", c->sans[match].value,
			f->host);
		step_sides(s, "asked for", f->host, "made out to", c->sans[match].value);
		return;
	}
	bool cn_only = !names_has_host_entry(c) && names_match_cn(c, &ref);
	char *names = o->quiet ? NULL : name_made_out(c, &ref);
	if (cn_only) {
		s = outcome_step(o, STEP_NAME, c, STEP_FAIL,
			"Only its common name is %s; the list of names, which is what counts, has no entry for a host.",
			f->host);
		step_sides(s, "asked for", f->host, "common name", c->subject.cn);
		outcome_finding(o, FINDING_NAME_CN_ONLY, c);
	} else {
		const char *fault;
		int meant = o->quiet ? -1 : entry_meant(c, &ref, &fault);

		if (meant >= 0)
			s = outcome_step(o, STEP_NAME, c, STEP_FAIL,
				"None of its names stands for %s: its entry %s %s.",
				f->host, c->sans[meant].value, fault);
		else
			s = outcome_step(o, STEP_NAME, c, STEP_FAIL,
				"None of its names stands for %s: it is made out to"
				" %s.", f->host, names != NULL ? names : "");
		step_sides(s, "asked for", f->host, "made out to", names);
		name_mismatch(c, &ref, o);
	}
	free(names);
}
