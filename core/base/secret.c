/* SPDX-License-Identifier: GPL-3.0-or-later
 * Passwords and private keys in memory. */
#include "base/secret.h"

#include <sys/prctl.h>

void secret_held(void)
{
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
