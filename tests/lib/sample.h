/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inspections made by hand, with everything filled: for tests of what reads them. */
#ifndef CC_SAMPLE_H
#define CC_SAMPLE_H

#include "result/inspection.h"

/* A wrong name under a chain of three, with a stranger and a certificate that does not parse, every finding field,
 * steps and a dead end. The texts hold quotes, markup and escapes of strangers as text_clean() leaves them. Free with
 * inspection_free(). */
struct inspection *sample_untrusted(void);
struct inspection *sample_trusted(void);      /* a chain of two, nothing to say */
struct inspection *sample_caution(void);      /* expires soon */
struct inspection *sample_unreachable(void);  /* refused: no cards */

/* A finding by hand, its words set to "WHAT of ID" and so on (not by finding_explain). */
void sample_finding(struct inspection *i, enum finding_id id, enum level level, enum variant variant, int card);

#endif
