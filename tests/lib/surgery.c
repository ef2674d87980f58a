/* SPDX-License-Identifier: GPL-3.0-or-later
 * Takes DER apart and puts it together again, all but the same. */
#include "lib/surgery.h"

#include "asn1/der.h"
#include "asn1/der-write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { SURGERY_BYTES = 64 * 1024 };

struct knife { size_t at, which; enum surgery how; };

static bool surgery_is_der(struct bytes in)
{
	struct der x;

	if (in.n == 0)
		return false;
	while (in.n > 0)
		if (!der_next(&in, &x))
			return false;
	return true;
}

static bool surgery_opens(const struct der *x)
{
	return ((x->id & 0x20) != 0 || x->id == DER_OCTET_STRING) && surgery_is_der(x->content);
}

static void surgery_all(struct bytes in, struct knife *k, struct derw *d);

static void surgery_one(const struct der *x, bool here, struct knife *k, struct derw *d)
{
	derw_begin(d, (uint8_t)(x->id + (here && k->how == SURGERY_OTHER)));
	if (here && k->how == SURGERY_EMPTY)
		;
	else if (surgery_opens(x))
		surgery_all(x->content, k, d);
	else
		derw_raw(d, x->content);
	derw_end(d);
}

static void surgery_all(struct bytes in, struct knife *k, struct derw *d)
{
	struct der x;

	while (in.n > 0) {
		bool here = k->at++ == k->which;

		assert_true(der_next(&in, &x));
		if (here && k->how == SURGERY_DROPPED)
			continue;
		surgery_one(&x, here, k, d);
		if (here && k->how == SURGERY_TWICE)
			surgery_one(&x, false, k, d);
	}
}

size_t surgery_elements(struct bytes der)
{
	struct derw d = DERW_INIT(SURGERY_BYTES);
	struct knife k = { .which = SIZE_MAX };

	surgery_all(der, &k, &d);
	derw_done(&d);
	return k.at;
}

void surgery(struct bytes der, size_t which, enum surgery how, struct buf *out)
{
	struct derw d = DERW_INIT(SURGERY_BYTES);
	struct knife k = { .which = which, .how = how };

	surgery_all(der, &k, &d);
	assert_false(d.bad);
	assert_int_equal(buf_add(out, derw_bytes(&d).p, derw_bytes(&d).n), 0);
	derw_done(&d);
}
