/* SPDX-License-Identifier: GPL-3.0-or-later
 * The step of a verification that is none of the certificate's: does who shows it hold its key? And which of the other
 * steps have been seen before. For lessons; pure. */
#ifndef CC_PROOF_H
#define CC_PROOF_H

#include "result/inspection.h"

/* Was a certificate shown by somebody who could prove, or fail to prove, that he holds the key? */
bool proof_asked(const struct inspection *i);
enum step_result proof_result(const struct inspection *i);
char *proof_text(const struct inspection *i);            /* one sentence; the caller frees */
extern const char proof_title[];                         /* "Does it hold the key?" */

/* Nothing new: the same kind of check passed, or was not tried, on this certificate and on an earlier one. */
bool step_repeats(const struct inspection *i, size_t step);

#endif
