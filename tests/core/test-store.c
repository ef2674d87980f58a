/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every root of the system's store, judged as a file: trusted in its own time, and afterwards nothing but expired. */
#include "judge/judge.h"
#include "base/mem.h"
#include "trust/trust.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { SKIPPED = 77 };

static struct trust_index *store;

static struct inspection *store_judge(struct trust *t, struct cert *c, int64_t now)
{
	struct inspection *out = mem_alloc(sizeof *out);
	struct opts o;
	struct judge_input in =
		{ .opts = &o, .now = now, .presented = &c, .n_presented = 1, .origin = ORIGIN_FILE, .trust = t };
	struct judge *j;

	opts_defaults(&o);
	j = judge_new(&in);
	while (judge_step(j) == JUDGE_AGAIN)
		;
	out->time = now;
	judge_finish(j, out);
	return out;
}

static bool store_expect(struct trust *t, struct cert *c, int64_t now, enum level level)
{
	struct inspection *i = store_judge(t, c, now);
	bool good = i->verdict.level == level && i->n_path == 1 && i->cards[0].in_trust_store;

	for (size_t n = 0; n < i->n_findings; n++)
		if (i->findings[n].level != LEVEL_INFO && i->findings[n].id != FINDING_EXPIRED)
			good = false;
	if (!good)
		print_error("%s: %s, %s\n", cert_label(c), level_name(i->verdict.level), i->verdict.headline);
	inspection_free(i);
	return good;
}

static void test_each_root_is_its_own_path(void **state)
{
	struct trust *t = trust_new(store);
	bool good = true;

	(void)state;
	for (size_t i = 0; i < trust_index_count(store); i++) {
		struct cert *c = trust_index_read(store, i);

		good = store_expect(t, c, c->not_before + (c->not_after - c->not_before) / 2, LEVEL_TRUSTED) && good;
		good = store_expect(t, c, c->not_after, LEVEL_TRUSTED) && good;
		good = store_expect(t, c, c->not_after + 1, LEVEL_UNTRUSTED) && good;
		cert_unref(c);
	}
	trust_free(t);
	assert_true(good);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_each_root_is_its_own_path) };
	struct cc_err e = { 0 };
	int failed;

	store = trust_index_system(&e);
	if (trust_index_count(store) == 0) {
		print_message("no trust store here: skipped\n");
		trust_index_free(store);
		return SKIPPED;
	}
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	trust_index_free(store);
	return failed;
}
