/* SPDX-License-Identifier: GPL-3.0-or-later
 * Passwords and private keys in memory. */
#ifndef CC_SECRET_H
#define CC_SECRET_H

/* From now on the process holds a secret: no core file is written of it, and no other process of the same user may
 * read its memory (prctl(2), PR_SET_DUMPABLE). Cheap, and never taken back: what was wiped may have left copies in
 * libraries. Called before the secret comes in. */
void secret_held(void);

#endif
