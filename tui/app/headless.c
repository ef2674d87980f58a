/* SPDX-License-Identifier: GPL-3.0-or-later
 * The report's way out: standard output, its terminal if it is one, and a bar on standard error. */
#include "app/headless.h"

#include "base/drop.h"
#include "base/enclose.h"
#include "base/limits.h"
#include "base/text.h"
#include "batch/batch.h"
#include "engine/bundle.h"
#include "engine/target.h"
#include "explain/log.h"
#include "visits/visits.h"
#include "terminal/tty.h"

#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { HEADLESS_WIDTH = 80, HEADLESS_WIDEST = 120, HEADLESS_BAR = 30 };

static volatile sig_atomic_t headless_stop;

void headless_say(void *ctx, const char *line)
{
	char *clean = text_clean_line(line, LIMIT_TEXT_BYTES);

	(void)ctx;
	/* Over the progress bar, if there is one. */
	(void)fprintf(stderr, "%scertcard: %s\n", isatty(STDERR_FILENO) ? "\r\033[K" : "", clean);
	free(clean);
}

int headless_close(int status)
{
	bool failed = ferror(stdout) != 0;

	errno = 0;
	if (fclose(stdout) != 0)
		failed = true;
	if (!failed || status == 3)          /* a report that could not be written was told already */
		return status;
	/* Where nobody listens any more, he knows. */
	if (errno != EPIPE)
		(void)fprintf(stderr, "certcard: standard output: %s\n",
			errno != 0 ? strerror(errno) : "not everything could be written");
	return 3;
}

static int headless_width(int fd)
{
	struct winsize size;

	if (!isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return HEADLESS_WIDTH;
	return size.ws_col > HEADLESS_WIDEST ? HEADLESS_WIDEST : size.ws_col;
}

/* https://no-color.org: set, and not empty. */
static bool headless_color(const struct opts *o, int fd)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (o->color != WHEN_AUTO)
		return o->color == WHEN_ALWAYS;
	return (no == NULL || no[0] == '\0') && isatty(fd) && term != NULL && strcmp(term, "dumb") != 0;
}

struct report_style headless_style(const struct opts *o, FILE *f)
{
	return (struct report_style){
		.color = headless_color(o, fileno(f)),
		.ascii = o->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0,
		.width = headless_width(fileno(f)),
		.audience = o->audience,
	};
}

/* ---- progress ---- */

static void headless_bar(char out[static HEADLESS_BAR + 1], const struct batch_progress *p)
{
	size_t full = p->total == 0 ? 0 : p->done * HEADLESS_BAR / p->total;

	memset(out, '.', HEADLESS_BAR);
	memset(out, '#', full > HEADLESS_BAR ? HEADLESS_BAR : full);
	out[HEADLESS_BAR] = '\0';
}

static void headless_progress(void *ctx, const struct batch_progress *p)
{
	char bar[HEADLESS_BAR + 1];
	double left = p->total > 0 && p->done > 0 ? p->elapsed_s / (double)p->done * (double)(p->total - p->done) : -1;

	(void)ctx;
	headless_bar(bar, p);
	if (p->total > 0)
		(void)fprintf(stderr, "\r[%s] %zu of %zu, %zu not trusted, %zu silent", bar, p->done, p->total,
			p->by_status[2], p->by_status[3]);
	else
		(void)fprintf(stderr, "\r%zu done, %zu under way, %zu not trusted, %zu silent", p->done, p->active,
			p->by_status[2], p->by_status[3]);
	if (left >= 0)
		(void)fprintf(stderr, ", %d:%02d left", (int)left / 60, (int)left % 60);
	(void)fputs("\033[K", stderr);
}

/* Only where nothing else is written on the same terminal meanwhile. */
static bool headless_shows_progress(const struct opts *o)
{
	bool many = o->hosts != NULL || o->folder || o->bundle || o->n_targets > 1;

	return many && isatty(STDERR_FILENO) && !(isatty(STDOUT_FILENO) && o->format == FORMAT_JSONL);
}

/* ---- the run ---- */

static void headless_interrupt(int sig)
{
	(void)sig;
	__atomic_store_n(&headless_stop, 1, __ATOMIC_RELAXED);   /* workers look at it */
}

/* Something computes without an end (engine/watchdog.h). What is written so far stays; nothing more can be said of the
 * rest than this. */
static void headless_overrun(int sig)
{
	static const char text[] = "certcard: a computation did not come to its end\n";

	(void)sig;
	(void)!write(STDERR_FILENO, text, sizeof text - 1);
	_exit(3);
}

/* The first interruption ends the run with a report, the second one ends the process. A terminal that is gone is one,
 * unless nohup(1) has seen to it that it is none. */
static void headless_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction a = { .sa_handler = headless_interrupt, .sa_flags = (int)SA_RESETHAND }, before;
	size_t i;

	(void)signal(SIGXCPU, headless_overrun);
	(void)sigemptyset(&a.sa_mask);
	for (i = 0; i < sizeof signals / sizeof *signals; i++) {
		if (signals[i] != SIGHUP || (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN))
			(void)sigaction(signals[i], &a, NULL);
	}
}

int headless_log(const struct explain_style *style)
{
	headless_catch();
	if (explain_log(STDIN_FILENO, stdout, style, &headless_stop) >= 0)
		return headless_stop ? 130 : 0;
	headless_say(NULL, ferror(stdout) ? "what the log says cannot be written"
		: "the log cannot be read to its end");
	return 3;
}

static struct trust_index *headless_roots(const struct opts *o)
{
	struct cc_err e = { 0 };
	struct trust_index *roots = o->ca.n > 0 ? NULL : trust_index_system(&e);

	if (e.code != ERR_NONE)
		headless_say(NULL, e.msg);
	return roots;
}

static struct state *headless_memory(const struct opts *o)
{
	struct cc_err e = { 0 };
	struct state *s = o->remember ? state_open(NULL, &e) : NULL;

	if (e.code != ERR_NONE)
		headless_say(NULL, e.msg);
	return s;
}

/* Files that are judged without asking anybody need no network. */
static bool headless_is_local(const struct batch_input *in)
{
	bool local = in->opts->offline && in->opts->hosts == NULL;

	for (size_t i = 0; local && i < in->given->n; i++) {
		enum target_kind kind = in->given->list[i].facts.kind;

		local = kind == TARGET_FILE || kind == TARGET_STORE;
	}
	return local;
}

/* Will files be opened whose names come, or are looked at, later? (--dane: the resolver's anchors) */
static bool headless_reads(const struct batch_input *in)
{
	bool reads = in->opts->hosts != NULL || in->opts->folder || in->opts->dane;

	for (size_t i = 0; !reads && i < in->given->n; i++) {
		enum target_kind kind = in->given->list[i].facts.kind;

		reads = kind == TARGET_FILE || kind == TARGET_REQUEST;
	}
	return reads;
}

/* The memory of visits is written by this process, if it is asked for. Where there is no such thing it goes as well. */
static void headless_enclose(const struct batch_input *in)
{
	bool reads = headless_reads(in);

	tty_prepare();
	if (in->state == NULL)
		(void)drop_root(reads);
	if (!reads && in->state == NULL)
		(void)drop_homes();
	(void)enclose((in->state != NULL ? 0u : (unsigned)ENCLOSE_NO_WRITE)
		| (headless_is_local(in) ? (unsigned)ENCLOSE_NO_NETWORK : 0u));
}

/* A bundle stands for the certificates in it, each of which is reported. */
static struct opts headless_unfolded(const struct opts *o, const struct given *given)
{
	struct opts with = *o;

	with.bundle = o->hosts != NULL || o->folder || o->n_targets > 1
		|| (given->n == 1 && bundle_is_one(&given->list[0], o));
	return with;
}

static int headless_batch(const struct opts *asked, struct given *given, const struct handout *handout)
{
	const struct opts unfolded = headless_unfolded(asked, given), *o = &unfolded;
	struct trust_index *roots = headless_roots(o);
	struct state *state = headless_memory(o);
	struct batch_input in =
		{ .opts = o, .given = given, .roots = roots, .state = state, .handout = handout, .out = stdout,
		.style = headless_style(o, stdout),
		.password = tty_password, .stop = &headless_stop, .say = headless_say,
		.enclose = headless_enclose,
		.progress = headless_shows_progress(o) ? headless_progress : NULL };
	struct cc_err e = { 0 };
	int r;

	headless_catch();
	r = batch_run(&in, &e);
	if (in.progress != NULL)
		(void)fputs("\r\033[K", stderr);
	if (r < 0 && e.sys_errno != EPIPE)
		headless_say(NULL, e.msg);
	if (state != NULL && state_save(state, &e) != 0)
		headless_say(NULL, e.msg);
	state_free(state);
	trust_index_free(roots);
	return r < 0 ? 3 : r;
}

int headless_run(const struct opts *o, struct given *given)
{
	return headless_batch(o, given, NULL);
}

int headless_handout(const struct opts *o, struct given *given, const struct handout *h)
{
	int status = headless_batch(o, given, h);

	return status == 1 || status == 2 ? 0 : status;          /* what the scenarios are is no fault of the sheet's */
}
