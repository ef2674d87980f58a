/* SPDX-License-Identifier: GPL-3.0-or-later
 * Courses: every step is a scenario, every quiz has one right choice. */
#include "explain/courses.h"
#include "gallery/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static void test_every_course_can_be_held(void **state)
{
	(void)state;
	assert_true(course_count() >= 3);
	assert_null(course_at(course_count()));
	for (size_t i = 0; i < course_count(); i++) {
		const struct course *c = course_at(i);

		assert_in_range(c->n_steps, COURSE_CHOICES, COURSE_STEPS);
		assert_in_range(course_minutes(c), 30, 45);
		for (size_t k = 0; k < c->n_steps; k++) {
			assert_non_null(demo_find(c->steps[k].demo));
			assert_true(c->steps[k].minutes > 0 && c->steps[k].aim[0] != '\0');
			for (size_t m = 0; m < k; m++)
				assert_string_not_equal(c->steps[m].demo, c->steps[k].demo);
		}
	}
}

static void check_quiz(const struct course *c, size_t step, const struct course_quiz *q)
{
	for (size_t n = 0; n < COURSE_CHOICES; n++) {
		if (demo_find(q->choices[n]) == NULL)
			fail_msg("%s, %s: no scenario %s", c->name, c->steps[step].demo, q->choices[n]);
		assert_int_equal(strcmp(q->choices[n], c->steps[step].demo) == 0, n == q->right);
		for (size_t m = 0; m < n; m++)
			assert_string_not_equal(q->choices[m], q->choices[n]);
	}
}

/* No place is right more often than others by more than one, and the first places do not tell the later ones. */
static void test_a_quiz_has_one_right_choice_which_cannot_be_counted_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < course_count(); i++) {
		const struct course *c = course_at(i);
		size_t times[COURSE_CHOICES] = { 0 }, again = 0;

		for (size_t k = 0; k < c->n_steps; k++) {
			struct course_quiz q = course_quiz(c, k);

			check_quiz(c, k, &q);
			times[q.right]++;
			again += k >= COURSE_CHOICES && q.right == course_quiz(c, k - COURSE_CHOICES).right;
		}
		for (size_t n = 0; n < COURSE_CHOICES; n++)
			assert_in_range(times[n], c->n_steps / COURSE_CHOICES, c->n_steps / COURSE_CHOICES + 1);
		assert_true(again < c->n_steps - COURSE_CHOICES);
	}
}

static void test_courses_are_found_by_name_and_number(void **state)
{
	(void)state;
	assert_ptr_equal(course_find("helpdesk"), course_at(1));
	assert_ptr_equal(course_find("1"), course_at(0));
	assert_null(course_find("0"));
	assert_null(course_find("99"));
	assert_null(course_find("-1"));
	assert_null(course_find("1x"));
	assert_null(course_find(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_course_can_be_held),
		cmocka_unit_test(test_a_quiz_has_one_right_choice_which_cannot_be_counted_out),
		cmocka_unit_test(test_courses_are_found_by_name_and_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
