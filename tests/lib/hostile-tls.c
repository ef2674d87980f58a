/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hostile servers that speak real TLS: they show a certificate, and do not prove, or prove and break off. GnuTLS writes
 * the records; of its first flight only so many pass, or it signs with another key. */
#include "lib/hostile.h"

#include "base/mem.h"

#include <errno.h>
#include <gnutls/abstract.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RECORD_HEAD = 5, MOST_CERTS = 16 };

struct relay {
	int fd;
	unsigned left;               /* records that may still pass */
	struct buf sent;             /* the beginning of the next one */
};

static ssize_t relay_push(gnutls_transport_ptr_t p, const void *data, size_t n)
{
	struct relay *r = p;

	(void)buf_add(&r->sent, data, n);
	while (r->sent.len >= RECORD_HEAD) {
		const uint8_t *b = buf_bytes(&r->sent).p;
		size_t size = RECORD_HEAD + ((size_t)b[3] << 8 | b[4]);

		if (r->sent.len < size)
			break;
		if (r->left > 0 && send(r->fd, b, size, MSG_NOSIGNAL) > 0)
			r->left--;
		memmove(r->sent.data, r->sent.data + size, r->sent.len - size);
		r->sent.len -= size;
	}
	return (ssize_t)n;
}

/* Once nothing more may pass, the peer will not answer: for GnuTLS it is gone. */
static ssize_t relay_pull(gnutls_transport_ptr_t p, void *data, size_t n)
{
	struct relay *r = p;

	return r->left == 0 ? 0 : recv(r->fd, data, n, 0);
}

/* The list of TLS 1.2, taken apart. */
static unsigned tls_certs(const struct buf *list, gnutls_pcert_st *certs)
{
	struct bytes rest = buf_bytes(list);
	unsigned count = 0;

	while (rest.n > 3 && count < MOST_CERTS) {
		size_t size = (size_t)rest.p[0] << 16 | (size_t)rest.p[1] << 8 | rest.p[2];
		const gnutls_datum_t der = { (unsigned char *)(uintptr_t)(rest.p + 3), (unsigned)size };

		if (gnutls_pcert_import_x509_raw(&certs[count++], &der, GNUTLS_X509_FMT_DER, 0) < 0)
			abort();
		rest.p += 3 + size;
		rest.n -= 3 + size;
	}
	return count;
}

static int nothing_sign(gnutls_privkey_t key, gnutls_sign_algorithm_t algorithm, void *ctx, unsigned flags,
	const gnutls_datum_t *data, gnutls_datum_t *signature)
{
	(void)key;
	(void)algorithm;
	(void)ctx;
	(void)flags;
	(void)data;
	*signature = (gnutls_datum_t){ gnutls_malloc(1), 0 };
	return 0;
}

static int nothing_info(gnutls_privkey_t key, unsigned flags, void *ctx)
{
	(void)key;
	(void)ctx;
	if ((flags & GNUTLS_PRIVKEY_INFO_PK_ALGO) != 0)
		return GNUTLS_PK_ECDSA;
	if ((flags & GNUTLS_PRIVKEY_INFO_PK_ALGO_BITS) != 0)
		return 256;
	return (flags & GNUTLS_PRIVKEY_INFO_HAVE_SIGN_ALGO) != 0;
}

static gnutls_privkey_t tls_key(const struct hostile_pki *pki, enum hostile_signs signs)
{
	gnutls_privkey_t key = NULL;

	if (signs != SIGNS_NOTHING)
		return pki_key_gnutls(signs == SIGNS_OTHER ? pki->ca_key : pki->key);
	if (gnutls_privkey_init(&key) < 0
		|| gnutls_privkey_import_ext4(key, NULL, nothing_sign, nothing_sign, NULL, NULL, nothing_info, 0) < 0)
		abort();
	return key;
}

/* What is made here lives as long as the process, which plays for one visitor. */
void hostile_tls(int fd, const struct hostile_part *part, const char *priority, unsigned records,
	enum hostile_signs signs)
{
	struct relay *r = mem_alloc(sizeof *r);
	gnutls_certificate_credentials_t c;
	gnutls_pcert_st certs[MOST_CERTS];
	gnutls_session_t s;
	int e;

	/* what a connection that is torn down has not sent yet is lost */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	*r = (struct relay){ .fd = fd, .left = records, .sent = BUF_INIT(1024 * 1024) };
	gnutls_certificate_allocate_credentials(&c);
	gnutls_certificate_set_flags(c, GNUTLS_CERTIFICATE_SKIP_KEY_CERT_MATCH);
	if (gnutls_certificate_set_key(c, NULL, 0, certs, (int)tls_certs(&part->list, certs),
		tls_key(part->pki, signs)) < 0)
		abort();
	gnutls_init(&s, GNUTLS_SERVER);
	if (gnutls_priority_set_direct(s, priority, NULL) < 0)
		abort();
	gnutls_credentials_set(s, GNUTLS_CRD_CERTIFICATE, c);
	gnutls_transport_set_ptr(s, r);
	gnutls_transport_set_push_function(s, relay_push);
	gnutls_transport_set_pull_function(s, relay_pull);
	do
		e = gnutls_handshake(s);
	while (e < 0 && !gnutls_error_is_fatal(e));
}
