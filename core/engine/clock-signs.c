/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signs of the time that an inspection comes by (evidence/clock.h): no connection is made for them. */
#include "engine/clock-signs.h"

#include "base/mem.h"
#include "evidence/clock.h"
#include "base/moment.h"
#include "revocation/ocsp.h"
#include "base/text.h"

#include <stdlib.h>

static struct clock_signs *clock_of(struct job *j)
{
	if (j->clock == NULL)
		j->clock = mem_alloc(sizeof *j->clock);
	return j->clock;
}

/* An answer to a fetch carries the other machine's time (RFC 9110 6.6.1), whatever else it says. */
void clock_note_fetch(struct job *j, const char *from, int64_t date, int64_t age)
{
	char when[MOMENT_SIZE], *url;

	if (date <= 0 || j->engine->opts->at_set)
		return;
	url = text_clean_str(from);
	clock_sign(clock_of(j), CLOCK_ABOUT, date + age,
		mem_printf("the answer from %s is dated %s", url, moment_minute(date, when)));
	free(url);
}

/* A stapled answer is made before it is sent. Its signature does not matter here: a sign is no proof. */
static void clock_note_staple(struct job *j)
{
	const struct handshake *h = j->connect.connecting.handshake;
	int64_t made = h != NULL ? ocsp_made(buf_bytes(&h->staple)) : 0;
	char day[MOMENT_SIZE];

	if (made > 0)
		clock_sign(clock_of(j), CLOCK_AT_LEAST, made,
			mem_printf("the proof that the server stapled was made on %s", moment_day(made, day)));
}

static void clock_note_store(struct job *j)
{
	int64_t written = trust_index_date(j->engine->roots);
	char day[MOMENT_SIZE];

	if (written > 0)
		clock_sign(clock_of(j), CLOCK_AT_LEAST, written,
			mem_printf("the list of roots on this machine was written on %s", moment_day(written, day)));
}

void clock_consider(struct job *j)
{
	if (j->engine->opts->at_set || !clock_matters(j->out))
		return;
	clock_note_staple(j);
	clock_note_store(j);
	clock_signs_of(clock_of(j), j->out, NULL);
	clock_weigh(j->clock, j->out);
}

void clock_release(struct job *j)
{
	if (j->clock != NULL)
		clock_signs_done(j->clock);
	free(j->clock);
	j->clock = NULL;
}
