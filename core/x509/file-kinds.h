/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a file is that holds no certificate we could read: a clause to go behind its name, with the one command that
 * helps. */
#ifndef CC_FILE_KINDS_H
#define CC_FILE_KINDS_H

#include "base/buf.h"

#include <stdbool.h>

#define FILE_KIND_SSH                                                                                                  \
	"holds an SSH key, not a certificate: ssh-keygen -e -m PKCS8 -f FILE writes it as a public key in PEM"
#define FILE_KIND_OPENSSH                                                                                              \
	"holds an SSH private key in OpenSSH's own form, not a certificate: ssh-keygen -p -m PEM -f COPY"              \
	" makes PEM of a copy"
#define FILE_KIND_PGP_KEY "holds an OpenPGP key, which TLS has no use for: gpg --show-keys FILE shows it"
#define FILE_KIND_PGP_SIGNATURE                                                                                        \
	"holds an OpenPGP signature, which TLS has no use for: gpg --list-packets FILE shows it"
#define FILE_KIND_PGP_ENCRYPTED "is encrypted with OpenPGP: gpg -d FILE | certcard - reads what is in it"
#define FILE_KIND_JWT                                                                                                  \
	"holds a JSON Web Token without a certificate in it (no x5c): cut -d. -f1 FILE | basenc --base64url -d"        \
	" shows its head"
#define FILE_KIND_BOUNCY                                                                                               \
	"is a key store of Bouncy Castle (BKS): keytool -importkeystore -srckeystore FILE -srcstoretype"               \
	" BKS -destkeystore FILE.p12 -deststoretype PKCS12 makes PKCS #12 of it"

/* By what the data begins with or what stands in its first kilobytes; static; NULL: nothing known. */
const char *file_kind(struct bytes data);
/* By the label of a PEM block; NULL likewise. */
const char *file_kind_label(struct bytes label);

/* Is this signed data around an Apple profile? Its certificates are those of who signed it. */
bool file_kind_apple(struct bytes pkcs7);
const char *file_kind_apple_words(void);

#endif
