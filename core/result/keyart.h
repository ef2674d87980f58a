/* SPDX-License-Identifier: GPL-3.0-or-later
 * The picture of a key: OpenSSH's "drunken bishop" (Loss, Limmer, von Gernler: The drunken bishop, 2009; OpenSSH
 * sshkey.c), walked over the SHA-256 of the public key, so that a changed key is seen at a glance. */
#ifndef CC_KEYART_H
#define CC_KEYART_H

#include <stddef.h>
#include <stdint.h>

enum { KEYART_W = 17, KEYART_H = 9 };

struct keyart { char rows[KEYART_H][KEYART_W + 1]; };    /* ASCII, each row ends in NUL */

struct keyart keyart_draw(const uint8_t *hash, size_t n);

#endif
