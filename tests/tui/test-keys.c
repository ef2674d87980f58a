/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys: names, look-up, and that no view gives one key two meanings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "terminal/keys.h"
#include "views/tabs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const request_names[] = {
#define REQUEST(id, name, ...) [REQUEST_##id] = name,
#include "terminal/requests.def"
#undef REQUEST
};

static void names_are_keys(void **state)
{
	static const struct { const char *name; int32_t key; } rows[] = {
		{ "Up", KEYCODE_UP }, { "Esc", 27 }, { "Space", ' ' }, { "q", 'q' }, { "Q", 'Q' }, { "C-c", 3 },
			{ "C-z", 26 }, { "/", '/' }, { "F1", KEYCODE_F1 },
		{ "Nonsense", -1 }, { "", -1 }, { "C-", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(key_by_name(rows[i].name, strlen(rows[i].name)), rows[i].key);
}

static void a_key_means_what_the_list_knows(void **state)
{
	static const enum request pager[] = { REQUEST_SEARCH_NEXT, REQUEST_UP, REQUEST_NONE },
		card[] = { REQUEST_FINDING_NEXT, REQUEST_NONE };

	(void)state;
	assert_int_equal(keys_lookup(pager, 'n'), REQUEST_SEARCH_NEXT);
	assert_int_equal(keys_lookup(card, 'n'), REQUEST_FINDING_NEXT);
	assert_int_equal(keys_lookup(pager, KEYCODE_UP), REQUEST_UP);
	assert_int_equal(keys_lookup(pager, 'k'), REQUEST_UP);
	assert_int_equal(keys_lookup(pager, 'x'), REQUEST_NONE);
	assert_int_equal(keys_lookup((const enum request[]){ REQUEST_ENTER, REQUEST_NONE }, '\r'), REQUEST_ENTER);
}

/* The keys of a request, one after the other, as codes. */
static size_t codes(enum request r, int32_t *out, size_t max)
{
	char room[128], *save = NULL;
	size_t n = 0;

	(void)request_keys(r, true, room, sizeof room);
	for (char *w = strtok_r(room, " ", &save); w != NULL && n < max; w = strtok_r(NULL, " ", &save)) {
		char name[16];

		/* request_keys() writes for people: "Ctrl-P" */
		(void)snprintf(name, sizeof name, "%s%s", strncmp(w, "Ctrl-", 5) == 0 ? "C-" : "",
			strncmp(w, "Ctrl-", 5) == 0 ? w + 5 : w);
		out[n] = key_by_name(name, strlen(name));
		assert_int_not_equal(out[n], -1);
		n++;
	}
	return n;
}

static void every_request_has_a_key_that_exists_and_a_help_text(void **state)
{
	int32_t keys[8];

	(void)state;
	for (int r = REQUEST_NONE + 1; r < N_REQUESTS; r++) {
		assert_true(codes((enum request)r, keys, 8) > 0);
		assert_true(strlen(request_help((enum request)r)) > 8);
		assert_int_equal(request_by_name(request_names[r]), r);
	}
}

static void no_view_gives_one_key_two_meanings(void **state)
{
	(void)state;
	for (size_t v = 0; v < n_views; v++) {
		const enum request *list = views[v]->requests;

		for (size_t i = 0; list[i] != REQUEST_NONE; i++) {
			int32_t keys[8];
			size_t n = codes(list[i], keys, 8);

			for (size_t k = 0; k < n; k++) {
				if (keys_lookup(list, keys[k]) != list[i])
					fail_msg("%s: %s and %s share a key", views[v]->name, request_names[list[i]],
						request_names[keys_lookup(list, keys[k])]);
			}
		}
	}
}

/* A tab's digit is its place in the line of tabs. */
static void tabs_have_their_digits(void **state)
{
	(void)state;
	for (int id = 0; id < N_TABS; id++) {
		assert_int_equal(keys_lookup(view_inspection.requests, '1' + id), tab_rows[id].key);
		assert_ptr_equal(view_opened_by(tab_rows[id].key), tab_rows[id].ops);
		assert_true(tab_rows[id].ops->tab);
	}
}

/* What the inspection asks of its tabs goes before what they ask: none of them takes these keys for something else. */
static void in_every_tab_left_and_right_choose_the_certificate(void **state)
{
	(void)state;
	for (int id = 0; id < N_TABS; id++) {
		const enum request *list = tab_rows[id].ops->requests;

		assert_int_equal(keys_lookup(list, KEYCODE_LEFT), REQUEST_NONE);
		assert_int_equal(keys_lookup(list, KEYCODE_RIGHT), REQUEST_NONE);
		assert_int_equal(keys_lookup(list, '/'), REQUEST_SEARCH);
		for (int k = 0; k < N_TABS; k++)
			assert_int_equal(keys_lookup(list, '1' + k), REQUEST_NONE);
	}
}

/* Nor do they take the key by which the last line offers what works in all of them; but Enter, by which a card answers
 * a lesson. */
static void in_every_tab_works_what_the_inspection_offers(void **state)
{
	(void)state;
	for (int id = 0; id < N_TABS; id++) {
		const enum request *own = tab_rows[id].ops->requests, *all = view_inspection.requests;

		for (size_t i = 0; all[i] != REQUEST_NONE; i++) {
			int32_t keys[8];
			enum request taken;

			(void)codes(all[i], keys, 8);
			taken = keys_lookup(own, keys[0]);
			if (taken != REQUEST_NONE && taken != all[i] && all[i] != REQUEST_ENTER)
				fail_msg("%s takes the key of %s for %s", tab_rows[id].ops->name, request_names[all[i]],
					request_names[taken]);
		}
	}
}

/* doc/docgen.c groups them by view: nothing falls through. */
static void the_reference_names_every_request(void **state)
{
	static char text[128 * 1024];
	const char *dir = getenv("srcdir");
	char *path = mem_printf("%s/doc/reference.md", dir != NULL ? dir : ".");
	FILE *f = fopen(path, "r");

	(void)state;
	assert_non_null(f);
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	assert_int_equal(fclose(f), 0);
	for (int r = REQUEST_NONE + 1; r < N_REQUESTS; r++)
		if (strstr(text, request_help((enum request)r)) == NULL)
			fail_msg("%s is not in doc/reference.md", request_name((enum request)r));
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_keys),
		cmocka_unit_test(a_key_means_what_the_list_knows),
		cmocka_unit_test(every_request_has_a_key_that_exists_and_a_help_text),
		cmocka_unit_test(no_view_gives_one_key_two_meanings),
		cmocka_unit_test(tabs_have_their_digits),
		cmocka_unit_test(in_every_tab_left_and_right_choose_the_certificate),
		cmocka_unit_test(in_every_tab_works_what_the_inspection_offers),
		cmocka_unit_test(the_reference_names_every_request),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
