/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which addresses belong to everybody, and which only to this machine or its network. */
#ifndef CC_ADDRESS_H
#define CC_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* False for loopback, link-local, private and all other special-purpose addresses (IANA's registries, RFC 6890), also
 * where an IPv6 address holds such an IPv4 one; and for families that are neither. */
bool address_is_public(const struct sockaddr *a);
bool address_text_is_public(const char *numeric);        /* also false for what is no address */
bool address_is_numeric(const char *host);               /* an IPv4 or IPv6 address, no brackets */

#endif
