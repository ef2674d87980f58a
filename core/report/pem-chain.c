/* SPDX-License-Identifier: GPL-3.0-or-later
 * The presented chain as PEM, in the order sent, repeats kept (RFC 7468); and the one that should be sent. */

#include "report/pem-chain.h"
#include "result/fullchain.h"

#include <stdlib.h>

int report_pem(FILE *f, const struct inspection *i)
{
	size_t n;
	int r = 0;

	for (n = 0; n < i->n_presented && r == 0; n++) {
		char *pem = cert_pem(i->cards[i->presented[n]].cert);

		r = fputs(pem, f) == EOF ? -1 : 0;
		free(pem);
	}
	return r;
}

int report_fullchain(FILE *f, const struct inspection *i)
{
	char *pem = fullchain_pem(i);
	int r = pem != NULL && fputs(pem, f) == EOF ? -1 : 0;

	free(pem);
	return r;
}
