/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the readers of files (pemfile.c and the ones named here) share. Nobody else includes it. */
#ifndef CC_GATHER_H
#define CC_GATHER_H

#include "base/limits.h"
#include "x509/file-key.h"
#include "x509/pemfile.h"

/* How the certificates of one unit stand to each other. A unit is what a server would read as one: the blocks of a PEM
 * text, one value of a Secret, one PKCS #7. */
enum unit_order { UNIT_LIST /* in the order in which they stand */, UNIT_SET /* in none */ };

/* One certificate that was met. */
struct gathered {
	struct cert *cert;
	unsigned unit;
	enum unit_order order;
	bool own; /* stands with its private key: by that it is the leaf */
};

struct gather {
	const struct pemfile_opts *o; /* NULL: what was fetched; nothing but plain PEM, DER and PKCS #7 is read */
	const char *label;
	struct gathered *certs;
	size_t n, max;
	struct cert **requests;
	size_t n_requests;
	struct file_key *keys;
	size_t n_keys;
	char *key_password;      /* that opened a key: the next one may have the same; wiped at the end */
	bool key_asked;          /* nobody is asked twice */
	unsigned unit; /* of what is met now */
	/* A clause on what was met instead of certificates: the first one stays. Static. */
	const char *other;
	/* The first fault of a wrapping: its line and a clause; NULL: none. Owned. It ends the reading, unless it may
	 * be no fault: then it counts only where no certificate was found. */
	char *fault;
	unsigned fault_line;
	bool fault_doubtful;
	unsigned parts;                           /* values in base64 that were looked into */
	const uint8_t *counted_from, *counted_to; /* lines, in a layer whose text begins at the first */
	unsigned counted;
	bool full;
};

/* Questions about one password; whoever answers may have fewer. */
enum { GATHER_ASKS = LIMIT_QUESTIONS + LIMIT_TRIES };

void gather_cert(struct gather *g, struct bytes der, enum unit_order order, bool own);
void gather_request(struct gather *g, struct bytes der);
/* A private key, in DER or as a PEM block with its lines; `locked`: under a password. */
void gather_key(struct gather *g, struct bytes in, bool pem, bool locked);
void gather_other(struct gather *g, const char *clause);
void gather_fault(struct gather *g, bool doubtful, unsigned line, char *clause); /* takes the clause */
bool gather_over(const struct gather *g);                                        /* is there no use in reading on? */

void gather_done(struct gather *g);

/* Wipes what may have been a key. */
void gather_wipe(struct buf *b);
void gather_wipe_password(char *password);       /* and frees it; NULL is fine */

#endif
