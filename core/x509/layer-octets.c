/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks into octets that a text spells, and for what is left of a certificate. */
#include "x509/layer-octets.h"

#include "base/limits.h"
#include "base/mem.h"
#include "x509/der-kind.h"
#include "x509/hex-text.h"
#include "x509/octets-text.h"
#include "x509/pem-text.h"

#include <string.h>

typedef bool octets_reader(struct bytes *text, struct buf *out, struct spelt_cut *cut);

/* `what`: "hexadecimal digits". Where a dump stops is known by its contents alone. */
static void layer_spelt(const struct layer *l, octets_reader *next, const char *what)
{
	struct bytes text = l->data;
	bool there = true;

	while (there && !gather_over(l->g) && l->g->parts++ < LIMIT_FILE_PARTS) {
		struct buf octets = BUF_INIT(LIMIT_FILE_BYTES);
		struct spelt_cut cut;
		size_t should;
		bool whole;

		there = next(&text, &octets, &cut);
		whole = there && !der_cut_off(buf_bytes(&octets), &should);
		if (there && !whole)
			cut = (struct spelt_cut){ l->data.p, octets.len, should };
		if (cut.at != NULL)
			gather_fault(l->g, true, layer_line(l, cut.at),
				mem_printf("the %s that begin there are cut off: %zu of %zu bytes are there", what,
					cut.n, cut.should));
		if (whole) {
			l->g->unit++;
			layer_read(&(struct layer){ l->g, buf_bytes(&octets), l->line, l->depth + 1, false });
		}
		gather_wipe(&octets);
	}
}

void layer_hex(const struct layer *l)
{
	layer_spelt(l, hex_next, "hexadecimal digits");
}

void layer_octets(const struct layer *l)
{
	layer_spelt(l, octets_next, "octets");
}

/* A line that ends a certificate of which the line that begins it is not there. */
void layer_end_alone(const struct layer *l)
{
	static const char end[] = "-----END CERTIFICATE-----";
	const uint8_t *p = memmem(l->data.p, l->data.n, end, sizeof end - 1);

	if (p != NULL && memmem(l->data.p, (size_t)(p - l->data.p), "-----BEGIN ", 11) == NULL)
		gather_fault(l->g, true, layer_line(l, p),
			mem_strdup("the certificate that ends there is cut off: its beginning is missing"));
}
