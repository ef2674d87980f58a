/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file that is a list of files: what kubectl writes of several Secrets, ConfigMaps or whatever else, as a List in
 * JSON or YAML, as several documents of YAML (YAML 1.2.2, 9.2) or as several values of JSON. */
#ifndef CC_FILE_PARTS_H
#define CC_FILE_PARTS_H

#include "base/buf.h"

#include <stdbool.h>

/* One of them: its octets as they stand there, the line of the file in which they begin, and its name, such as
 * "default/secret/web": letters, digits and ".-_:/" alone, no two alike. */
struct file_part {
	char *name;
	struct bytes octets;
	unsigned line;
};

/* The parts, in their order; the octets are borrowed. 0 of them: the data is no list, or one of a single part. More
 * than LIMIT_FILE_ITEMS: the rest is left out, and `more` is set. To be freed with file_parts_free(). */
size_t file_parts(struct bytes data, struct file_part **out, bool *more);
void file_parts_free(struct file_part *parts, size_t n);

#endif
