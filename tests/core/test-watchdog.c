/* SPDX-License-Identifier: GPL-3.0-or-later
 * A turn that does not end is ended; one that waits, is stopped or comes back in time is not. */
#include "engine/watchdog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LIMIT = 200 };

static double cpu_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void spin(double ms)
{
	for (double end = cpu_ms() + ms; cpu_ms() < end;)
		continue;
}

static void hang(struct watchdog *w)
{
	watchdog_feed(w, LIMIT);
	spin(60e3);
}

static void come_back(struct watchdog *w)
{
	for (int i = 0; i < 40; i++) {
		watchdog_feed(w, LIMIT);
		spin(LIMIT / 10);
	}
}

static void wait_long(struct watchdog *w)
{
	const struct timespec longer = { .tv_nsec = 3 * LIMIT * 1000000L };

	watchdog_feed(w, LIMIT);
	(void)nanosleep(&longer, NULL);
}

static void end_in_time(struct watchdog *w)
{
	watchdog_feed(w, LIMIT);
	watchdog_done(w);
	spin(3 * LIMIT);
}

/* What ended a child that does so: a signal, or 0. */
static int ended_by(void (*what)(struct watchdog *w))
{
	int status = -1;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct watchdog w = { 0 };
		const struct rlimit no_core = { 0, 0 };

		(void)setrlimit(RLIMIT_CORE, &no_core);
		(void)signal(SIGXCPU, SIG_DFL);
		what(&w);
		watchdog_done(&w);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status))
		assert_int_equal(WEXITSTATUS(status), 0);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void test_a_turn_without_end_is_ended(void **state)
{
	(void)state;
	assert_int_equal(ended_by(hang), SIGXCPU);
}

static void test_what_comes_back_goes_on(void **state)
{
	(void)state;
	assert_int_equal(ended_by(come_back), 0);
	assert_int_equal(ended_by(wait_long), 0);
	assert_int_equal(ended_by(end_in_time), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_turn_without_end_is_ended),
		cmocka_unit_test(test_what_comes_back_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
