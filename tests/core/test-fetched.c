/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was fetched is asked for once, by one at a time, and is nobody's who may not have it. */
#include "net/fetched.h"

#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE_MS = 500 };

static struct fetched_key key(const char *url)
{
	return (struct fetched_key){ .url = url, .max_bytes = 1000 };
}

static enum fetched_state look(struct fetched *s, const struct fetched_key *k, struct fetched_entry **claim,
	struct fetched_answer **a)
{
	return fetched_look(s, k, PATIENCE_MS, claim, a);
}

static void put(struct fetched *s, struct fetched_entry *claim, const char *text, size_t n)
{
	struct fetched_answer a = { .from = mem_strdup("http://ca.example/"), .date = 7, .body = BUF_INIT(n) };

	assert_int_equal(buf_add(&a.body, text, n), 0);
	fetched_put(s, claim, &a);
	assert_null(a.body.data);
}

static void fail_with(struct fetched *s, struct fetched_entry *claim, double waited)
{
	struct fetched_answer a = { .why = mem_strdup("it did not answer in time"), .waited = waited };

	fetched_put(s, claim, &a);
}

static void test_one_asks_and_the_others_wait(void **state)
{
	struct fetched *s = fetched_new();
	struct fetched_key k = key("http://ca.example/a");
	struct fetched_entry *claim, *second;
	struct fetched_answer *a, *b;

	(void)state;
	assert_int_equal(look(s, &k, &claim, &a), FETCHED_ASK);
	assert_non_null(claim);
	assert_int_equal(look(s, &k, &second, &a), FETCHED_WAIT);
	assert_null(second);
	put(s, claim, "abc", 3);
	assert_int_equal(look(s, &k, &second, &a), FETCHED_HERE);
	assert_int_equal(look(s, &k, &second, &b), FETCHED_HERE);
	assert_ptr_equal(a, b);
	assert_null(a->why);
	assert_int_equal(a->date, 7);
	assert_int_equal(a->body.len, 3);
	assert_memory_equal(a->body.data, "abc", 3);
	fetched_unref(s, a);
	fetched_unref(s, b);
	fetched_free(s);
}

/* Another address, another size, or a public host where a private one had asked. */
static void test_other_questions_are_others(void **state)
{
	struct fetched *s = fetched_new();
	const struct fetched_key asked = key("http://ca.example/a"), others[] = {
		{ .url = "http://ca.example/b", .max_bytes = 1000 },
		{ .url = "http://ca.example/a", .max_bytes = 1001 },
		{ .url = "http://ca.example/a", .max_bytes = 1000, .local = true },
		{ .url = "http://ca.example/a", .max_bytes = 1000, .direct = true },
	};
	struct fetched_entry *claim;
	struct fetched_answer *a;

	(void)state;
	assert_int_equal(look(s, &asked, &claim, &a), FETCHED_ASK);
	put(s, claim, "abc", 3);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		assert_int_equal(look(s, &others[i], &claim, &a), FETCHED_ASK);
		fetched_leave(s, claim);
	}
	fetched_free(s);
}

/* Whoever asked has gone: the next one asks. */
static void test_who_leaves_makes_room(void **state)
{
	struct fetched *s = fetched_new();
	struct fetched_key k = key("http://ca.example/a");
	struct fetched_entry *claim;
	struct fetched_answer *a;

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(look(s, &k, &claim, &a), FETCHED_ASK);
		assert_non_null(claim);
		fetched_leave(s, claim);
	}
	fetched_free(s);
}

/* That nobody answered for a moment is no answer for somebody who would have waited longer. */
static void test_the_impatient_speak_for_themselves(void **state)
{
	struct fetched *s = fetched_new();
	struct fetched_key k = key("http://ca.example/a");
	struct fetched_entry *claim;
	struct fetched_answer *a;

	(void)state;
	assert_int_equal(look(s, &k, &claim, &a), FETCHED_ASK);
	fail_with(s, claim, 10);
	assert_int_equal(fetched_look(s, &k, 10, &claim, &a), FETCHED_HERE);
	assert_string_equal(a->why, "it did not answer in time");
	assert_int_equal(look(s, &k, &claim, &(struct fetched_answer *){ 0 }), FETCHED_ASK);
	fetched_unref(s, a);
	fail_with(s, claim, PATIENCE_MS);
	assert_int_equal(look(s, &k, &claim, &a), FETCHED_HERE);
	fetched_unref(s, a);
	/* what somebody said outright is said to all */
	assert_int_equal(fetched_look(s, &k, 10 * PATIENCE_MS, &claim, &a), FETCHED_ASK);
	fail_with(s, claim, 0);
	assert_int_equal(fetched_look(s, &k, 10 * PATIENCE_MS, &claim, &a), FETCHED_HERE);
	fetched_unref(s, a);
	fetched_free(s);
}

static enum fetched_state ask_number(struct fetched *s, size_t i, struct fetched_entry **claim,
	struct fetched_answer **a)
{
	char url[64];
	struct fetched_key k;

	(void)snprintf(url, sizeof url, "http://ca.example/%zu", i);
	k = key(url);
	return look(s, &k, claim, a);
}

/* The oldest go, but never what somebody is asking for, nor from under somebody who reads it. */
static void test_full(void **state)
{
	struct fetched *s = fetched_new();
	struct fetched_entry *claim, *held;
	struct fetched_answer *first, *a;

	(void)state;
	assert_int_equal(ask_number(s, 0, &claim, &a), FETCHED_ASK);
	put(s, claim, "first", 5);
	assert_int_equal(ask_number(s, 0, &claim, &first), FETCHED_HERE);
	for (size_t i = 1; i < LIMIT_FETCHED; i++)
		assert_int_equal(ask_number(s, i, &held, &a), FETCHED_ASK);
	assert_int_equal(ask_number(s, LIMIT_FETCHED, &claim, &a), FETCHED_ASK);
	assert_non_null(claim);
	assert_memory_equal(first->body.data, "first", 5);
	fetched_unref(s, first);
	assert_int_equal(ask_number(s, 0, &held, &a), FETCHED_ASK);
	assert_null(held);                                  /* everything there is being asked for */
	put(s, claim, "last", 4);
	assert_int_equal(ask_number(s, LIMIT_FETCHED, &claim, &a), FETCHED_HERE);
	fetched_unref(s, a);
	fetched_free(s);
}

static void test_octets_are_counted(void **state)
{
	enum { BIG = LIMIT_FETCHED_BYTES / 4 };
	struct fetched *s = fetched_new();
	char *block = mem_alloc(BIG);
	struct fetched_entry *claim;
	struct fetched_answer *a;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(ask_number(s, i, &claim, &a), FETCHED_ASK);
		put(s, claim, block, BIG);
	}
	assert_int_equal(ask_number(s, 4, &claim, &a), FETCHED_HERE);
	fetched_unref(s, a);
	assert_int_equal(ask_number(s, 0, &claim, &a), FETCHED_ASK);        /* the first had to go */
	fetched_leave(s, claim);
	assert_int_equal(ask_number(s, 1, &claim, &a), FETCHED_HERE);
	fetched_unref(s, a);
	free(block);
	fetched_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_asks_and_the_others_wait),
		cmocka_unit_test(test_other_questions_are_others),
		cmocka_unit_test(test_who_leaves_makes_room),
		cmocka_unit_test(test_the_impatient_speak_for_themselves),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_octets_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
