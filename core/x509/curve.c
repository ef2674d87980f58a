/* SPDX-License-Identifier: GPL-3.0-or-later
 * The equations of curves.def, asked with GMP's integers: GnuTLS computes with them as well, so the library is loaded
 * anyway. */
#include "x509/curve.h"

#include <gmp.h>
#include <string.h>

enum { CURVE_OCTETS = 66, CURVE_BITS = 8 * CURVE_OCTETS };

static const struct curve_equation { const char *name, *p, *a, *b; } curve_equations[] = {
#define CURVE(name, p, a, b) { name, p, a, b },
#include "x509/curves.def"
#undef CURVE
};

static void integer_set_octets(mpz_t n, struct bytes b)
{
	mpz_import(n, b.n, 1, 1, 1, 0, b.p);
}

/* right = x^3 + ax + b, modulo p. */
static void curve_right_side(mpz_t right, const mpz_t x, const mpz_t p, const struct curve_equation *e)
{
	mpz_t term;

	mpz_init_set_str(term, e->a, 16);
	mpz_mul(right, x, x);
	mpz_add(right, right, term);
	mpz_mul(right, right, x);
	mpz_set_str(term, e->b, 16);
	mpz_add(right, right, term);
	mpz_mod(right, right, p);
	mpz_clear(term);
}

static bool curve_holds(const struct curve_equation *e, struct bytes x_octets, struct bytes y_octets)
{
	mpz_t p, x, y, right;
	bool holds;

	mpz_init_set_str(p, e->p, 16);
	mpz_inits(x, y, NULL);
	mpz_init2(right, 3 * CURVE_BITS + 2);
	integer_set_octets(x, x_octets);
	integer_set_octets(y, y_octets);
	holds = mpz_cmp(x, p) < 0 && mpz_cmp(y, p) < 0;
	if (holds) {
		curve_right_side(right, x, p, e);
		if (y_octets.n == 0) {
			holds = mpz_jacobi(right, p) >= 0;   /* a square, or zero */
		} else {
			mpz_mul(y, y, y);
			holds = mpz_congruent_p(y, right, p) != 0;
		}
	}
	mpz_clears(p, x, y, right, NULL);
	return holds;
}

bool curve_has_point(const char *name, struct bytes x, struct bytes y)
{
	if (x.n > CURVE_OCTETS || y.n > CURVE_OCTETS)
		return false;
	for (size_t i = 0; i < sizeof curve_equations / sizeof *curve_equations; i++)
		if (strcmp(curve_equations[i].name, name) == 0)
			return curve_holds(&curve_equations[i], x, y);
	return false;
}
