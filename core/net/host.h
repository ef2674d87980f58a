/* SPDX-License-Identifier: GPL-3.0-or-later
 * A host as somebody types it: a name, also an international one, or an address. */
#ifndef CC_HOST_H
#define CC_HOST_H

#include <stdbool.h>
#include <stddef.h>

struct host {
	/* lower case, an A-label form or a bare address (inet_ntop's form), no trailing dot; owned */
	char *ascii;
	char *unicode; /* clean text; equal to ascii where nothing is international; owned */
	bool is_ip;
	char *zone;    /* "eth0", of a link-local address that names one (RFC 4007 11); owned; NULL: none */
};

/* Read `n` bytes. International names go through IDNA2008 with UTS 46 mapping, non-transitional (RFC 5891, UTS 46);
 * "[...]" is an IPv6 address, whose % may be written as %25 (RFC 6874). NULL, or why it is no host (static); then *out
 * is empty. */
const char *host_read(const char *p, size_t n, struct host *out);
void host_done(struct host *h);
char *host_dialled(const struct host *h);     /* "fe80::1%eth0": what to connect to; the caller frees */

/* A port from 1 to 65535 in n decimal digits. */
bool host_port(const char *p, size_t n, int *port);

/* Could "NAME" or "NAME:PORT" be found by everybody: does it end in a top-level domain of the Public Suffix List, or is
 * it an address? */
bool host_could_be_public(const char *text);

#endif
