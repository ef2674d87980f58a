/* SPDX-License-Identifier: GPL-3.0-or-later
 * How many more files and sockets this process may open: running out of them is no fault of the host that is next. */
#ifndef CC_DESCRIPTORS_H
#define CC_DESCRIPTORS_H

#include <stddef.h>

size_t descriptors_limit(void);          /* RLIMIT_NOFILE */
/* How many are free, counted no further than `most`. Another thread may take them the next moment. */
size_t descriptors_left(size_t most);

#endif
