/* SPDX-License-Identifier: GPL-3.0-or-later
 * From what somebody typed to where to go: host, port, protocol, or a file, a demo, the store. No I/O but stat(). */
#ifndef CC_TARGET_H
#define CC_TARGET_H

#include "base/err.h"
#include "result/inspection.h"

struct opts;

/* How TLS begins on a scheme. */
struct service {
	const char *scheme;      /* "smtp" */
	int port;                /* its default */
	const char *starttls;    /* name of the upgrade dialogue (tls/starttls.def), NULL: TLS from the first byte */
};

struct target {
	/* owned; see result/inspection.h. facts.input may be unclean here: it is cleaned when the inspection takes it
	 * over. */
	struct target_facts facts;
	const struct service *service;   /* NULL for files and the store */
	char *path;              /* of a file ("-": standard input); NULL otherwise */
	char *part;              /* of it, by name (engine/parts.h); NULL: the whole */
	char *demo;              /* scenario's name; NULL otherwise */
	char *connect_host;      /* --connect, or the host with its interface; NULL: the host itself */
	int connect_port;        /* 0: the target's */
};

/* 0, or -1 with one clear line in e. The host is lower case, an A-label or a bare address (no brackets, no
 * trailing dot); international names go through IDNA2008 (libidn2, with UTS 46 mapping, non-transitional). */
int target_parse(struct target *t, const char *text, const struct opts *o, struct cc_err *e);
void target_done(struct target *t);
/* Do --servername, --connect and --starttls make sense? Once for all targets; 0, or -1 with one clear line in e. */
int target_check_opts(const struct opts *o, struct cc_err *e);
/* Can this text be nothing but a place: a URL, a name that everybody could find, an address, something with a port or a
 * slash, a file's ending? A word alone can be many things. And is it a host's name that everybody could find? */
bool target_obvious(const char *text);
bool target_obvious_host(const char *text);
/* Does it end as the name of a file that certcard reads (".pem")? Then it means a file always. */
bool target_names_file(const char *text);
const struct service *service_at(size_t i);               /* NULL at the end; for help and completion */

#endif
