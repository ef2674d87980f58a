/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file without certificates: not one to look at, but an answer to who named it. Pure. */
#ifndef CC_WRONG_FILE_H
#define CC_WRONG_FILE_H

#include "result/inspection.h"

/* Why there is nothing in the file that was asked for in these words; NULL: there is, or it was no file, or another. */
const char *wrong_file(const struct inspection *i, const char *asked);

#endif
