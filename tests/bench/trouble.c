/* SPDX-License-Identifier: GPL-3.0-or-later
 * The servers of the load test: every row of core/hostile.def that needs no proxy, and a few of each plain kind of
 * trouble. usage: trouble ROOT.pem SECONDS; writes the root and one line for each server:
 * KIND LEVEL TARGET, where LEVEL is what the verdict has to be ("-": depends on the deadline). Ends with its standard
 * input, or after SECONDS. */
#include "base/buf.h"
#include "base/mem.h"
#include "lib/hostile.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct hostile rows[] = {
#define HOSTILE(title, ...) { .name = title, __VA_ARGS__ },
#include "core/hostile.def"
#undef HOSTILE
};

enum { N_ROWS = sizeof rows / sizeof *rows };

/* What a row of hostile.def is too small for. */
static const struct { const char *kind, *level; struct hostile row; } plain[] = {
	{ "good", "trusted", { .script = "tls-13" } },
	{ "good", "trusted", { .script = "tls-12" } },
	{ "good", "trusted", { .script = "tls-13" } },
	{ "mute", "unreachable", { .script = "wait" } },
	{ "mute", "unreachable", { .script = "hear wait" } },
	{ "slow", "unreachable", { .script = "hear dribble hello cert wait" } },
	{ "reset", "unreachable", { .script = "reset" } },
	{ "reset", "unreachable", { .script = "hear reset" } },
	{ "reset", "unreachable", { .script = "hear hello reset" } },
	{ "reset", "caution", { .script = "hear hello cert reset" } },
};

enum { N_PLAIN = sizeof plain / sizeof *plain };

static struct {
	struct hostile_part parts[N_ROWS + N_PLAIN], fetched[N_ROWS];
	struct loopback servers[N_ROWS + N_PLAIN], fetches[N_ROWS];
	struct loopback_deaf deaf;
} all;

static void serve(size_t i, const struct hostile *row, const struct hostile_pki *pki, const char *url)
{
	all.parts[i] = (struct hostile_part){ .row = row, .pki = pki, .script = row->script };
	hostile_list_make(&all.parts[i], url);
	loopback_start(&all.servers[i], hostile_play, &all.parts[i]);
}

static void serve_hostile(size_t i, const struct hostile_pki *pki)
{
	const struct hostile *h = &rows[i];
	char *url = NULL;

	if (h->proxy != NULL)
		return;
	if (h->fetch != NULL) {
		all.fetched[i] = (struct hostile_part){ .row = h, .pki = pki, .script = h->fetch };
		loopback_start(&all.fetches[i], hostile_play, &all.fetched[i]);
		url = mem_printf("http://127.0.0.1:%d/", all.fetches[i].port);
	}
	serve(i, h, pki, url);
	free(url);
	(void)printf("hostile - %s://127.0.0.1:%d\n", h->scheme != NULL ? h->scheme : "https", all.servers[i].port);
}

int main(int argc, char **argv)
{
	struct hostile_pki pki;
	int closed, deaf;
	char end;

	if (argc != 3)
		return 2;
	loopback_seconds = (unsigned)strtoul(argv[2], NULL, 10);
	(void)alarm(loopback_seconds);
	(void)signal(SIGPIPE, SIG_IGN);
	hostile_pki_open(&pki);
	hostile_pki_save(&pki, argv[1]);
	for (size_t i = 0; i < N_ROWS; i++)
		serve_hostile(i, &pki);
	for (size_t i = 0; i < N_PLAIN; i++) {
		serve(N_ROWS + i, &plain[i].row, &pki, NULL);
		(void)printf("%s %s https://127.0.0.1:%d\n", plain[i].kind, plain[i].level,
			all.servers[N_ROWS + i].port);
	}
	closed = loopback_closed_port();
	deaf = loopback_closed_port();
	loopback_deaf_start(&all.deaf, deaf);
	(void)printf("dead unreachable https://127.0.0.1:%d\ndead unreachable https://127.0.0.1:%d\nend - -\n",
		closed, deaf);
	(void)fflush(stdout);
	while (read(STDIN_FILENO, &end, 1) > 0)
		;
	for (size_t i = 0; i < N_ROWS + N_PLAIN; i++) {
		loopback_stop(&all.servers[i]);
		buf_done(&all.parts[i].list);
		if (i < N_ROWS)
			loopback_stop(&all.fetches[i]);
	}
	hostile_pki_close(&pki);
	return 0;
}
