/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many targets in one run: who waits for whom, and what they share. */
#include "batch/batch.h"

#include "base/mem.h"
#include "lib/loopback.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST = 32 };

static void say(void *ctx, const char *line)
{
	(void)ctx;
	fail_msg("%s", line);
}

/* The ports of what was reported, in the order of the reports. */
static size_t ports(char *jsonl, int out[MOST])
{
	char *rest = NULL;
	size_t n = 0;

	for (char *line = strtok_r(jsonl, "\n", &rest); line != NULL && n < MOST; line = strtok_r(NULL, "\n", &rest)) {
		json_t *j = json_loads(line, 0, NULL);

		assert_non_null(j);
		out[n++] = (int)json_integer_value(json_object_get(json_object_get(j, "target"), "port"));
		json_decref(j);
	}
	return n;
}

/* The reports, to be freed. */
static char *reports(struct opts *o)
{
	struct given given = { 0 };
	struct cc_err e = { 0 };
	char *text = NULL;
	size_t len = 0;
	struct batch_input in = { .opts = o, .given = &given, .out = open_memstream(&text, &len), .say = say };

	o->format = FORMAT_JSONL;
	assert_int_equal(given_parse(&given, o, &e), 0);
	assert_true(batch_run(&in, &e) > 0);
	assert_int_equal(fclose(in.out), 0);
	given_done(&given);
	return text;
}

static size_t run(struct opts *o, int out[MOST])
{
	char *text = reports(o);
	size_t n = ports(text, out);

	free(text);
	return n;
}

/* One at a time, and the first never answers: the others need not wait for its end. */
static void test_who_does_not_answer_lends_its_place(void **state)
{
	static const struct loopback_tls tls = { .same = true };
	char *targets[3];
	struct opts o;
	struct loopback l;
	struct loopback_deaf none;
	int got[MOST], deaf = loopback_closed_port();

	(void)state;
	loopback_deaf_start(&none, deaf);
	loopback_start(&l, loopback_tls, &tls);
	opts_defaults(&o);
	o.jobs = 1;
	o.timeout = 6;
	o.targets = targets;
	o.n_targets = 3;
	targets[0] = mem_printf("127.0.0.1:%d", deaf);
	targets[1] = mem_printf("127.0.0.1:%d", l.port);
	targets[2] = mem_strdup(targets[1]);
	assert_int_equal(run(&o, got), 3);
	assert_int_equal(got[0], l.port);
	assert_int_equal(got[1], l.port);
	assert_int_equal(got[2], deaf);
	for (size_t i = 0; i < 3; i++)
		free(targets[i]);
	loopback_stop(&l);
	loopback_deaf_stop(&none);
}

/* A dial has less time where others are waiting; the option says how much, to one target as well. */
static void test_a_dial_has_its_own_time(void **state)
{
	static const struct {
		double timeout, connect_timeout;
		size_t n;
		const char *said;
	} rows[] = {
		{ 60, 0, 2, "within 3 seconds while connecting" },
		{ 60, 0.5, 2, "within 0.5 seconds while connecting" },
		{ 60, 0.5, 1, "within 0.5 seconds while connecting" },
		{ 0.5, 60, 2, "within 0.5 seconds while connecting" },
		{ 4, 0, 1, "within 4 seconds while connecting" },
	};
	int deaf = loopback_closed_port();
	struct loopback_deaf none;
	struct opts o;

	(void)state;
	loopback_deaf_start(&none, deaf);
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		char *target = mem_printf("127.0.0.1:%d", deaf), *targets[] = { target, target }, *text;

		opts_defaults(&o);
		o.timeout = rows[k].timeout;
		o.connect_timeout = rows[k].connect_timeout;
		o.targets = targets;
		o.n_targets = rows[k].n;
		text = reports(&o);
		if (strstr(text, rows[k].said) == NULL)
			fail_msg("row %zu: no \"%s\" in %s", k, rows[k].said, text);
		free(text);
		free(target);
	}
	loopback_deaf_stop(&none);
}

/* Slow enough for others to come while the first is answered. */
static void play_nonsense(int fd, const void *arg)
{
	int *const *asked = arg;
	char line[512];

	do
		loopback_hear(fd, line, sizeof line);
	while (line[0] != '\0' && line[0] != '\r');
	(*asked)[0]++;
	(void)usleep(200 * 1000);
	loopback_say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nnonsense");
}

/* By workers on all cores, before the first answer and after it. */
static void test_what_all_want_is_fetched_once(void **state)
{
	int *asked = mmap(NULL, sizeof *asked, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct loopback_tls tls = { .same = true, .leaf_only = true };
	char *targets[MOST], *url;
	struct loopback web, l;
	int got[MOST];
	struct opts o;

	(void)state;
	assert_ptr_not_equal(asked, MAP_FAILED);
	loopback_start(&web, play_nonsense, &asked);
	url = mem_printf("http://127.0.0.1:%d/ca.der", web.port);
	tls.ca_issuers = url;
	loopback_start(&l, loopback_tls, &tls);
	opts_defaults(&o);
	o.jobs = 8;
	o.timeout = 60;
	o.targets = targets;
	o.n_targets = MOST;
	for (size_t i = 0; i < MOST; i++)
		targets[i] = mem_printf("127.0.0.1:%d", l.port);
	assert_int_equal(run(&o, got), MOST);
	assert_int_equal(*asked, 1);
	for (size_t i = 0; i < MOST; i++)
		free(targets[i]);
	loopback_stop(&l);
	loopback_stop(&web);
	free(url);
	(void)munmap(asked, sizeof *asked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_does_not_answer_lends_its_place),
		cmocka_unit_test(test_a_dial_has_its_own_time),
		cmocka_unit_test(test_what_all_want_is_fetched_once),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
