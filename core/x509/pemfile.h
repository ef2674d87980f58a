/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates out of bytes of any usual kind: PEM (any number, with any text between), OpenSSL's TRUSTED CERTIFICATE,
 * DER, PKCS #7 in PEM or DER, PKCS #12. What holds no certificate but a request, a key or a revocation list is named in
 * the error. */
#ifndef CC_PEMFILE_H
#define CC_PEMFILE_H

#include "x509/cert.h"
#include "base/err.h"

struct pemfile_opts {
	/* Asked for the password of a PKCS #12 file that is not open without one; `again`: the last one was wrong.
	 * Returns a string that is wiped and freed here, or NULL to give up. No callback: only files without a password
	 * open. */
	char *(*password)(void *ctx, const char *label, bool again);
	void *ctx;
	size_t max_certs;        /* 0: LIMIT_FILE_CERTS */
};

/* The certificates in a file ("-": standard input), in their order; of PKCS #12 the one with the key comes first. A
 * certificate whose block is there and does not parse comes out, too, with parsed false. 0 with at least one of them in
 * *out (to be freed by pemfile_free), or -1 with one line in e that names the file. `o` may be NULL. */
int pemfile_read(const char *path, struct cert ***out, size_t *n, const struct pemfile_opts *o, struct cc_err *e);

/* The same of bytes in memory, such as a fetched issuer: `label` (clean text) stands for the file's name. With `o` NULL
 * a PKCS #12 file is refused unseen, since nobody may publish one and opening it can be made dear. */
int pemfile_parse(struct bytes data, const char *label, struct cert ***out, size_t *n, const struct pemfile_opts *o,
	struct cc_err *e);

void pemfile_free(struct cert **certs, size_t n);

#endif
