/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a process that has all it needs gives up beside system calls (enclose.h): the rights of root, and the sight of
 * people's files. Neither is ever taken back. */
#ifndef CC_DROP_H
#define CC_DROP_H

#include <stdbool.h>

/* From root to nobody (65534), in all threads. With `reads` the calling thread, and those that it starts, may go on
 * reading every file, for certificates among them will be named later; nothing else is left (capabilities(7)). False:
 * not root, or it cannot be had (a container without such a user); then nothing has changed. */
bool drop_root(bool reads);

/* The calling thread, and those that it starts, read no file below the homes of people, /tmp, /var/tmp, /srv and where
 * media are mounted: landlock(7), of Linux 5.13. Libraries and what they look up lie elsewhere; where they may not
 * (LD_LIBRARY_PATH), false. What is open stays open. */
bool drop_homes(void);
bool drop_homes_there(void);

#endif
