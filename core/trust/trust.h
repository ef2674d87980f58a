/* SPDX-License-Identifier: GPL-3.0-or-later
 * Trust anchors. The system's bundle is indexed by subject, not loaded: only roots that a path asks for are parsed.
 * An index is read-only once built and may be shared by all threads; a struct trust is one engine's view of it, with
 * the roots of --ca, --add-ca, the demo and the session on top. */
#ifndef CC_TRUST_H
#define CC_TRUST_H

#include "x509/cert.h"
#include "base/err.h"
#include "result/inspection.h"

struct trust_index;
struct trust;

/* The system's store: $SSL_CERT_FILE if set, else the bundle found at configure time. A missing one gives an empty
 * index and a message in e (returns non-NULL all the same). */
struct trust_index *trust_index_system(struct cc_err *e);
/* The same, empty until it is filled, which whoever shares it does once, before anybody looks into it: nothing is read
 * for a screen on which nobody has asked for anything yet. Filling one that is full does nothing. */
struct trust_index *trust_index_later(void);
void trust_index_fill(struct trust_index *ix, struct cc_err *e);
void trust_index_free(struct trust_index *ix);
size_t trust_index_count(const struct trust_index *ix);
struct cert *trust_index_read(const struct trust_index *ix, size_t i);        /* a new reference */
/* when its file was written; 0: not known */
int64_t trust_index_date(const struct trust_index *ix);
bool trust_index_public(const struct trust_index *ix, size_t i);              /* a distributed (Mozilla) root */

/* `ix` is borrowed and may be NULL (--ca: nothing but what is added). */
struct trust *trust_new(const struct trust_index *ix);
/* A view with additions of its own on top of another one, which is borrowed and must outlive it. Looking through the
 * view fills the cache of what is below: both belong to one thread. */
struct trust *trust_over(const struct trust *base);
void trust_free(struct trust *t);
/* Add one root (its reference is taken by cert_ref). ANCHOR_ADDED becomes ANCHOR_PUBLIC for what is byte for byte a
 * distributed root. */
void trust_add(struct trust *t, const struct cert *c, enum anchor_kind kind);
/* Certificates whose subject is this Name (DER), at most `max`: first those whose key has the identifier `key_id`
 * (empty: none is preferred). Returns how many; each is a new reference, and the store keeps its own as long as it
 * lives. */
size_t trust_by_subject(struct trust *t, struct bytes dn, struct bytes key_id, struct cert **out, size_t max);
enum anchor_kind trust_kind(struct trust *t, const struct cert *c);           /* ANCHOR_NONE: not in it */

#endif
