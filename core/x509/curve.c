/* SPDX-License-Identifier: GPL-3.0-or-later
 * Arithmetic modulo the primes of curves.def: adding and doubling are all that it takes to multiply, and few enough
 * multiplications are needed for that to be quick enough. */
#include "x509/curve.h"

#include "base/ascii.h"

#include <stdint.h>
#include <string.h>

/* A number, least significant word first: 544 bits are enough for P-521. */
enum { CURVE_WORDS = 17, CURVE_WORD_BITS = 32, CURVE_OCTETS = 66 };
struct integer { uint32_t word[CURVE_WORDS]; };

/* What is computed modulo. */
struct field { struct integer p; int words; };

static const struct curve_equation { const char *name, *p, *a, *b; } curve_equations[] = {
#define CURVE(name, p, a, b) { name, p, a, b },
#include "x509/curves.def"
#undef CURVE
};

static struct integer integer_of_octets(struct bytes b)
{
	struct integer n = { { 0 } };

	for (size_t i = 0; i < b.n && i < CURVE_OCTETS; i++)
		n.word[i / 4] |= (uint32_t)b.p[b.n - 1 - i] << 8 * (i % 4);
	return n;
}

static struct integer integer_of_hex(const char *hex)
{
	struct integer n = { { 0 } };
	size_t len = strlen(hex);

	for (size_t i = 0; i < len && i / 8 < CURVE_WORDS; i++)
		n.word[i / 8] |= (uint32_t)ascii_hex(hex[len - 1 - i]) << 4 * (i % 8);
	return n;
}

static int integer_compare(const struct integer *a, const struct integer *b)
{
	for (int i = CURVE_WORDS; i-- > 0;)
		if (a->word[i] != b->word[i])
			return a->word[i] < b->word[i] ? -1 : 1;
	return 0;
}

static bool integer_is(const struct integer *n, uint32_t small)
{
	uint32_t other = n->word[0] ^ small;

	for (int i = 1; i < CURVE_WORDS; i++)
		other |= n->word[i];
	return other == 0;
}

/* a - b, where that is not negative. */
static void integer_subtract(struct integer *a, const struct integer *b)
{
	uint64_t borrow = 0;

	for (int i = 0; i < CURVE_WORDS; i++) {
		uint64_t d = (uint64_t)a->word[i] - b->word[i] - borrow;

		a->word[i] = (uint32_t)d;
		borrow = d >> 63;
	}
}

static void integer_halve(struct integer *n)
{
	for (int i = 0; i < CURVE_WORDS; i++)
		n->word[i] = n->word[i] >> 1 | (i + 1 < CURVE_WORDS ? n->word[i + 1] << (CURVE_WORD_BITS - 1) : 0);
}

/* a + b, both below the prime, which is shorter than a number by some bits at least, so that nothing is carried out. */
static void field_add(const struct field *f, struct integer *a, const struct integer *b)
{
	uint64_t sum = 0;

	for (int i = 0; i < f->words; i++) {
		sum += (uint64_t)a->word[i] + b->word[i];
		a->word[i] = (uint32_t)sum;
		sum >>= CURVE_WORD_BITS;
	}
	if (f->words < CURVE_WORDS)
		a->word[f->words] = (uint32_t)sum;
	if (integer_compare(a, &f->p) >= 0)
		integer_subtract(a, &f->p);
}

static struct integer field_multiply(const struct field *f, const struct integer *a, const struct integer *b)
{
	struct integer product = { { 0 } };

	for (int i = f->words * CURVE_WORD_BITS; i-- > 0;) {
		struct integer twice = product;

		field_add(f, &product, &twice);
		if (b->word[i / CURVE_WORD_BITS] >> i % CURVE_WORD_BITS & 1)
			field_add(f, &product, a);
	}
	return product;
}

/* Has it a square root? The Jacobi symbol, which for a prime says just that: halving and subtracting as for a greatest
 * common divisor, with the sign that each step gives (Cohen, A Course in Computational Algebraic Number Theory,
 * 1.4). */
static bool field_is_square(const struct field *f, struct integer a)
{
	struct integer n = f->p;
	bool square = true;

	if (integer_is(&a, 0))
		return true;
	while (!integer_is(&a, 0)) {
		for (; (a.word[0] & 1) == 0; integer_halve(&a))
			square ^= (n.word[0] & 7) == 3 || (n.word[0] & 7) == 5;
		if (integer_compare(&a, &n) < 0) {
			struct integer swap = a;

			a = n;
			n = swap;
			square ^= (a.word[0] & 3) == 3 && (n.word[0] & 3) == 3;
		}
		integer_subtract(&a, &n);
	}
	return square;
}

bool curve_has_point(const char *name, struct bytes x, struct bytes y)
{
	const struct curve_equation *e = NULL;
	struct integer px = integer_of_octets(x), py = integer_of_octets(y), a, b, right, left;
	struct field f;

	for (size_t i = 0; i < sizeof curve_equations / sizeof *curve_equations; i++)
		if (strcmp(curve_equations[i].name, name) == 0)
			e = &curve_equations[i];
	if (e == NULL || x.n > CURVE_OCTETS || y.n > CURVE_OCTETS)
		return false;
	f = (struct field){ integer_of_hex(e->p), (int)(strlen(e->p) + 7) / 8 };
	if (integer_compare(&px, &f.p) >= 0 || integer_compare(&py, &f.p) >= 0)
		return false;
	a = integer_of_hex(e->a);
	b = integer_of_hex(e->b);
	right = field_multiply(&f, &px, &px);
	field_add(&f, &right, &a);
	right = field_multiply(&f, &right, &px);
	field_add(&f, &right, &b);
	if (y.n == 0)
		return field_is_square(&f, right);
	left = field_multiply(&f, &py, &py);
	return integer_compare(&left, &right) == 0;
}
