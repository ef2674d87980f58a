/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files under a password. */
#ifndef CC_TESTS_LOCKED_H
#define CC_TESTS_LOCKED_H

/* A PKCS #12 file with a certificate of locked.test, encrypted and with a MAC. */
void locked_write(const char *path, const char *password);

#endif
