/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists of targets: comments, blanks, endings, lines without end, and waiting for nobody. */
#include "batch/source.h"
#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A source that reads what is written to *end. */
static struct batch_source piped(int *end)
{
	struct batch_source s = { .fd = -1, .text = BUF_INIT(LIMIT_TARGET_BYTES + 64 * 1024), .close_fd = true };
	int fds[2];

	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	s.fd = fds[0];
	*end = fds[1];
	return s;
}

static void say(int fd, const char *text)
{
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
}

static void next_is(struct batch_source *s, const char *want)
{
	char *text = NULL;

	assert_int_equal(batch_source_next(s, &text), BATCH_TARGET);
	assert_string_equal(text, want);
	free(text);
}

static void next_is_given(struct batch_source *s, size_t place)
{
	char *text;

	assert_int_equal(batch_source_next(s, &text), BATCH_GIVEN);
	assert_int_equal(s->next - 1, place);
}

static void next_is_none(struct batch_source *s, enum batch_next want)
{
	char *text = NULL;

	assert_int_equal(batch_source_next(s, &text), want);
}

static void test_lines_and_what_surrounds_them(void **state)
{
	int end;
	struct batch_source s = piped(&end);

	(void)state;
	say(end, "# a list\n\n a.example \r\n\t\nb.example #"
		" why\nhttps://c.example/#part\n#\nd.example\t#x\nlast.example");
	(void)close(end);
	next_is(&s, "a.example");
	assert_int_equal(s.line, 3);
	next_is(&s, "b.example");
	next_is(&s, "https://c.example/#part");
	next_is(&s, "d.example");
	next_is(&s, "last.example");
	assert_int_equal(s.line, 9);
	next_is_none(&s, BATCH_END);
	next_is_none(&s, BATCH_END);
	batch_source_close(&s);
}

static void test_nobody_waits_for_half_a_line(void **state)
{
	int end;
	struct batch_source s = piped(&end);

	(void)state;
	next_is_none(&s, BATCH_LATER);
	say(end, "half");
	next_is_none(&s, BATCH_LATER);
	say(end, ".example\nnext");
	next_is(&s, "half.example");
	next_is_none(&s, BATCH_LATER);
	(void)close(end);
	next_is(&s, "next");
	next_is_none(&s, BATCH_END);
	batch_source_close(&s);
}

static void test_a_line_without_end_is_passed_over_once(void **state)
{
	char *block = mem_alloc(LIMIT_TARGET_BYTES + 2);
	int end, i;
	struct batch_source s = piped(&end);

	(void)state;
	memset(block, 'x', LIMIT_TARGET_BYTES + 1);
	say(end, "a\n");
	say(end, block);
	next_is(&s, "a");
	next_is_none(&s, BATCH_TOO_LONG);
	for (i = 0; i < 20; i++) {
		say(end, block);
		next_is_none(&s, BATCH_LATER);
		assert_true(s.text.len <= 2 * LIMIT_TARGET_BYTES + 2);      /* it is not gathered */
	}
	say(end, "\nb\n");
	(void)close(end);
	next_is(&s, "b");
	assert_int_equal(s.line, 3);
	next_is_none(&s, BATCH_END);
	batch_source_close(&s);
	free(block);
}

static struct batch_source opened(const char *list)
{
	struct opts o = { .hosts = list };
	struct batch_source s;
	struct cc_err e = { 0 };

	assert_int_equal(batch_source_open(&s, &o, &e), 0);
	return s;
}

/* A list without any end of a line never has its turn at the cost of the others. */
static void test_a_list_without_end_gives_way(void **state)
{
	struct batch_source s = opened("/dev/zero");
	bool all = true;

	(void)state;
	next_is_none(&s, BATCH_TOO_LONG);
	for (int i = 0; i < 3; i++)
		next_is_none(&s, BATCH_LATER);
	assert_int_equal(batch_source_rest(&s, &all), 0);
	assert_false(all);
	batch_source_close(&s);
}

/* Nobody has opened the pipe's other end yet. */
static void test_a_pipe_without_a_writer_is_not_waited_for(void **state)
{
	char name[] = "/tmp/certcard-list-XXXXXX";
	struct batch_source s;
	int end, fd = mkstemp(name);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	assert_int_equal(unlink(name), 0);
	assert_int_equal(mkfifo(name, 0600), 0);
	s = opened(name);
	next_is_none(&s, BATCH_LATER);
	end = open(name, O_WRONLY);
	assert_true(end >= 0);
	next_is_none(&s, BATCH_LATER);
	say(end, "a.example\n");
	next_is(&s, "a.example");
	next_is_none(&s, BATCH_LATER);
	(void)close(end);
	next_is_none(&s, BATCH_END);
	batch_source_close(&s);
	(void)unlink(name);
}

static void test_the_command_line_comes_first(void **state)
{
	int end;
	struct batch_source s = piped(&end);
	bool all;

	(void)state;
	s.n_targets = 2;
	say(end, "third.example\nfourth.example\n");
	next_is_given(&s, 0);
	next_is_given(&s, 1);
	next_is(&s, "third.example");
	assert_int_equal(batch_source_rest(&s, &all), 1);
	assert_false(all);                                          /* the pipe is open still */
	(void)close(end);
	assert_int_equal(batch_source_rest(&s, &all), 0);
	assert_true(all);
	batch_source_close(&s);
}

/* Every target is some share's, and no two have the same; a line that is too long is somebody's as well. */
static void test_shares(void **state)
{
	static const char *const want[3][4] =
		{ { "4.example", "7.example", NULL }, { "5.example", NULL }, { "3.example", NULL } };
	char *block = mem_alloc(LIMIT_TARGET_BYTES + 2);
	int end, i, k;

	(void)state;
	memset(block, 'x', LIMIT_TARGET_BYTES + 1);
	for (i = 0; i < 3; i++) {
		struct batch_source s = piped(&end);

		s.n_targets = 2;
		s.shard = (struct opts_shard){ i + 1, 3 };
		assert_int_equal(batch_source_own(&s), i < 2 ? 1 : 0);
		say(end, "3.example\n# none\n4.example\n5.example\n");
		say(end, block);
		say(end, "\n7.example\n");
		(void)close(end);
		if (i < 2)
			next_is_given(&s, (size_t)i);
		for (k = 0; want[i][k] != NULL; k++)
			next_is(&s, want[i][k]);
		if (i == 2)
			next_is_none(&s, BATCH_TOO_LONG);
		next_is_none(&s, BATCH_END);
		batch_source_close(&s);
	}
	free(block);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_and_what_surrounds_them),
		cmocka_unit_test(test_nobody_waits_for_half_a_line),
		cmocka_unit_test(test_a_line_without_end_is_passed_over_once),
		cmocka_unit_test(test_a_list_without_end_gives_way),
		cmocka_unit_test(test_a_pipe_without_a_writer_is_not_waited_for),
		cmocka_unit_test(test_the_command_line_comes_first),
		cmocka_unit_test(test_shares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
