/* SPDX-License-Identifier: GPL-3.0-or-later
 * Takes a test's folder away. */
#ifndef CC_REMOVE_ALL_H
#define CC_REMOVE_ALL_H

int remove_all(const char *folder);      /* with everything below, no link followed; 0, or -1 */

#endif
