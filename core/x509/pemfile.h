/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates out of bytes of any usual kind: PEM with any text around it and wrapped in whatever people wrap it in
 * (wrappings.h), OpenSSL's TRUSTED CERTIFICATE, DER, PKCS #7, PKCS #12, Java key stores, base64 of any of these. What
 * holds no certificate is named for what it is in the error. A fault of the wrapping is one of the file and named with
 * its line. */
#ifndef CC_PEMFILE_H
#define CC_PEMFILE_H

#include "x509/cert.h"
#include "x509/file-key.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

struct pemfile_opts {
	/* Asked for the password of a PKCS #12 file or a key that is not open without one; `label` says of what: "the
	 * PKCS #12 file s.p12", "the key in k.pem"; `again`: the last one was wrong.
	 * Returns a string that is wiped and freed here, or NULL to give up. No callback: only files without a password
	 * open. */
	char *(*password)(void *ctx, const char *label, bool again);
	void *ctx;
	size_t max_certs; /* 0: LIMIT_FILE_CERTS */
	const bool *wrong; /* where nothing more is said: something was, and it was wrong; may be NULL */
	bool *locked;     /* set where something opens only with a password that was not said; may be NULL */
};

/* A file as something to judge. The leaf is the first certificate; where that is a CA and an end-entity certificate is
 * among them, the first of these; of PKCS #7, which has no order, the one that issued none of the others; where a
 * private key stands with a certificate (PKCS #12, key stores), that one. */
struct pemfile {
	struct cert **certs; /* the leaf, then what stands with it, then the rest of the file */
	size_t n;
	size_t *order;          /* certs[order[k]] is the k-th in the file */
	size_t n_unit;          /* so many of them stand with the leaf, itself included */
	bool set;               /* these have no order: PKCS #7, PKCS #12 */
	bool moved;             /* these have one, and the leaf was not the first */
	struct cert **requests; /* certificate requests */
	size_t n_requests;
	struct file_key *keys; /* private keys, by their public halves */
	size_t n_keys;
};

/* A file's octets, and what to call it (clean text). */
struct pemfile_data {
	struct buf octets;
	char *label;             /* NULL: nothing is loaded */
	unsigned line;           /* of the file in which they begin; 0: the first */
	bool loading;            /* by pemfile_load_step(): not whole yet */
	struct file_reader reader;
};

/* Read a file's octets ("-": standard input). 0, or -1 with one line in e, and nothing to unload. */
int pemfile_load(const char *path, struct pemfile_data *d, struct cc_err *e);
/* The same without waiting: FILE_WAITS until it is whole, to be called again when d->reader.fd is readable. */
enum file_state pemfile_load_step(const char *path, struct pemfile_data *d, struct cc_err *e);
void pemfile_unload(struct pemfile_data *d);     /* wipes them: keys may be among them; twice is fine */

/* Understand them. A certificate whose DER is there and does not parse comes out, too, with parsed false. 0 with a
 * certificate, a request or a key at least, or -1 with one line in e that names the file, and nothing to free. May be
 * repeated, say with a password. `o` may be NULL. */
int pemfile_open(const struct pemfile_data *d, struct pemfile *out, const struct pemfile_opts *o, struct cc_err *e);
void pemfile_close(struct pemfile *f);

/* The certificates in a file, in its order; of PKCS #12 and key stores the one with the key comes first. 0 with at
 * least one of them in *out (to be freed by pemfile_free), or -1 with one line in e that names the file. `o` may be
 * NULL. */
int pemfile_read(const char *path, struct cert ***out, size_t *n, const struct pemfile_opts *o, struct cc_err *e);

/* The same of bytes in memory, such as a fetched issuer: `label` (clean text) stands for the file's name. With `o` NULL
 * only plain PEM, DER and PKCS #7 are read: nobody publishes an issuer in another form, and opening some can be made
 * dear. */
int pemfile_parse(struct bytes data, const char *label, struct cert ***out, size_t *n, const struct pemfile_opts *o,
	struct cc_err *e);

void pemfile_free(struct cert **certs, size_t n);

#endif
