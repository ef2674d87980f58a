/* SPDX-License-Identifier: GPL-3.0-or-later
 * Facts of an inspection in words. */
#include "result/phrases.h"

#include "base/mem.h"
#include "base/moment.h"

#include <stdlib.h>

char *phrase_left_short(const struct card *card, int64_t now)
{
	const struct cert *c = card->cert;
	char span[MOMENT_SIZE];

	if (now < c->not_before)
		return mem_printf("begins in %s", moment_span(c->not_before - now, span));
	if (now > c->not_after)
		return mem_printf("ended %s ago", moment_span(c->not_after - now, span));
	return mem_printf("%s left", moment_span(c->not_after - now, span));
}

char *phrase_left(const struct card *card, int64_t now)
{
	const struct cert *c = card->cert;
	char *left = phrase_left_short(card, now), *both;
	const char *unit = !moment_is_near(c->not_after - now) ? "" : card->lifetime_days == 1 ? " day" : " days";

	if (now < c->not_before || now > c->not_after)
		return left;
	both = mem_printf("%s of %lld%s", left, (long long)card->lifetime_days, unit);
	free(left);
	return both;
}

char *phrase_validity(const struct card *card, int64_t now)
{
	const struct cert *c = card->cert;
	char from[MOMENT_SIZE], to[MOMENT_SIZE], *left = phrase_left(card, now);
	char *text = mem_printf("%s to %s (%s)", moment_when(c->not_before, now, from),
		moment_when(c->not_after, now, to), left);

	free(left);
	return text;
}
