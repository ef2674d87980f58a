/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which client certificates a server asks for, and whether the one at hand (--cert) is one of them. */
#ifndef CC_CLIENT_CERT_H
#define CC_CLIENT_CERT_H

#include "engine/job.h"

/* Write into the connection what the handshake's request said. */
void client_cert_record(struct job *j);

/* Say beside a refusal whose client certificates the server takes. */
void client_cert_evidence(struct inspection *i);

#endif
