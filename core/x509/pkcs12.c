/* SPDX-License-Identifier: GPL-3.0-or-later
 * PKCS #12 (RFC 7292): under no password, the empty one, or one that is asked for; with a MAC of a kind that GnuTLS
 * knows, with another (PBMAC1, RFC 9579), or without. */

#include "x509/pkcs12.h"
#include "asn1/der.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/secret.h"
#include "x509/der-kind.h"
#include "x509/kdf.h"

#include <gnutls/pkcs12.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

enum { P12_BAGS = 64 };

#define P12_PASSWORD                                                                                                   \
	"is a PKCS #12 file that opens only with its password: certcard asks for it on a terminal, and"                \
	" --password-file names a file with it"
#define P12_WRONG                                                                                                      \
	"is a PKCS #12 file that opens only with its password, and none of those given opens it (--password-file"      \
	" may name a file with several, one a line)"
#define P12_CIPHER                                                                                                     \
	"is a PKCS #12 file under a cipher that certcard does not have: openssl pkcs12 -legacy -in FILE"               \
	" -nokeys -out FILE.pem writes its certificates as PEM"
#define P12_DEAR                                                                                                       \
	"is a PKCS #12 file that wants its password hashed more often than certcard does: openssl pkcs12 -in FILE"     \
	" -nokeys -out FILE.pem writes its certificates as PEM, however long it takes"
#define P12_NONE "holds a PKCS #12 structure without certificates"
#define P12_BROKEN "holds a PKCS #12 structure that cannot be read"
#define P12_DAMAGED                                                                                                    \
	"is a PKCS #12 file that was damaged: the password opens it, and its checksum (MAC) does not hold (send it"     \
	" again; one with two passwords, openssl pkcs12 -twopass, looks so)"

struct p12 {
	struct gather *g;
	gnutls_pkcs12_t file;
	bool cipher;  /* a bag is under a cipher that GnuTLS does not have */
	bool damaged; /* a password opened a bag, and the MAC does not hold under it (or has another password) */
};

/* ---- bags ---- */

/* The key's password is the file's, nearly always. */
static void p12_add_key(struct p12 *p, struct bytes der, const char *password)
{
	struct gather *g = p->g;

	if (g->key_password == NULL)
		g->key_password = mem_strdup(password);
	gather_key(g, der, false, der_kind(der) == KIND_LOCKED_KEY);
}

/* By custom the certificate of the key, and no other, carries the key's local id (RFC 7292 4.2). */
static void p12_add_bag(struct p12 *p, gnutls_pkcs12_bag_t bag, const char *password)
{
	int count = gnutls_pkcs12_bag_get_count(bag), i;
	gnutls_datum_t data, id;

	for (i = 0; i < count; i++) {
		gnutls_pkcs12_bag_type_t type = gnutls_pkcs12_bag_get_type(bag, (unsigned)i);

		if ((type == GNUTLS_BAG_PKCS8_KEY || type == GNUTLS_BAG_PKCS8_ENCRYPTED_KEY)
			&& gnutls_pkcs12_bag_get_data(bag, (unsigned)i, &data) == 0)
			p12_add_key(p, (struct bytes){ data.data, data.size }, password);
		id = (gnutls_datum_t){ NULL, 0 };
		if (gnutls_pkcs12_bag_get_type(bag, (unsigned)i) != GNUTLS_BAG_CERTIFICATE
			|| gnutls_pkcs12_bag_get_data(bag, (unsigned)i, &data) != 0)
			continue;
		gather_cert(p->g, (struct bytes){ data.data, data.size }, UNIT_SET,
			gnutls_pkcs12_bag_get_key_id(bag, (unsigned)i, &id) == 0 && id.size > 0);
	}
}

/* Every bag, opened with the password; with `add` its certificates are taken. false: one does not open. */
static bool p12_bags(struct p12 *p, const char *password, bool add)
{
	gnutls_pkcs12_bag_t bag = NULL;
	bool opens = true, more = true;
	int i, r;

	for (i = 0; more && opens && i < P12_BAGS; i++) {
		if (gnutls_pkcs12_bag_init(&bag) != 0)
			return false;
		more = gnutls_pkcs12_get_bag(p->file, i, bag) == 0;
		r = more && gnutls_pkcs12_bag_get_type(bag, 0) == GNUTLS_BAG_ENCRYPTED
			? gnutls_pkcs12_bag_decrypt(bag, password)
			: 0;
		p->cipher |= r == GNUTLS_E_UNKNOWN_CIPHER_TYPE;
		opens = r == 0;
		if (more && opens && add)
			p12_add_bag(p, bag, password);
		gnutls_pkcs12_bag_deinit(bag);
	}
	return opens;
}

/* ---- passwords ---- */

/* Does the password open a bag that is encrypted? Under a wrong one neither the padding nor the SafeContents within
 * come out (RFC 7292 4.2, RFC 8018 6.1.2). */
static bool p12_opens_one(struct p12 *p, const char *password)
{
	gnutls_pkcs12_bag_t bag = NULL;
	bool opened = false, more = true;
	int i;

	for (i = 0; more && !opened && i < P12_BAGS; i++) {
		if (gnutls_pkcs12_bag_init(&bag) != 0)
			return false;
		more = gnutls_pkcs12_get_bag(p->file, i, bag) == 0;
		opened = more && gnutls_pkcs12_bag_get_type(bag, 0) == GNUTLS_BAG_ENCRYPTED
			&& gnutls_pkcs12_bag_decrypt(bag, password) == 0 && gnutls_pkcs12_bag_get_count(bag) > 0;
		gnutls_pkcs12_bag_deinit(bag);
	}
	return opened;
}

/* The MAC says whether a password is the right one. Where there is none, or one that GnuTLS cannot make, the bags say
 * it: under a wrong password they do not open. Where they do and the MAC does not hold, the file is damaged. */
static bool p12_fits(struct p12 *p, const char *password)
{
	int r = gnutls_pkcs12_verify_mac(p->file, password);

	if (r == GNUTLS_E_MAC_VERIFY_FAILED)
		p->damaged |= p12_opens_one(p, password);
	return r == 0 || (r != GNUTLS_E_MAC_VERIFY_FAILED && p12_bags(p, password, false));
}

/* Some programs make a difference between the empty password and none at all (RFC 7292 B.1), so both are tried before
 * somebody is asked. */
static void p12_open(struct p12 *p)
{
	const struct pemfile_opts *o = p->g->o;
	char *password = NULL, *label = mem_printf("the PKCS #12 file %s", p->g->label);
	bool fits = p12_fits(p, "");
	bool wrong = false;
	int asked = 0;

	if (fits)
		password = mem_strdup("");
	else if (!p->damaged)
		fits = p12_fits(p, NULL);
	while (!fits && !p->cipher && !p->damaged && o->password != NULL && asked < GATHER_ASKS) {
		gather_wipe_password(password);
		password = o->password(o->ctx, label, asked++ > 0);
		if (password == NULL)
			break;
		fits = p12_fits(p, password);
		wrong = !fits;
	}
	if (!fits && !p->cipher && !p->damaged && o->locked != NULL)
		*o->locked = true;
	if (!fits || !p12_bags(p, password, true))
		gather_other(p->g, p->damaged ? P12_DAMAGED
			: p->cipher ? P12_CIPHER
			: wrong || (o->wrong != NULL && *o->wrong) ? P12_WRONG : P12_PASSWORD);
	else
		gather_other(p->g, P12_NONE);
	gather_wipe_password(password);
	free(label);
}

void gather_pkcs12(struct gather *g, struct bytes der)
{
	/* GnuTLS reads it only; its type has no const */
	gnutls_datum_t data = { (unsigned char *)(uintptr_t)der.p, (unsigned)der.n };
	struct p12 p = { .g = g };

	if (g->o != NULL && !kdf_bearable(der)) {
		gather_other(g, P12_DEAR);
		return;
	}
	if (g->o == NULL || gnutls_pkcs12_init(&p.file) != 0) {
		gather_other(g, P12_BROKEN);
		return;
	}
	secret_held();
	g->unit++;
	if (gnutls_pkcs12_import(p.file, &data, GNUTLS_X509_FMT_DER, 0) == 0)
		p12_open(&p);
	g->unit++;
	gather_other(g, P12_BROKEN);
	gnutls_pkcs12_deinit(p.file);
}
