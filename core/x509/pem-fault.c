/* SPDX-License-Identifier: GPL-3.0-or-later
 * Says what is wrong with the text of a PEM block. */
#include "x509/pem-fault.h"

#include "base/mem.h"
#include "x509/wrapped-lines.h"

#include <string.h>

static struct bytes fault_line(struct bytes body, const uint8_t *at)
{
	struct bytes l = { at, 0 };

	while (l.p + l.n < body.p + body.n && !wrapped_line_end(l.p[l.n]))
		l.n++;
	while (l.n > 0 && wrapped_blank(l.p[0]))
		l = (struct bytes){ l.p + 1, l.n - 1 };
	while (l.n > 0 && wrapped_blank(l.p[l.n - 1]))
		l.n--;
	return l;
}

enum pem_fault pem_fault_of_line(struct bytes body, const uint8_t *at)
{
	struct bytes l = fault_line(body, at);

	/* "..." and the one sign for it (U+2026), "[snip]", "<redacted>", "(rest of it)" */
	if (memmem(l.p, l.n, "..", 2) != NULL || memmem(l.p, l.n, "\xe2\x80\xa6", 3) != NULL
		|| (l.n > 2 && memchr("[<(", l.p[0], 3) != NULL && memchr("]>)", l.p[l.n - 1], 3) != NULL))
		return PEM_FAULT_LEFT_OUT;
	return PEM_FAULT_TEXT;
}

const uint8_t *pem_fault_odd_line(struct bytes body)
{
	const uint8_t *p = body.p, *end = body.p + body.n, *odd = NULL;
	const uint8_t *begin = NULL;
	size_t first = 0, second = 0, lines = 0;

	while (p < end) {
		struct bytes l = fault_line(body, p);

		if (odd != NULL && l.n > 0)
			return lines == 2 && l.n == second ? begin : odd; /* the first, if the others agree */
		lines += l.n > 0;
		if (lines == 1 && l.n > 0) {
			begin = p;
			first = l.n;
		} else if (l.n > 0 && l.n != first) {
			odd = p;
			second = l.n;
		}
		for (p = l.p + l.n; p < end && !wrapped_line_end(*p); p++)
			;
		p += p < end;
	}
	return NULL;
}

char *pem_fault_words(const char *what, enum pem_fault fault, unsigned line, unsigned begins)
{
	bool behind = line > begins;

	switch (fault) {
	case PEM_FAULT_LEFT_OUT:
		return behind ? mem_printf("something was left out there, in the middle of the %s that begins"
					   " in line %u: certcard needs all of it", what, begins)
			: mem_printf("something was left out of the %s that begins there: certcard needs all of it",
				what);
	case PEM_FAULT_LENGTH:
		return behind ? mem_printf("this line is not as long as the others: a character is missing or too much"
					   " in the %s that begins in line %u", what, begins)
			: mem_printf("a character is missing or too much in the %s that begins there: its"
				     " base64 does not come out even", what);
	case PEM_FAULT_EMPTY: return mem_strdup("nothing stands in the block that begins there");
	default:
		return behind ? mem_printf("what stands there is no base64, in the middle of the %s that"
					   " begins in line %u", what, begins)
			: mem_printf("the %s that begins there is no base64", what);
	}
}

char *pem_fault_cut(const char *what, size_t n, size_t should, unsigned begins, unsigned ends)
{
	return ends > begins ? mem_printf("the %s that begins there and ends in line %u is cut off: %zu of"
					  " its %zu bytes are there", what, ends, n, should)
		: mem_printf("the %s that begins there is cut off: %zu of its %zu bytes are there", what, n, should);
}
