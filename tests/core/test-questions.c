/* SPDX-License-Identifier: GPL-3.0-or-later
 * A job that asks for a password waits for the answer, and for nothing else; the others go on. */
#include "engine/engine.h"

#include "base/limits.h"
#include "base/mem.h"
#include "lib/locked.h"
#include "net/net.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 30000 };

static char folder[] = "/tmp/certcard-questions-XXXXXX";

/* Of one engine. */
struct bench { struct opts opts; struct engine *engine; };

static char *path_of(const char *name)
{
	return mem_printf("%s/%s", folder, name);
}

static void bench_open(struct bench *b, bool asks)
{
	struct cc_err e = { 0 };

	opts_defaults(&b->opts);
	b->opts.offline = true;
	b->engine = engine_new(&(struct engine_input){ .opts = &b->opts, .asks = asks }, &e);
	if (b->engine == NULL)
		fail_msg("%s", e.msg);
}

static unsigned bench_start(struct bench *b, const char *name)
{
	char *path = path_of(name);
	struct cc_err e = { 0 };
	struct target t;
	unsigned job;

	if (target_parse(&t, path, &b->opts, &e) != 0)
		fail_msg("%s", e.msg);
	job = engine_start(b->engine, &t, NULL);
	free(path);
	return job;
}

/* Until there is a question. */
static struct engine_question asked(struct bench *b)
{
	double until = net_clock_ms() + PATIENCE_MS;
	struct engine_question q;

	while (!engine_question(b->engine, &q)) {
		assert_true(net_clock_ms() < until);
		(void)engine_turn(b->engine, NULL, 0, 10);
	}
	return q;
}

static struct inspection *result(struct bench *b, unsigned *job)
{
	double until = net_clock_ms() + PATIENCE_MS;
	struct inspection *i;

	while ((i = engine_take(b->engine, job, NULL, NULL)) == NULL) {
		assert_true(net_clock_ms() < until);
		(void)engine_turn(b->engine, NULL, 0, 10);
	}
	return i;
}

static void opened(struct bench *b)
{
	struct inspection *i = result(b, NULL);

	assert_int_equal(i->n_presented, 1);
	inspection_free(i);
	assert_int_equal(engine_active(b->engine), 0);
}

static void refused(struct bench *b)
{
	struct inspection *i = result(b, NULL);

	assert_int_equal(i->n_presented, 0);
	assert_int_equal(i->findings[0].id, FINDING_NO_CERTIFICATE);
	inspection_free(i);
	assert_int_equal(engine_active(b->engine), 0);
}

static void the_right_answer_opens_and_a_wrong_one_is_asked_again(void **state)
{
	struct engine_question q;
	struct bench b;

	(void)state;
	bench_open(&b, true);
	(void)bench_start(&b, "locked.p12");
	q = asked(&b);
	assert_non_null(strstr(q.label, "/locked.p12"));
	assert_false(q.again);
	engine_answer(b.engine, q.job, "mellon");
	q = asked(&b);
	assert_true(q.again);
	engine_answer(b.engine, q.job, "xyzzy");
	opened(&b);
	assert_false(engine_question(b.engine, &q));
	engine_free(b.engine);
}

static void nobody_is_asked_for_ever(void **state)
{
	struct engine_question q;
	struct bench b;

	(void)state;
	bench_open(&b, true);
	(void)bench_start(&b, "locked.p12");
	for (int k = 0; k < LIMIT_TRIES; k++) {
		q = asked(&b);
		assert_int_equal(q.again, k > 0);
		engine_answer(b.engine, q.job, "mellon");
	}
	refused(&b);
	engine_free(b.engine);
}

static void giving_up_ends_it_and_where_nobody_answers_nothing_is_asked(void **state)
{
	struct engine_question q;
	struct bench b;

	(void)state;
	bench_open(&b, true);
	(void)bench_start(&b, "locked.p12");
	q = asked(&b);
	engine_answer(b.engine, q.job + 1, "xyzzy");         /* no such job */
	assert_true(engine_question(b.engine, &q));
	engine_answer(b.engine, q.job, NULL);
	refused(&b);
	engine_free(b.engine);
	bench_open(&b, false);
	(void)bench_start(&b, "locked.p12");
	refused(&b);
	engine_free(b.engine);
}

static void others_go_on_and_each_question_has_its_own_answer(void **state)
{
	struct engine_question q;
	struct inspection *i;
	unsigned locked, other, open, job;
	struct bench b;

	(void)state;
	bench_open(&b, true);
	locked = bench_start(&b, "locked.p12");
	open = bench_start(&b, "open.p12");
	other = bench_start(&b, "other.p12");
	i = result(&b, &job);
	assert_int_equal(job, open);
	assert_int_equal(i->n_presented, 1);
	inspection_free(i);
	assert_int_equal(engine_active(b.engine), 2);
	for (int k = 0; k < 2; k++) {
		q = asked(&b);
		assert_true(q.job == locked || q.job == other);
		engine_answer(b.engine, q.job, q.job == locked ? "xyzzy" : "plugh");
		i = result(&b, &job);
		assert_int_equal(job, q.job);
		assert_int_equal(i->n_presented, 1);
		inspection_free(i);
	}
	engine_free(b.engine);
}

static void a_job_that_waits_can_be_cancelled(void **state)
{
	struct engine_question q;
	struct bench b;

	(void)state;
	bench_open(&b, true);
	q = (struct engine_question){ .job = bench_start(&b, "locked.p12") };
	(void)asked(&b);
	engine_cancel(b.engine, q.job);
	assert_int_equal(engine_active(b.engine), 0);
	assert_false(engine_question(b.engine, &q));
	(void)bench_start(&b, "locked.p12");
	(void)asked(&b);
	engine_free(b.engine);                               /* with the question open */
}

/* Longer than --timeout: the clock of the job stands still meanwhile. */
static void thinking_costs_no_time(void **state)
{
	struct engine_question q;
	struct progress p;
	struct bench b;

	(void)state;
	bench_open(&b, true);
	b.opts.timeout = 2;
	(void)bench_start(&b, "locked.p12");
	q = asked(&b);
	(void)nanosleep(&(struct timespec){ .tv_sec = 2, .tv_nsec = 200000000 }, NULL);
	(void)engine_turn(b.engine, NULL, 0, 0);
	assert_true(engine_progress(b.engine, q.job, &p));
	assert_true(p.asks);
	assert_true(p.elapsed_ms < 2000);
	engine_answer(b.engine, q.job, "xyzzy");
	opened(&b);
	engine_free(b.engine);
}

static void nothing_wakes_a_job_that_waits(void **state)
{
	double began;
	struct bench b;

	(void)state;
	bench_open(&b, true);
	(void)bench_start(&b, "locked.p12");
	(void)asked(&b);
	began = net_clock_ms();
	(void)engine_turn(b.engine, NULL, 0, 150);
	assert_true(net_clock_ms() - began >= 100);
	engine_free(b.engine);
}

/* A file under a password opens without anybody, by a line of --password-file, whichever it is; where none is right,
 * somebody is asked. */
static void a_file_of_passwords_answers(void **state)
{
	static const struct { const char *lines; bool asks, opens; } rows[] = {
		{ "xyzzy\n", false, true }, { "xyzzy", false, true }, { "xyzzy\r\nplugh\r\n", false, true },
		{ "plugh\n", false, false }, { "plugh\n", true, true }, { "\n", false, false },
		{ "plugh\nxyzzy\n", false, true }, { "1\n2\n3\n4\nxyzzy\n", false, true },
		{ "1\n2\n3\n4\n5\n6\n7\n8\nxyzzy\n", false, false },
	};
	char *path = path_of("passwords");

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct bench b;
		struct cc_err e = { 0 };
		FILE *f = fopen(path, "w");
		struct inspection *i;

		assert_non_null(f);
		assert_true(fputs(rows[k].lines, f) >= 0);
		assert_int_equal(fclose(f), 0);
		opts_defaults(&b.opts);
		b.opts.offline = true;
		b.opts.password_file = path;
		b.engine = engine_new(&(struct engine_input){ .opts = &b.opts, .asks = rows[k].asks }, &e);
		assert_non_null(b.engine);
		(void)bench_start(&b, "locked.p12");
		if (rows[k].asks) {
			struct engine_question q = asked(&b);

			engine_answer(b.engine, q.job, "xyzzy");
		}
		i = result(&b, NULL);
		assert_int_equal(i->n_presented, rows[k].opens ? 1 : 0);
		if (!rows[k].opens)
			assert_non_null(strstr(i->verdict.headline, "none of those given opens it"));
		inspection_free(i);
		engine_free(b.engine);
	}
	(void)unlink(path);
	free(path);
}

static void a_file_of_passwords_that_is_missing(void **state)
{
	struct opts o;
	struct cc_err e = { 0 };

	(void)state;
	opts_defaults(&o);
	o.password_file = "/nobody/has/this";
	assert_null(engine_new(&(struct engine_input){ .opts = &o }, &e));
	assert_non_null(strstr(e.msg, "/nobody/has/this"));
}

static int set_up(void **state)
{
	static const char *const files[][2] = {
		{ "locked.p12", "xyzzy" }, { "other.p12", "plugh" }, { "open.p12", "" },
	};

	(void)state;
	assert_non_null(mkdtemp(folder));
	for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
		char *path = path_of(files[k][0]);

		locked_write(path, files[k][1]);
		free(path);
	}
	return 0;
}

static int tear_down(void **state)
{
	static const char *const names[] = { "locked.p12", "other.p12", "open.p12" };

	(void)state;
	for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
		char *path = path_of(names[k]);

		(void)unlink(path);
		free(path);
	}
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_of_passwords_answers),
		cmocka_unit_test(a_file_of_passwords_that_is_missing),
		cmocka_unit_test(the_right_answer_opens_and_a_wrong_one_is_asked_again),
		cmocka_unit_test(nobody_is_asked_for_ever),
		cmocka_unit_test(giving_up_ends_it_and_where_nobody_answers_nothing_is_asked),
		cmocka_unit_test(others_go_on_and_each_question_has_its_own_answer),
		cmocka_unit_test(a_job_that_waits_can_be_cancelled),
		cmocka_unit_test(thinking_costs_no_time),
		cmocka_unit_test(nothing_wakes_a_job_that_waits),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
