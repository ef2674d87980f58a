/* SPDX-License-Identifier: GPL-3.0-or-later
 * The walk and the axis of time: names compared part by part, steps in their order, moments in their cells. */
#include "result/axis.h"
#include "base/mem.h"
#include "lib/sample.h"
#include "facts/walk.h"
#include "result/proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "a[b]c": parts in brackets are the same. */
static char *marked(const struct walk_part *p, size_t n)
{
	char *all = mem_strdup("");

	for (size_t k = 0; k < n; k++) {
		char *next = mem_printf(p[k].same ? "%s[%.*s]" : "%s<%.*s>", all, (int)p[k].len, p[k].p);

		free(all);
		all = next;
	}
	return all;
}

static void labels_are_compared_from_the_right(void **state)
{
	static const struct { const char *name, *other, *want; } rows[] = {
		{ "shop.example.net", "example.net", "<shop>[example][net]" },
		{ "example.net", "shop.example.net", "[example][net]" },
		{ "shop.example.net", "*.example.net", "[shop][example][net]" },
		{ "a.b.example.net", "*.example.net", "<a>[b][example][net]" },
		{ "example.net", "*.example.net", "[example][net]" },
		{ "EXAMPLE.net", "example.NET", "[EXAMPLE][net]" },
		{ "example.org", "example.net", "[example]<org>" },
		{ "localhost", "localhost.example", "<localhost>" },
	};
	struct walk_part parts[WALK_MAX_PARTS];

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		char *got = marked(parts, walk_labels(rows[k].name, rows[k].other, parts));

		assert_string_equal(got, rows[k].want);
		free(got);
	}
}

static void names_of_many_labels_stay_within_the_limit(void **state)
{
	struct walk_part parts[WALK_MAX_PARTS];
	char name[2 * 200 + 1];

	(void)state;
	for (int k = 0; k < 200; k++)
		memcpy(name + 2 * k, "a.", 2);
	name[2 * 200 - 1] = '\0';
	assert_int_equal(walk_labels(name, name, parts), WALK_MAX_PARTS);
	assert_true(parts[0].same && parts[WALK_MAX_PARTS - 1].same);
}

static void escaped_commas_do_not_end_a_part(void **state)
{
	struct walk_part parts[WALK_MAX_PARTS];
	char *got = marked(parts, walk_rdns("CN=A\\, B,O=C", "CN=A\\, B,O=D,C=E", parts));

	(void)state;
	assert_string_equal(got, "[CN=A\\, B]<O=C>");
	free(got);
	assert_int_equal(walk_rdns("", "CN=A", parts), 0);
}

/* Every check of the inspection stands in exactly one step of the walk, and the verdict is the last. */
static void no_check_is_left_out(void **state)
{
	struct inspection *all[] = { sample_trusted(), sample_caution(), sample_untrusted(), sample_unreachable() };

	(void)state;
	for (size_t k = 0; k < 4; k++) {
		struct walk w;
		size_t next = 0, dead = 0;

		walk_init(&w, all[k]);
		for (size_t n = 0; n < w.n; n++) {
			if (w.steps[n].kind == WALK_STEP || w.steps[n].kind == WALK_SAME) {
				assert_true(w.steps[n].n > 0);
				next += w.steps[n].n;
			}
			for (size_t m = 0; m < w.steps[n].n && w.steps[n].kind == WALK_STEP; m++)
				assert_false(step_repeats(all[k], w.steps[n].first + m));
			dead += w.steps[n].kind == WALK_DEAD_END;
		}
		assert_int_equal(next, all[k]->n_steps);
		assert_int_equal(dead, all[k]->n_dead_ends);
		assert_int_equal(w.steps[w.n - 1].kind, WALK_VERDICT);
		walk_done(&w);
		inspection_free(all[k]);
	}
}

static size_t same_of(const struct inspection *i, const struct walk *w, int card, size_t *checks)
{
	size_t n = 0;

	*checks = 0;
	for (size_t k = 0; k < w->n; k++) {
		if (w->steps[k].kind != WALK_SAME || w->steps[k].card != card)
			continue;
		n++;
		for (size_t m = 0; m < i->n_steps; m++)
			*checks += walk_same(i, &w->steps[k], m);
		assert_int_equal(*checks, w->steps[k].n);
	}
	return n;
}

static void step_by_hand(struct inspection *i, enum step_id id, int card, enum step_result result)
{
	MEM_GROW(i->steps, i->n_steps);
	i->steps[i->n_steps++] = (struct step){ .id = id, .card = card, .result = result,
		.text = mem_strdup("It is.") };
}

static void what_repeats_itself_is_one_line_a_card(void **state)
{
	struct inspection *i = mem_alloc(sizeof *i);
	struct walk w;
	size_t checks;

	(void)state;
	step_by_hand(i, STEP_PARSE, 0, STEP_PASS);
	step_by_hand(i, STEP_NOT_AFTER, 0, STEP_PASS);
	step_by_hand(i, STEP_STRENGTH, 0, STEP_PASS);
	step_by_hand(i, STEP_PARSE, 1, STEP_PASS);
	step_by_hand(i, STEP_NOT_AFTER, 1, STEP_FAIL);   /* new, so it stands alone */
	step_by_hand(i, STEP_CA, 1, STEP_PASS);          /* as well: a first time */
	step_by_hand(i, STEP_STRENGTH, 1, STEP_PASS);
	step_by_hand(i, STEP_STRENGTH, 1, STEP_SKIP);
	walk_init(&w, i);
	assert_int_equal(w.n, 3 + 3 + 1);
	assert_int_equal(same_of(i, &w, 0, &checks), 0);
	assert_int_equal(same_of(i, &w, 1, &checks), 1);
	assert_int_equal(checks, 3);
	assert_int_equal(w.steps[3].kind, WALK_SAME);
	assert_int_equal(w.steps[3].result, STEP_PASS);
	assert_int_equal(w.steps[4].result, STEP_FAIL);
	walk_done(&w);
	inspection_free(i);
}

/* Who shows a file proves nothing; who shows it over a connection has to. */
static void the_proof_of_the_key_is_the_last_step(void **state)
{
	struct inspection *i = sample_untrusted();
	static const struct { enum level level; enum step_result result; } rows[] =
		{ { LEVEL_CAUTION, STEP_WARN }, { LEVEL_UNTRUSTED, STEP_FAIL } };
	struct walk w;

	(void)state;
	walk_init(&w, i);
	assert_int_equal(w.steps[w.n - 2 - i->n_dead_ends].kind, WALK_PROOF);
	assert_int_equal(w.steps[w.n - 2 - i->n_dead_ends].result, STEP_PASS);
	walk_done(&w);
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		sample_finding(i, FINDING_KEY_NOT_PROVED, rows[k].level, VARIANT_NONE, -1);
		walk_init(&w, i);
		assert_int_equal(w.steps[w.n - 2 - i->n_dead_ends].result, rows[k].result);
		assert_non_null(walk_finding(i, &w.steps[w.n - 2 - i->n_dead_ends]));
		walk_done(&w);
		finding_done(&i->findings[--i->n_findings]);
	}
	i->has_connection = false;
	walk_init(&w, i);
	for (size_t k = 0; k < w.n; k++)
		assert_int_not_equal(w.steps[k].kind, WALK_PROOF);
	walk_done(&w);
	inspection_free(i);
}

static void every_failed_step_knows_its_finding(void **state)
{
	struct inspection *i = sample_untrusted();
	struct walk w;
	bool failed = false;

	(void)state;
	walk_init(&w, i);
	for (size_t n = 0; n < w.n; n++) {
		if (w.steps[n].kind != WALK_STEP || w.steps[n].result != STEP_FAIL)
			continue;
		failed = true;
		assert_non_null(walk_finding(i, &w.steps[n]));
	}
	assert_true(failed);
	assert_int_not_equal(walk_trouble(&w, 0, 1), 0);
	assert_int_equal(walk_trouble(&w, (int)w.n - 1, 1), (int)w.n - 1);
	walk_done(&w);
	inspection_free(i);
}

static void a_lesson_is_said_at_every_step(void **state)
{
	(void)state;
	for (int id = 0; id < N_STEPS; id++) {
		assert_non_null(walk_why((enum step_id)id));
		assert_non_null(walk_licence((enum step_id)id));
	}
}

/* --- the axis --- */

enum { DAY = 86400 };

static void moments_fall_into_their_cells(void **state)
{
	struct axis a = { .from = 0, .to = 10 * DAY, .w = 10 };

	(void)state;
	assert_int_equal(axis_cell(&a, 0), 0);
	assert_int_equal(axis_cell(&a, DAY - 1), 0);
	assert_int_equal(axis_cell(&a, DAY), 1);
	assert_int_equal(axis_cell(&a, 10 * DAY), 9);
	assert_int_equal(axis_cell(&a, 10 * DAY + 1), 10);
	assert_int_equal(axis_cell(&a, -1), -1);
}

static void periods_are_cut_at_the_edges(void **state)
{
	struct axis a = { .from = 10 * DAY, .to = 20 * DAY, .w = 10 };
	struct axis_bar b = axis_bar(&a, 5 * DAY, 12 * DAY + 5);

	(void)state;
	assert_true(b.from == 0 && b.to == 2 && b.cut_left && !b.cut_right);
	b = axis_bar(&a, 11 * DAY, 99 * DAY);
	assert_true(b.from == 1 && b.to == 9 && !b.cut_left && b.cut_right);
	b = axis_bar(&a, 12 * DAY, 12 * DAY + 60);
	assert_true(b.from == 2 && b.to == 2);
	b = axis_bar(&a, 1 * DAY, 9 * DAY);
	assert_true(b.from > b.to);
	b = axis_bar(&a, 21 * DAY, 29 * DAY);
	assert_true(b.from > b.to);
	b = axis_bar(&a, 15 * DAY, 14 * DAY);
	assert_true(b.from > b.to);
}

static void marks_are_round_dates_that_keep_apart(void **state)
{
	/* from 2024-09-13 */
	static const struct { int64_t days; int w; const char *first; } rows[] = {
		{ 8100, 110, "2025" }, { 365, 110, "Oct 2024" }, { 20, 110, "14 Sep" }, { 36500, 40, "2050" },
	};
	struct axis_tick t[AXIS_MAX_TICKS];

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct axis a = { .from = 1726185600, .to = 1726185600 + rows[k].days * DAY, .w = rows[k].w };
		size_t n = axis_ticks(&a, 10, t);

		assert_true(n > 0 && n <= (size_t)rows[k].w / 8);
		assert_string_equal(t[0].label, rows[k].first);
		for (size_t m = 1; m < n; m++)
			assert_true(t[m].x - t[m - 1].x >= 9);
	}
}

/* The year 9999 and the year 1950 are dates like others (RFC 5280 4.1.2.5). */
static void the_ends_of_time_end(void **state)
{
	struct axis a = { .from = -631152000, .to = INT64_C(253402300799), .w = 80 };
	struct axis_tick t[AXIS_MAX_TICKS];
	size_t n = axis_ticks(&a, 10, t);

	(void)state;
	assert_true(n > 0 && n < 10);
	assert_int_equal(axis_cell(&a, INT64_C(253402300799)), 79);
}

/* So that each stands whole in the list beside the walk at 80 columns. */
static void a_question_is_short(void **state)
{
	(void)state;
	for (enum step_id id = 0; id < N_STEPS; id++) {
		assert_true(strlen(step_title(id)) <= 23);
		assert_int_equal(step_title(id)[strlen(step_title(id)) - 1], '?');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_compared_from_the_right),
		cmocka_unit_test(names_of_many_labels_stay_within_the_limit),
		cmocka_unit_test(escaped_commas_do_not_end_a_part),
		cmocka_unit_test(no_check_is_left_out),
		cmocka_unit_test(what_repeats_itself_is_one_line_a_card),
		cmocka_unit_test(the_proof_of_the_key_is_the_last_step),
		cmocka_unit_test(every_failed_step_knows_its_finding),
		cmocka_unit_test(a_lesson_is_said_at_every_step),
		cmocka_unit_test(a_question_is_short),
		cmocka_unit_test(moments_fall_into_their_cells),
		cmocka_unit_test(periods_are_cut_at_the_edges),
		cmocka_unit_test(marks_are_round_dates_that_keep_apart),
		cmocka_unit_test(the_ends_of_time_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
