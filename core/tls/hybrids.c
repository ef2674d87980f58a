/* SPDX-License-Identifier: GPL-3.0-or-later
 * Offers hybrid key exchanges where there are any. */
#include "tls/hybrids.h"

#include "base/buf.h"

#include <gnutls/gnutls.h>
#include <string.h>

enum { HYBRIDS_BYTES = 2048 };

/* GnuTLS has them from 3.8.10 on and where it was built with leancrypto (lib/algorithms/groups.c); their names in TLS
 * are draft-ietf-tls-ecdhe-mlkem's. In the order in which browsers would rather have them. */
static const struct { const char *gnutls, *name; } hybrids[] = {
	{ "X25519-MLKEM768", "X25519MLKEM768" }, { "SECP256R1-MLKEM768", "SecP256r1MLKEM768" },
	{ "SECP384R1-MLKEM1024", "SecP384r1MLKEM1024" },
};

enum { N_HYBRIDS = sizeof hybrids / sizeof *hybrids };

bool hybrids_has(const char *name)
{
	const gnutls_group_t *g = gnutls_group_list();

	for (; g != NULL && *g != GNUTLS_GROUP_INVALID; g++)
		if (gnutls_group_get_name(*g) != NULL && strcmp(gnutls_group_get_name(*g), name) == 0)
			return true;
	return false;
}

char *hybrids_first(const char *priority, bool (*has)(const char *))
{
	static const char none[] = "-GROUP-ALL";
	const char *at = strstr(priority, none);
	struct buf b = BUF_INIT(HYBRIDS_BYTES);
	bool any = false;

	if (at == NULL)
		return NULL;
	at += sizeof none - 1;
	(void)buf_add(&b, priority, (size_t)(at - priority));
	for (size_t i = 0; i < N_HYBRIDS; i++)
		if (has(hybrids[i].gnutls)) {
			(void)buf_addf(&b, ":+GROUP-%s", hybrids[i].gnutls);
			any = true;
		}
	(void)buf_adds(&b, at);
	if (any)
		return buf_take(&b);
	buf_done(&b);
	return NULL;
}

const char *hybrids_name(const char *gnutls)
{
	for (size_t i = 0; i < N_HYBRIDS; i++)
		if (strcmp(hybrids[i].gnutls, gnutls) == 0)
			return hybrids[i].name;
	return gnutls;
}
