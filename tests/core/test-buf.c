/* SPDX-License-Identifier: GPL-3.0-or-later
 * Buffers keep their maximum. */
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

static void test_stays_below_its_maximum(void **state)
{
	struct buf b = BUF_INIT(10);

	(void)state;
	assert_int_equal(buf_adds(&b, "12345"), 0);
	assert_int_equal(buf_adds(&b, "678901"), -1);
	assert_true(b.full);
	assert_string_equal(b.data, "12345");
	assert_int_equal(buf_adds(&b, "67890"), 0);
	assert_int_equal(b.len, 10);
	buf_done(&b);
}

static void test_hex_and_take(void **state)
{
	struct buf b = BUF_INIT(100);
	char *s;

	(void)state;
	assert_int_equal(buf_addhex(&b, (const uint8_t *)"\x00\xab\x7f", 3, ":"), 0);
	s = buf_take(&b);
	assert_string_equal(s, "00:ab:7f");
	free(s);
	s = buf_take(&b);
	assert_string_equal(s, "");
	free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stays_below_its_maximum),
		cmocka_unit_test(test_hex_and_take),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
