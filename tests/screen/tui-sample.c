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

struct samples { struct source source; unsigned job, slow; struct inspection *ready; struct state *state; };

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

static unsigned samples_start(struct source *s, const char *text, struct cc_err *e)
{
	struct samples *all = (struct samples *)s;

	if (strcmp(text, "slow") == 0)
		return all->slow = ++all->job;
	for (int i = 0; i < N_SAMPLES; i++) {
		if (strcmp(text, samples[i].name) != 0)
			continue;
		inspection_free(all->ready);
		all->ready = samples[i].make();
		return ++all->job;
	}
	(void)err_setx(e, ERR_USAGE, "there is no sample '%.40s'", text);
	return 0;
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
	if (i != NULL)
		(void)state_note(all->state, i);
	*job = all->job;
	*last = true;
	return i;
}

static void samples_seen(struct source *s, const struct inspection *i, bool among)
{
	(void)among;
	state_remember(((struct samples *)s)->state, i, false);
}

static bool samples_accept(struct source *s, const struct inspection *i)
{
	state_remember(((struct samples *)s)->state, i, true);
	return true;
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

static size_t samples_recent(struct source *s, const struct recent_shown **list)
{
	static const struct recent_shown recent[] = {
		{ "shop.example.net", LEVEL_UNTRUSTED, "somebody else's", 1795200000 },
		{ "www.example.com", LEVEL_TRUSTED, "61 days left", 1795170000 },
		{ "smtp://mail.example.com", LEVEL_CAUTION, "expires in 9 days", 1795100000 },
	};

	(void)s;
	*list = recent;
	return sizeof recent / sizeof *recent;
}

static size_t samples_gallery(struct source *s, const struct gallery_shown **list)
{
	static const struct gallery_shown gallery[] = {
		{ "Identity", "wrong-host", "somebody else's licence" },
			{ "Identity", "www-missing", "the name with www is missing" },
		{ "Identity", "wildcard-depth", "a star covers one label" },
			{ "Identity", "cn-only", "a name where nobody looks" },
		{ "Dates", "expired", "past its end" }, { "Dates", "not-yet-valid", "before its start" },
	};

	(void)s;
	*list = gallery;
	return sizeof gallery / sizeof *gallery;
}

static bool samples_is_code(struct source *s, const char *text)
{
	(void)s;
	return strncmp(text, "ERR_", 4) == 0;
}

static void samples_explain(struct source *s, struct page *p, const char *text)
{
	(void)s;
	page_heading(p, text);
}

static char *samples_note(struct source *s, const struct inspection *i, enum audience who)
{
	(void)s;
	return mem_printf("%s: %s", opts_word("audience", who), i->verdict.headline);
}

static int64_t samples_now(struct source *s)
{
	(void)s;
	return 1795201000;
}

int main(int argc, char **argv)
{
	struct samples all = { .source = {
		.start = samples_start, .cancel = samples_cancel, .active = samples_active, .turn = samples_turn,
			.take = samples_take,
		.progress = samples_progress, .trust = samples_trust, .seen = samples_seen, .accept = samples_accept,
		.recent = samples_recent, .gallery = samples_gallery,
		.is_code = samples_is_code, .explain = samples_explain, .note = samples_note,
		.now = samples_now,
	} };
	struct opts o = { .theme = getenv("CERTCARD_THEME"), .ascii = getenv("CERTCARD_ASCII") != NULL };
	struct cc_err e = { 0 };
	int status;

	(void)setlocale(LC_ALL, "");
	all.state = state_open("/nonexistent/visits", &e);
	status = app_run_source(&o, &all.source, argv + 1, (size_t)argc - 1, &e);
	inspection_free(all.ready);
	state_free(all.state);
	if (status < 0)
		(void)fprintf(stderr, "tui-sample: %s\n", e.msg);
	return status < 0 ? 3 : status;
}
