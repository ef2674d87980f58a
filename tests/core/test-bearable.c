/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a server may have GnuTLS compute: keys as they are in the world, and keys that would keep it for minutes. */
#include "lib/hostile.h"
#include "tls/bearable.h"
#include "x509/bearable-key.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* The first certificate of a list as in a Certificate message: three octets of length before each. */
static struct bytes first_of(const struct buf *list)
{
	const uint8_t *p = (const uint8_t *)list->data;

	return (struct bytes){ p + 3, (size_t)p[0] << 16 | (size_t)p[1] << 8 | p[2] };
}

static void test_leaves(void **state)
{
	static const struct { hostile_chain *chain; bool bearable; } rows[] = {
		{ chain_good, true }, { chain_giant_rsa, false }, { chain_giants, false }, { chain_monster_rsa, false }, { chain_giant_exponent, false },
		{ chain_not_der, true },
	};
	struct hostile_pki p;

	(void)state;
	hostile_pki_open(&p);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf list = BUF_INIT(LIMIT_CHAIN_BYTES);

		rows[i].chain(&p, NULL, &list);
		assert_int_equal(bearable_key(first_of(&list)), rows[i].bearable);
		buf_done(&list);
	}
	hostile_pki_close(&p);
}

static void test_key_exchanges(void **state)
{
	static uint8_t message[3 * LIMIT_RSA_BITS / 8 + 1];
	size_t most = LIMIT_DH_BITS / 8;

	(void)state;
	assert_true(bearable_key_exchange((struct bytes){ message, sizeof message - 1 }, false));
	assert_false(bearable_key_exchange((struct bytes){ message, sizeof message }, false));
	/* a group's prime with its length before it; what looks so in a curve is none */
	message[0] = (uint8_t)(most >> 8);
	message[1] = (uint8_t)most;
	assert_true(bearable_key_exchange((struct bytes){ message, 3 * most }, true));
	message[1]++;
	assert_false(bearable_key_exchange((struct bytes){ message, 3 * most }, true));
	assert_true(bearable_key_exchange((struct bytes){ message, 3 * most }, false));
	assert_true(bearable_key_exchange((struct bytes){ message, 1 }, true));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_leaves), cmocka_unit_test(test_key_exchanges) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
