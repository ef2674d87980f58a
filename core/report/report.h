/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the reports share: a finished inspection goes out on a FILE. Each returns 0, or -1 when writing failed (errno is
 * set: a full disk is reported by the caller). */
#ifndef CC_REPORT_H
#define CC_REPORT_H

#include "result/inspection.h"
#include "options/opts.h"

struct report_style {
	bool color;              /* escape sequences allowed */
	bool ascii;              /* nothing outside ASCII */
	int width;               /* columns to wrap at */
	enum audience audience;
};

#endif
