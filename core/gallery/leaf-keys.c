/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of the leaves' keys, read. */
#include "gallery/leaf-keys.h"

#include <gnutls/gnutls.h>
#include <string.h>

static const struct { const char *scenario; enum pki_key_kind kind; const char *der; } demo_keys[] = {
#define DEMO_KEY(scenario, kind, der) { scenario, kind, der },
#include "gallery/leaf-keys.def"
};

static struct pki_key *demo_key_read(size_t row, struct cc_err *e)
{
	const gnutls_datum_t text = { (unsigned char *)(uintptr_t)demo_keys[row].der,
		(unsigned)strlen(demo_keys[row].der) };
	gnutls_datum_t der = { 0 };
	struct pki_key *key = NULL;
	int r = gnutls_base64_decode2(&text, &der);

	if (r < 0)
		(void)err_setx(e, ERR_CRYPTO, "the key of %s: %s", demo_keys[row].scenario, gnutls_strerror(r));
	else
		key = pki_key_read(demo_keys[row].kind, (struct bytes){ der.data, der.size }, e);
	gnutls_free(der.data);
	return key;
}

struct pki_key *demo_leaf_key(const char *scenario, enum pki_key_kind kind, struct cc_err *e)
{
	for (size_t k = 0; k < sizeof demo_keys / sizeof *demo_keys; k++) {
		if (strcmp(demo_keys[k].scenario, scenario) == 0 && demo_keys[k].kind == kind)
			return demo_key_read(k, e);
	}
	return pki_key_new(kind, e);
}
