/* SPDX-License-Identifier: GPL-3.0-or-later
 * Courses at the screen: what is hidden, what a guess shows, what is counted. */
#include "explain/courses.h"
#include "base/mem.h"
#include "lib/sample.h"
#include "result/veil.h"
#include "parts/quiz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const char *title_of(void *ctx, const char *demo)
{
	(void)ctx;
	return demo;
}

static const struct gallery_titles titles = { title_of, NULL };

/* All lines of a step, joined. The caller frees. */
static char *page_of(const struct quiz *q, const struct inspection *i, bool ascii)
{
	struct buf b = BUF_INIT(1024 * 1024);
	struct page p;

	page_init(&p, 78, ascii);
	quiz_page(q, i, i != NULL ? quiz_card_meant(i) : -1, &titles, &p);
	for (size_t n = 0; n < p.n; n++) {
		char *line = page_line_text(&p, (int)n);

		(void)buf_addf(&b, "%s\n", line);
		free(line);
	}
	page_done(&p);
	return buf_take(&b);
}

static void holds(const struct quiz *q, const struct inspection *i, const char *text, bool wanted)
{
	char *page = page_of(q, i, false);

	if ((strstr(page, text) != NULL) != wanted)
		fail_msg("\"%s\" %s in:\n%s", text, wanted ? "is missing" : "stands", page);
	free(page);
}

static void test_nothing_is_said_before_the_guess(void **state)
{
	static const struct lesson lesson = { "LOOK", "QUESTION", "ANSWER" };
	struct inspection *i = sample_untrusted();
	struct quiz q;

	(void)state;
	i->lesson = &lesson;
	assert_true(quiz_begin(&q, "helpdesk"));
	holds(&q, NULL, "on its way", true);
	holds(&q, i, "QUESTION", false);                 /* it often gives away what is the matter */
	holds(&q, i, "Holder", true);
	holds(&q, i, "ECDSA with SHA-256", true);
	holds(&q, i, "ANSWER", false);
	holds(&q, i, i->verdict.headline, false);
	holds(&q, i, "ago", false);                      /* no day is counted */
	holds(&q, i, "left", false);
	assert_true(quiz_guess(&q, QUIZ_GIVEN_UP));
	holds(&q, i, "QUESTION", true);
	holds(&q, i, "ANSWER", false);
	q.answered = true;
	holds(&q, i, "ANSWER", true);
	inspection_free(i);
}

/* Scenarios are called by their faults, and so are their hosts. */
static void test_no_name_says_what_it_is(void **state)
{
	struct inspection *i = sample_trusted();
	static const struct { enum target_kind kind; const char *text, *shown; } rows[] = {
		{ TARGET_DEMO, "www.expired.localhost", "www.shop.localhost" },
		{ TARGET_DEMO, "Intermediate (expired)", "Intermediate" }, { TARGET_DEMO, "Root", "Root" },
		{ TARGET_HOST, "expired.localhost (1)", "expired.localhost (1)" },
	};

	(void)state;
	free(i->target.input);
	i->target.input = mem_strdup("demo:expired");
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		i->target.kind = rows[k].kind;
		char *text = veil_text(i, rows[k].text);

		assert_string_equal(text, rows[k].shown);
		free(text);
	}
	inspection_free(i);
}

static void test_all_that_was_sent_is_looked_at(void **state)
{
	struct inspection *i = sample_untrusted();
	int first = i->presented[0], second = i->presented[1];

	(void)state;
	assert_int_equal(quiz_card_next(i, -1, 1), first);
	assert_int_equal(quiz_card_next(i, first, 1), second);
	assert_int_equal(quiz_card_next(i, second, -1), first);
	assert_int_equal(quiz_card_next(i, (int)i->n_cards, 1), first);
	i->presented[1] = first;                         /* sent twice, shown once */
	assert_int_equal(quiz_card_next(i, first, 1), i->presented[2]);
	i->n_presented = 0;
	assert_int_equal(quiz_card_next(i, first, 1), -1);
	inspection_free(i);
}

static void test_the_score_stands_at_the_end(void **state)
{
	struct quiz q;

	(void)state;
	assert_true(quiz_begin(&q, "helpdesk"));
	assert_true(quiz_guess(&q, (int)course_quiz(q.course, 0).right));
	while (quiz_move(&q, 1))
		;
	assert_true(quiz_over(&q));
	assert_false(quiz_open(&q));
	assert_false(quiz_guess(&q, 1));
	holds(&q, NULL, "1 of 1 guesses were right", true);
	holds(&q, NULL, "wrong-host (left out)", true);
	assert_true(quiz_move(&q, -1));
	assert_false(quiz_over(&q));
}

static void test_the_first_guess_counts(void **state)
{
	char target[64];
	struct quiz q;
	int asked, right;

	(void)state;
	assert_true(quiz_begin(&q, "2"));
	right = (int)course_quiz(q.course, 0).right;
	assert_true(quiz_open(&q));
	assert_true(quiz_guess(&q, (right + 1) % QUIZ_CHOICES));
	assert_false(quiz_guess(&q, right));
	assert_false(quiz_move(&q, -1));
	assert_true(quiz_move(&q, 1));
	quiz_target(&q, target, sizeof target);
	assert_string_equal(target, "demo:wrong-host");
	assert_true(quiz_guess(&q, (int)course_quiz(q.course, 1).right));
	assert_true(quiz_move(&q, 1));
	assert_true(quiz_guess(&q, QUIZ_GIVEN_UP));      /* who looks has not guessed */
	assert_int_equal(quiz_score(&q, &asked), 1);
	assert_int_equal(asked, 2);
	assert_false(quiz_begin(&q, "no such course"));
}

/* The largest of them, so that nobody scrolls while the class looks. */
static void test_a_step_fits_the_usual_screen(void **state)
{
	static const struct lesson lesson = { "LOOK", "QUESTION", "ANSWER" };
	struct inspection *i = sample_trusted();
	struct quiz q;
	struct page p;

	(void)state;
	i->lesson = &lesson;
	assert_true(quiz_begin(&q, "proof"));
	page_init(&p, 76, true);
	quiz_page(&q, i, 0, &titles, &p);
	assert_in_range(p.n, 10, 20);
	page_done(&p);
	inspection_free(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_said_before_the_guess),
		cmocka_unit_test(test_the_first_guess_counts),
		cmocka_unit_test(test_no_name_says_what_it_is),
		cmocka_unit_test(test_all_that_was_sent_is_looked_at),
		cmocka_unit_test(test_the_score_stands_at_the_end),
		cmocka_unit_test(test_a_step_fits_the_usual_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
