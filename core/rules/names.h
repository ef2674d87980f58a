/* SPDX-License-Identifier: GPL-3.0-or-later
 * Does a name of a certificate stand for a host? RFC 9525 (formerly RFC 6125) section 6, as browsers read it. */
#ifndef CC_NAMES_H
#define CC_NAMES_H

#include "x509/cert.h"
#include "result/finding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The name to be found in a certificate; borrowed. */
struct name_ref {
	const char *host;        /* A-label or bare address, lower case, no trailing dot; never NULL */
	bool is_ip;
	uint8_t ip[16];          /* network order; ip_len octets of it mean something */
	size_t ip_len;           /* 4 or 16 when is_ip */
	bool is_email;           /* a mailbox (has an `@`): RFC 5280 4.2.1.6, compared with e-mail entries alone */
};

/* A reference to `host`, which is looked at for being an address (IPv4 in dotted form, IPv6 without brackets). */
struct name_ref name_ref(const char *host);

/* Does the presented DNS name (n octets, as they stand in the certificate) match the host, which is no address?
 * RFC 9525 6.3: labels compare without regard to ASCII case; `*` counts only as the whole left-most label and
 * stands for exactly one label. A wildcard over everything below a public suffix (`*.com`, `*.co.uk`, `*.intranet`)
 * matches nothing (Chromium, X509Certificate::VerifyHostname; privately run suffixes such as github.io may have
 * one). A name with an empty label, a final dot, a NUL or a byte above 127 matches nothing (RFC 5280 4.2.1.6,
 * RFC 1034 3.5). Underscores are compared as they stand: DNS has them, though a certificate should not. */
bool names_dns_match(const char *presented, size_t n, const char *host);

/* Does this entry match? Addresses match address entries alone, octet by octet (RFC 9525 6.5: no mapped forms). */
bool names_match_san(const struct san *s, const struct name_ref *ref);

/* Any entry of the certificate. */
bool names_match_cert(const struct cert *c, const struct name_ref *ref);

/* Is there an entry that speaks of servers at all (dNSName or iPAddress)? Without one, old tools fall back to the
 * CN. */
bool names_has_host_entry(const struct cert *c);

/* Is the common name the host's (as a fallback of the old tools, RFC 6125 6.4.4)? */
bool names_match_cn(const struct cert *c, const struct name_ref *ref);

/* Which kind of mismatch it is, by the contract's order: "ip-address", "www", "wildcard-depth", "sibling",
 * "shared-host" or "unrelated". Meaningful only when nothing matches. `nearest` (may be NULL) gets the index of the
 * entry that tells, or the first DNS entry, or -1. */
enum variant names_variant(const struct cert *c, const struct name_ref *ref, int *nearest);

/* The domain that somebody registered: one label more than the public suffix (publicsuffix.org, by libpsl), or the
 * name itself where it is a suffix. Points into `name`. */
const char *names_registrable(const char *name);

/* Does it end in a top-level domain of that list? True where there is no list. */
bool names_has_tld(const char *name);

#endif
