/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which points lie on a curve. */
#include "x509/curve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define N(a) (sizeof(a) / sizeof *(a))

enum { SMALL = 32, OCTETS = 66 };

/* Of which x from 0 to 31 there are points: bit x, by Euler's criterion, computed with Python's pow(). */
static const struct { const char *name; uint32_t small; } curves[] = {
	{ "P-256", 0xa7823361 },
	{ "P-384", 0xbd32bc0d },
	{ "P-521", 0x130e6d57 },
	{ "P-192", 0x4c46b16d },
	{ "P-224", 0xcfa27128 },
	{ "secp256k1", 0x0a51715e },
	{ "secp192k1", 0xcc199f6a },
	{ "secp224k1", 0x3d321834 },
	{ "brainpoolP192r1", 0x4ea11a74 },
	{ "brainpoolP224r1", 0x307c1d1a },
	{ "brainpoolP256r1", 0xab3d04ce },
	{ "brainpoolP256t1", 0x7938bd2a },
	{ "brainpoolP320r1", 0xfa89e9ae },
	{ "brainpoolP384r1", 0xfffccfea },
	{ "brainpoolP384t1", 0x79409ab0 },
	{ "brainpoolP512r1", 0x7b2b4d58 },
	{ "brainpoolP512t1", 0xeb17412a },
	{ "SM2", 0x6d41d883 },
};

static bool has_small(const char *name, unsigned x)
{
	uint8_t octets[OCTETS] = { 0 };

	octets[OCTETS - 1] = (uint8_t)x;
	return curve_has_point(name, (struct bytes){ octets, OCTETS }, (struct bytes){ NULL, 0 });
}

static void test_small_coordinates(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(curves); i++)
		for (unsigned x = 0; x < SMALL; x++)
			if (has_small(curves[i].name, x) != (curves[i].small >> x & 1))
				fail_msg("%s: %u", curves[i].name, x);
}

/* secp256k1: y^2 = x^3 + 7. (1, y) with the y that Python's pow(8, (p + 1) // 4, p) gives, and what is none. */
static void test_both_coordinates(void **state)
{
	static const uint8_t one[1] = { 1 }, y[] =
		"\x42\x18\xf2\x0a\xe6\xc6\x46\xb3\x63\xdb\x68\x60\x58\x22\xfb\x14"
		"\x26\x4c\xa8\xd2\x58\x7f\xdd\x6f\xbc\x75\x0d\x58\x7e\x76\xa7\xee";
	uint8_t other[32];
	struct bytes x = { one, 1 };

	(void)state;
	assert_true(curve_has_point("secp256k1", x, (struct bytes){ y, sizeof y - 1 }));
	for (size_t i = 0; i < sizeof other; i++) {
		memcpy(other, y, sizeof other);
		other[i] ^= 0x10;
		assert_false(curve_has_point("secp256k1", x, (struct bytes){ other, sizeof other }));
	}
	assert_false(curve_has_point("secp192k1", x, (struct bytes){ y, sizeof y - 1 }));
	assert_false(curve_has_point("no curve", x, (struct bytes){ y, sizeof y - 1 }));
}

/* Coordinates are numbers below the prime: x + p is none, though the sum would come out. */
static void test_coordinates_above_the_prime(void **state)
{
	/* secp192k1: p + 1 and p + 3 have 192 bits, as p has, and there are points for 1 and 3 */
	static const uint8_t above[][24] = {
		{ 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
			0xff, 0xfe, 0xff, 0xff, 0xee, 0x38 },
		{ 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
			0xff, 0xfe, 0xff, 0xff, 0xee, 0x3a },
	};
	static const uint8_t long_one[OCTETS + 1] = { [OCTETS] = 1 };

	(void)state;
	for (size_t i = 0; i < N(above); i++)
		assert_false(curve_has_point("secp192k1", (struct bytes){ above[i], sizeof *above },
			(struct bytes){ NULL, 0 }));
	assert_true(has_small("secp192k1", 1) && has_small("secp192k1", 3));
	assert_false(curve_has_point("secp256k1", (struct bytes){ long_one, sizeof long_one },
		(struct bytes){ NULL, 0 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small_coordinates),
		cmocka_unit_test(test_both_coordinates),
		cmocka_unit_test(test_coordinates_above_the_prime),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
