/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of many targets: order, filter, groups, what is exported; and two inspections compared. */
#include "facts/compare.h"
#include "parts/fleet-draw.h"
#include "facts/fleet.h"
#include "base/mem.h"
#include "base/moment.h"
#include "judge/judge.h"
#include "lib/chains.h"
#include "lib/sample.h"
#include "lib/written.h"
#include "report/csv.h"
#include "report/nagios.h"
#include "result/phrases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void fill(struct fleet *f, const char *target, struct inspection *i)
{
	int row = fleet_add(f, target);

	fleet_fill(f, row, i);
	inspection_free(i);
}

/* Rows 0 to 5: trusted, caution, untrusted, silent, no target, not yet looked at. */
static struct fleet sample_fleet(void)
{
	struct fleet f;

	fleet_init(&f);
	fill(&f, "d.example", sample_trusted());
	fill(&f, "c.example", sample_caution());
	fill(&f, "b.example", sample_untrusted());
	fill(&f, "a.example", sample_unreachable());
	fleet_bad(&f, fleet_add(&f, "no target"), "neither a host nor a file");
	(void)fleet_add(&f, "e.example");
	return f;
}

static void expect_order(struct fleet *f, const char *want)
{
	char *got = mem_strdup("");

	fleet_arrange(f);
	for (size_t k = 0; k < f->n_shown; k++) {
		char *next = mem_printf("%s%zu", got, f->shown[k]);

		free(got);
		got = next;
	}
	assert_string_equal(got, want);
	free(got);
}

static void the_gravest_stand_first_and_the_unknown_last(void **state)
{
	struct fleet f = sample_fleet();

	(void)state;
	expect_order(&f, "234105");
	f.reverse = true;
	expect_order(&f, "501342");
	fleet_done(&f);
}

static void every_column_sorts(void **state)
{
	struct fleet f = sample_fleet();

	(void)state;
	f.sort = FLEET_TARGET;
	expect_order(&f, "321054");
	for (int c = 0; c < N_FLEET_COLUMNS; c++) {
		f.sort = (enum fleet_column)c;
		fleet_arrange(&f);
		assert_int_equal(f.n_shown, f.n);
		/* What has nothing to sort by is never before what has. */
		if (c == FLEET_DAYS)
			assert_true(f.rows[f.shown[0]].has_days && !f.rows[f.shown[f.n - 1]].has_days);
	}
	fleet_done(&f);
}

static void equal_rows_keep_their_order(void **state)
{
	struct fleet f;

	(void)state;
	fleet_init(&f);
	for (int k = 0; k < 9; k++)
		(void)fleet_add(&f, "same.example");
	for (int c = 0; c < N_FLEET_COLUMNS; c++) {
		f.sort = (enum fleet_column)c;
		f.reverse = c % 2;
		expect_order(&f, "012345678");
	}
	fleet_done(&f);
}

static void every_word_of_the_filter_must_stand_somewhere(void **state)
{
	struct fleet f = sample_fleet();

	(void)state;
	(void)snprintf(f.filter, sizeof f.filter, "%s", "EXAMPLE");
	expect_order(&f, "23105");
	(void)snprintf(f.filter, sizeof f.filter, "%s", " b.ex  not ");
	expect_order(&f, "2");
	free(f.rows[1].refused);
	f.rows[1].refused = mem_strdup("Java, Android 9 and older");
	(void)snprintf(f.filter, sizeof f.filter, "%s", "java");
	expect_order(&f, "1");
	(void)snprintf(f.filter, sizeof f.filter, "%s", "neither");
	expect_order(&f, "4");
	(void)snprintf(f.filter, sizeof f.filter, "%s", "nowhere");
	expect_order(&f, "");
	fleet_done(&f);
}

/* Whom all clients refuse is found by the name of each, though the column says "all". */
static void a_filter_finds_whom_a_client_refuses_among_all(void **state)
{
	static const struct client_answer answers[] =
		{ { .client = "Go", .version = "1.19", .accepts = ANSWER_NO }, { .client = "Java", .version = "17", .accepts = ANSWER_NO } };
	struct fleet f = sample_fleet();
	struct inspection *i = sample_untrusted();
	char *cell;

	(void)state;
	for (; i->n_clients < 2; i->n_clients++) {
		MEM_GROW(i->clients, i->n_clients);
		i->clients[i->n_clients] = answers[i->n_clients];
		i->clients[i->n_clients].why = mem_strdup("Its name is another.");
	}
	fleet_fill(&f, 2, i);
	inspection_free(i);
	cell = fleet_cell(&f.rows[2], FLEET_REFUSED);
	assert_string_equal(cell, "all");
	free(cell);
	for (size_t k = 0; k < 2; k++) {
		(void)snprintf(f.filter, sizeof f.filter, "%s", k == 0 ? "java" : "all go");
		expect_order(&f, "2");
	}
	fleet_done(&f);
}

static void groups_are_gone_round_without_the_empty_ones(void **state)
{
	struct fleet f = sample_fleet();
	struct fleet_count c = fleet_count(&f);

	(void)state;
	assert_int_equal(c.by_level[LEVEL_TRUSTED], 1);
	assert_int_equal(c.by_level[LEVEL_UNTRUSTED], 1);
	assert_int_equal(c.bad, 1);
	f.group = fleet_next_group(&f, 1);
	assert_int_equal(f.group, LEVEL_UNTRUSTED);
	expect_order(&f, "2");
	f.group = fleet_next_group(&f, -1);
	assert_int_equal(f.group, -1);
	fleet_done(&f);
	fleet_init(&f);
	fill(&f, "a", sample_caution());
	f.group = fleet_next_group(&f, 1);
	assert_int_equal(f.group, LEVEL_CAUTION);
	assert_int_equal(fleet_next_group(&f, 1), -1);
	fleet_done(&f);
}

static void a_further_address_has_one_row(void **state)
{
	struct fleet f = sample_fleet();
	int a = fleet_further(&f, 0, "192.0.2.1"), b;

	(void)state;
	f.rows[a].address = mem_strdup("192.0.2.1");
	b = fleet_further(&f, 0, "192.0.2.1");
	assert_int_equal(a, b);
	assert_int_not_equal(fleet_further(&f, 0, "192.0.2.2"), a);
	assert_string_equal(f.rows[a].target, f.rows[0].target);
	fleet_done(&f);
}

/* Judged so many seconds before the leaf's last one. */
static struct inspection *judged_before_the_end(const struct chain *c, struct trust *t, int64_t left)
{
	struct cert *leaf = chain_find(c, "L");
	struct opts o;
	struct judge_input in = { .opts = &o, .now = leaf->not_after - left, .presented = &leaf, .n_presented = 1,
		.trust = t, .tls = { .server = true, .version = 0x0304 }, .host = CHAINS_HOST };
	struct inspection *out = mem_alloc(sizeof *out);
	struct judge *j;

	opts_defaults(&o);
	j = judge_new(&in);
	while (judge_step(j) != JUDGE_DONE)
		;
	out->time = in.now;
	out->target.host = mem_strdup(in.host);
	out->target.input = mem_strdup(in.host);
	out->target.host_unicode = mem_strdup(in.host);
	out->target.scheme = mem_strdup("https");
	judge_finish(j, out);
	return out;
}

static int nagios(FILE *f, const struct inspection *i)
{
	struct opts o;

	opts_defaults(&o);
	return report_nagios(f, i, &o);
}

static void expect_within(char *text, const char *part, int64_t left)
{
	if (strstr(text, part) == NULL)
		fail_msg("%lld seconds left: no \"%s\" in: %s", (long long)left, part, text);
	free(text);
}

/* Around each end of a day the table, JSON's number, the line for Nagios, the spreadsheet, the card and the headline
 * count alike: the numbers round down, towards the past, and words are as long as the number or give the hour. */
static void days_are_counted_by_one_rule(void **state)
{
	static const struct { int64_t left, days; const char *card, *headline; } rows[] = {
		{ -3 * MOMENT_DAY - 1, -4, "ended 4 days ago", ", 4 days ago." },
		{ -3 * MOMENT_DAY, -3, "ended 3 days ago", ", 3 days ago." },
		{ -MOMENT_DAY - 1, -2, "ended 24 hours ago", ", 24 hours ago." },
		{ -MOMENT_DAY, -1, "ended 24 hours ago", ", 24 hours ago." },
		{ -MOMENT_DAY + 1, -1, "ended 23 hours ago", ", 23 hours ago." },
		{ -1, -1, "ended 1 second ago", ", 1 second ago." },
		{ 0, 0, "0 seconds left", ", in 0 seconds." },
		{ 1, 0, "1 second left", ", in 1 second." },
		{ MOMENT_DAY - 1, 0, "23 hours left", ", in 23 hours." },
		{ MOMENT_DAY, 1, "24 hours left", ", in 24 hours." },
		{ MOMENT_DAY + 1, 1, "24 hours left", ", in 24 hours." },
		{ 3 * MOMENT_DAY - 1, 2, "2 days left", ", in 2 days." },
		{ 3 * MOMENT_DAY, 3, "3 days left", ", in 3 days." },
	};
	struct chain_keys *keys = chain_keys_new();
	struct fleet f;
	struct chain c;

	(void)state;
	chain_make(&c, keys, "R; L<R from=-80 to=10");
	struct trust *trust = chain_trust(&c, "R", ANCHOR_ADDED);
	fleet_init(&f);
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *i = judged_before_the_end(&c, trust, rows[k].left);
		char *number = mem_printf(" days_left=%lld ", (long long)rows[k].days),
			*field = mem_printf(",%lld,", (long long)rows[k].days);
		int row = fleet_add(&f, CHAINS_HOST);

		fleet_fill(&f, row, i);
		assert_true(f.rows[row].has_days);
		assert_int_equal(f.rows[row].days, rows[k].days);
		assert_int_equal(i->cards[i->path[0]].days_left, rows[k].days);
		expect_within(written(nagios, i), number, rows[k].left);
		expect_within(written(report_csv, i), field, rows[k].left);
		expect_within(phrase_left_short(&i->cards[i->path[0]], i->time), rows[k].card, rows[k].left);
		expect_within(mem_strdup(i->verdict.headline), rows[k].headline, rows[k].left);
		free(number);
		free(field);
		inspection_free(i);
	}
	fleet_done(&f);
	trust_free(trust);
	chain_done(&c);
	chain_keys_free(keys);
}

static void the_table_is_bounded(void **state)
{
	struct fleet f;

	(void)state;
	fleet_init(&f);
	for (int k = 0; k < FLEET_MAX_ROWS; k++)
		assert_int_equal(fleet_add(&f, "a"), k);
	assert_int_equal(fleet_add(&f, "a"), -1);
	fleet_done(&f);
}

static void csv_is_quoted_and_no_formula(void **state)
{
	struct fleet f;
	char *csv;

	(void)state;
	fleet_init(&f);
	fleet_bad(&f, fleet_add(&f, "=1+1"), "a \"b\", c");
	fleet_arrange(&f);
	csv = fleet_csv(&f);
	assert_non_null(strstr(csv, "level,target,verdict,days_left,"));
	assert_non_null(strstr(csv, "\"'=1+1\",\"a \"\"b\"\", c\","));
	assert_string_equal(csv + strlen(csv) - 2, "\r\n");
	free(csv);
	fleet_done(&f);
}

static void text_has_a_line_for_each_that_is_shown(void **state)
{
	struct fleet f = sample_fleet();
	size_t lines = 0;
	char *text;

	(void)state;
	(void)snprintf(f.filter, sizeof f.filter, "%s", "example");
	fleet_arrange(&f);
	text = fleet_text(&f);
	for (const char *s = text; *s != '\0'; s++) {
		lines += *s == '\n';
		assert_false(*s == '\n' && s > text && s[-1] == ' ');
	}
	assert_int_equal(lines, 1 + f.n_shown);
	free(text);
	fleet_done(&f);
}

static void columns_fit_at_every_width(void **state)
{
	struct fleet_slot s[N_FLEET_COLUMNS];

	(void)state;
	for (int w = 39; w < 300; w++) {
		int end = 0;

		fleet_layout(w, s);
		assert_true(s[FLEET_TARGET].w > 0 && s[FLEET_WHAT].w > 0 && s[FLEET_DAYS].w > 0);
		for (int c = 0; c < N_FLEET_COLUMNS; c++) {
			if (s[c].w == 0)
				continue;
			assert_true(s[c].x > end);
			end = s[c].x + s[c].w;
		}
		assert_true(end <= w);
	}
}

/* What one column has too much, another gets that is cut. */
static void columns_take_what_their_rows_need(void **state)
{
	struct fleet f = sample_fleet();
	struct fleet_slot plain[N_FLEET_COLUMNS], s[N_FLEET_COLUMNS];

	(void)state;
	fleet_arrange(&f);
	for (int w = 70; w < 300; w++) {
		int end = 0;

		fleet_layout(w, plain);
		fleet_layout_for(&f, w, s);
		for (int c = 0; c < N_FLEET_COLUMNS; c++) {
			/* the same columns, none over another, all within */
			assert_int_equal(s[c].w > 0, plain[c].w > 0);
			if (s[c].w == 0)
				continue;
			assert_true(s[c].x > end);
			end = s[c].x + s[c].w;
		}
		assert_true(end <= w);
	}
	/* somebody's long name stands whole where there is room for it */
	free(f.rows[f.shown[0]].issuer);
	f.rows[f.shown[0]].issuer = mem_strdup("A certification authority with a long name, Ltd");
	fleet_layout(180, plain);
	fleet_layout_for(&f, 180, s);
	assert_true(plain[FLEET_ISSUER].w < 47);
	assert_true(s[FLEET_ISSUER].w >= 47);
	fleet_done(&f);
}

static void each_group_has_its_heading(void **state)
{
	struct fleet f = sample_fleet();

	(void)state;
	fleet_arrange(&f);
	/* Five groups of six rows: the silent one and the one that is no target share theirs. */
	assert_int_equal(fleet_lines(&f), 6 + 5);
	assert_int_equal(fleet_row_at(&f, 0, 0), -1);
	assert_int_equal(fleet_row_at(&f, 0, 1), 2);
	assert_int_equal(fleet_row_at(&f, 2, 1), 3);
	f.unheaded = true;
	assert_int_equal(fleet_lines(&f), 6);
	assert_int_equal(fleet_row_at(&f, 0, 0), 2);
	f.sort = FLEET_TARGET;
	fleet_arrange(&f);
	assert_int_equal(fleet_lines(&f), 6);
	fleet_done(&f);
}

/* --- compare --- */

/* The first row of this label; one with nothing in it where there is none. */
static struct compare_row row(const struct compare *c, const char *label)
{
	for (size_t k = 0; k < c->n; k++) {
		if (strcmp(c->rows[k].label, label) == 0)
			return c->rows[k];
	}
	return (struct compare_row){ 0 };
}

static void the_same_inspection_has_no_difference(void **state)
{
	struct inspection *a = sample_untrusted(), *b = sample_untrusted();
	struct compare c;

	(void)state;
	b->time += 5;
	compare_init(&c, a, b);
	assert_int_equal(c.n_different, 0);
	assert_false(row(&c, "judged at").same);
	assert_string_equal(c.left, "before");
	compare_done(&c);
	inspection_free(a);
	inspection_free(b);
}

static void what_differs_is_marked(void **state)
{
	struct inspection *a = sample_trusted(), *b = sample_caution();
	struct compare c;
	size_t different = 0;

	(void)state;
	compare_init(&c, a, b);
	for (size_t k = 0; k < c.n; k++)
		different += !c.rows[k].same && !c.rows[k].moves;
	assert_int_equal(different, c.n_different);
	assert_false(row(&c, "verdict").same);
	assert_string_equal(row(&c, "verdict").left, "TRUSTED");
	compare_done(&c);
	inspection_free(a);
	inspection_free(b);
}

static void one_without_a_certificate_can_be_compared(void **state)
{
	struct inspection *a = sample_unreachable(), *b = sample_trusted();
	struct compare c;

	(void)state;
	compare_init(&c, a, b);
	assert_string_equal(row(&c, "valid until").left, "");
	assert_false(row(&c, "valid until").same);
	compare_done(&c);
	compare_init(&c, a, a);
	assert_null(row(&c, "valid until").label);
	compare_done(&c);
	inspection_free(a);
	inspection_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_gravest_stand_first_and_the_unknown_last),
		cmocka_unit_test(every_column_sorts),
		cmocka_unit_test(equal_rows_keep_their_order),
		cmocka_unit_test(every_word_of_the_filter_must_stand_somewhere),
		cmocka_unit_test(a_filter_finds_whom_a_client_refuses_among_all),
		cmocka_unit_test(groups_are_gone_round_without_the_empty_ones),
		cmocka_unit_test(a_further_address_has_one_row),
		cmocka_unit_test(days_are_counted_by_one_rule), cmocka_unit_test(the_table_is_bounded),
		cmocka_unit_test(csv_is_quoted_and_no_formula),
		cmocka_unit_test(text_has_a_line_for_each_that_is_shown),
		cmocka_unit_test(columns_fit_at_every_width),
		cmocka_unit_test(columns_take_what_their_rows_need),
		cmocka_unit_test(each_group_has_its_heading),
		cmocka_unit_test(the_same_inspection_has_no_difference),
		cmocka_unit_test(what_differs_is_marked),
		cmocka_unit_test(one_without_a_certificate_can_be_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
