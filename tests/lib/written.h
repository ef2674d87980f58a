/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a report writes of an inspection, as a string, for tests. */
#ifndef CC_TESTS_WRITTEN_H
#define CC_TESTS_WRITTEN_H

#include "result/inspection.h"

#include <stdio.h>

/* The caller frees. A report that says that it could not be written fails the test. */
char *written(int (*report)(FILE *, const struct inspection *), const struct inspection *i);
/* As text, 200 columns wide. */
char *written_text(const struct inspection *i);

#endif
