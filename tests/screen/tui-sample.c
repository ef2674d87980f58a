/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real screen on inspections made by hand (lib/sample.h): for the screen tests, and to look at. The target is the
 * sample's name: trusted, caution, untrusted, unreachable; renewed or impostor, whose key is another one than
 * trusted's; or slow, which never ends. Visits are remembered until it ends. */
#include "app/app.h"
#include "judge/judge.h"
#include "base/mem.h"
#include "parts/page.h"
#include "lib/sample.h"
#include "visits/visits.h"

#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct samples { struct source source; unsigned job, slow; struct inspection *ready; };

/* The trusted sample with another key than it showed before. */
static struct inspection *sample_renewed(void)
{
	struct inspection *i = sample_trusted();

	for (size_t k = 0; k < sizeof i->cards[0].cert->spki_sha256; k++)
		i->cards[0].cert->spki_sha256[k] = (uint8_t)(k * k + 0x5a);
	return i;
}

static struct inspection *sample_impostor(void)
{
	struct inspection *i = sample_renewed();

	sample_finding(i, FINDING_SELF_SIGNED, LEVEL_UNTRUSTED, VARIANT_NONE, 0);
	verdict_set(i);
	return i;
}

static const struct { const char *name; struct inspection *(*make)(void); } samples[] = {
	{ "trusted", sample_trusted }, { "caution", sample_caution }, { "untrusted", sample_untrusted },
		{ "unreachable", sample_unreachable },
	{ "renewed", sample_renewed }, { "impostor", sample_impostor },
};

enum { N_SAMPLES = sizeof samples / sizeof *samples };

static unsigned samples_start(struct source *s, struct target *t)
{
	struct samples *all = (struct samples *)s;

	if (strcmp(t->facts.input, "slow") == 0)
		all->slow = all->job + 1;
	for (int i = 0; i < N_SAMPLES; i++) {
		if (strcmp(t->facts.input, samples[i].name) != 0)
			continue;
		inspection_free(all->ready);
		all->ready = samples[i].make();
	}
	target_done(t);
	return ++all->job;
}

static void samples_cancel(struct source *s, unsigned job)
{
	struct samples *all = (struct samples *)s;

	if (job == all->slow)
		all->slow = 0;
}

static size_t samples_active(struct source *s)
{
	struct samples *all = (struct samples *)s;

	return (size_t)(all->ready != NULL) + (all->slow != 0);
}

static int samples_turn(struct source *s, const int *fds, size_t n, int ms)
{
	struct pollfd p[4];
	struct samples *all = (struct samples *)s;

	for (size_t i = 0; i < n; i++)
		p[i] = (struct pollfd){ .fd = fds[i], .events = POLLIN };
	return poll(p, n, all->ready != NULL ? 0 : ms) > 0;
}

static struct inspection *samples_take(struct source *s, unsigned *job, bool *last)
{
	struct samples *all = (struct samples *)s;
	struct inspection *i = all->ready;

	all->ready = NULL;
	*job = all->job;
	*last = true;
	return i;
}

static bool samples_progress(struct source *s, unsigned job, struct progress *p)
{
	static double elapsed;

	(void)s;
	elapsed += 50;
	*p = (struct progress){ .job = job, .stage = STAGE_HANDSHAKE, .detail = "192.0.2.17", .elapsed_ms = elapsed,
		.timeout_ms = 10000 };
	return true;
}

static void samples_trust(struct source *s, const struct cert *root)
{
	(void)s;
	(void)root;
}

int main(int argc, char **argv)
{
	struct samples all = { .source = {
		.start = samples_start, .cancel = samples_cancel, .active = samples_active, .turn = samples_turn,
			.take = samples_take,
		.progress = samples_progress, .trust = samples_trust,
	} };
	struct opts o = { .theme = getenv("CERTCARD_THEME"), .ascii = getenv("CERTCARD_ASCII") != NULL, .at_set = true,
		.at = 1795201000 };
	struct cc_err e = { 0 };
	struct state *visits;
	struct given given;
	int status;

	(void)setlocale(LC_ALL, "");
	visits = state_open("/dev/null/visits", &e);
	o.targets = argv + 1;
	o.n_targets = (size_t)argc - 1;
	status = given_parse(&given, &o, &e);
	if (status == 0)
		status = app_run_source(&o, &all.source, visits, &given, &e);
	given_done(&given);
	inspection_free(all.ready);
	state_free(visits);
	if (status < 0)
		(void)fprintf(stderr, "tui-sample: %s\n", e.msg);
	return status < 0 ? 3 : status;
}
