/* SPDX-License-Identifier: GPL-3.0-or-later
 * The beginning and the end of reading a certificate or a request, and its fault. */
#include "x509/cert-read.h"
#include "base/limits.h"
#include "base/mem.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdarg.h>

const char over_names[] = "it has more names than certcard reads";
const char over_policies[] = "it has more policies than certcard reads";
const char over_parts[] = "it has more parts than certcard reads";

__attribute__((format(printf, 3, 0))) static void cert_note(struct cert *c, bool limit, const char *fmt, va_list ap)
{
	c->n_faults++;
	if (c->fault != NULL)
		return;
	c->fault = mem_vprintf(fmt, ap);
	c->met_limit = limit;
}

bool cert_fault(struct cert *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	cert_note(c, false, fmt, ap);
	va_end(ap);
	return false;
}

bool cert_limit(struct cert *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	cert_note(c, true, fmt, ap);
	va_end(ap);
	return false;
}

const char *cert_form(struct cert *c, enum cert_form form, const char *why)
{
	c->forms |= 1U << form;
	c->n_forms++;
	return why;
}

bool cert_fault_in(struct cert *c, const char *part, const char *name, const char *why, const char *source)
{
	if (why == over_names || why == over_policies || why == over_parts)
		return cert_limit(c, "its %s%s was not read to its end: %s (%s)", part, name, why, source);
	return cert_fault(c, "its %s%s is malformed: %s (%s)", part, name, why, source);
}

struct cert *cert_start(const void *der, size_t n)
{
	struct cert *c = mem_alloc(sizeof *c);
	size_t kept = n < LIMIT_CERT_BYTES ? n : LIMIT_CERT_BYTES;

	c->refs = 1;
	c->path_length = -1;
	c->der = mem_dup(der, kept);
	c->der_len = kept;
	if (n > kept)
		(void)cert_limit(c, "it is larger than the %d bytes that certcard reads", LIMIT_CERT_BYTES);
	return c;
}

static void cert_hash(gnutls_digest_algorithm_t algorithm, struct bytes of, uint8_t *out)
{
	(void)gnutls_hash_fast(algorithm, of.p, of.n, out);
}

void cert_digest(struct cert *c)
{
	struct bytes all = { c->der, c->der_len };

	cert_hash(GNUTLS_DIG_SHA256, all, c->sha256);
	cert_hash(GNUTLS_DIG_SHA1, all, c->sha1);
	cert_hash(GNUTLS_DIG_SHA256, c->key.spki, c->spki_sha256);
}
