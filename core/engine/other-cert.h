/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else the server shows: its certificate for the other kind of keys (a server may have one for RSA and one for
 * ECDSA and choose by what the client can do), and the one for who names nobody. Each costs a connection, so they are
 * asked for where something is wrong, or with --all-certificates. The other kind is judged as the first one was, and
 * the worse of the two is what is reported; the better one is told beside it. Whatever fails here, the first inspection
 * stands. */
#ifndef CC_ENGINE_OTHER_CERT_H
#define CC_ENGINE_OTHER_CERT_H

#include "engine/job.h"

/* the other kind: a handshake, then the judge's stages, then which of the two it is */
bool other_worth(const struct job *j);
void other_begin(struct job *j);
enum wait other_step(struct job *j);
enum wait other_expired(struct job *j);
void other_release(struct job *j);
bool other_got(const struct job *j);             /* there is another one, to be judged */
bool other_wants_scts(const struct job *j);      /* and looked at twice: sct-retry.h */
bool other_wants_again(const struct job *j);     /* and judged twice, for that */
enum wait other_decide(struct job *j);

/* without a name: a handshake */
bool nameless_worth(const struct job *j);
void nameless_begin(struct job *j);
enum wait nameless_step(struct job *j);

#endif
