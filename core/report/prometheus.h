/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inspections as metrics, in Prometheus's text exposition format (0.0.4): for the node exporter's textfile
 * collector. */
#ifndef CC_REPORT_PROMETHEUS_H
#define CC_REPORT_PROMETHEUS_H

#include "base/err.h"
#include "result/inspection.h"

#include <stdio.h>

/* The format wants all samples of a metric together. They are gathered in temporary files, one a metric, so that memory
 * does not grow with the number of targets. */
struct prometheus;

struct prometheus *prometheus_new(struct cc_err *e);             /* NULL with e set: no temporary file */
/* Add one inspection. A target and address met before are left out: a series may be there once. 0, or -1 (errno). */
int prometheus_add(struct prometheus *p, const struct inspection *i);
int prometheus_write(struct prometheus *p, FILE *f);             /* all of it; 0, or -1 (errno) */
void prometheus_free(struct prometheus *p);                      /* NULL is fine */

#endif
