/* SPDX-License-Identifier: GPL-3.0-or-later
 * Servers for tests: a child process that listens on a loopback port and plays a part for each connection. It ends with
 * its parent, or after loopback_seconds. */
#ifndef CC_TESTS_LOOPBACK_H
#define CC_TESTS_LOOPBACK_H

#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct cert;

struct loopback {
	pid_t pid;
	int port;
};

extern unsigned loopback_seconds;                        /* 60; for those that are started afterwards */

typedef void loopback_part(int fd, const void *arg);     /* one connection; the caller closes fd */

void loopback_start(struct loopback *l, loopback_part *part, const void *arg);
/* on ::1; false: no IPv6 here */
bool loopback_start6(struct loopback *l, int port, loopback_part *part, const void *arg);
void loopback_stop(struct loopback *l);
int loopback_closed_port(void);                          /* nobody listens there */

/* A listener that takes nobody any more: what it is sent is dropped, so that a connection never comes about. */
struct loopback_deaf {
	int fds[5];                                      /* the listener and its crowd */
};
void loopback_deaf_start(struct loopback_deaf *d, int port);
void loopback_deaf_stop(struct loopback_deaf *d);

void loopback_no_proxy(void);                            /* forget the environment's: loopback is reached directly */

void loopback_say(int fd, const char *text);
void loopback_hear(int fd, char *line, size_t size);     /* up to a line feed, which is cut; "" at the end */
void loopback_swallow(int fd);                           /* read until the peer closes */
void loopback_reset(int fd);                             /* make the close that follows a reset */

/* A key and a chain of two for www.example.com and 127.0.0.1; made before the server starts where its CA has to be
 * known. */
struct loopback_identity;
struct loopback_identity *loopback_identity_new(void);
struct loopback_tls;
struct loopback_identity *loopback_identity_of(const struct loopback_tls *t);        /* its kind of key and dates */
void loopback_identity_save(const struct loopback_identity *id, const char *path);   /* the CA, as PEM */
/* The leaf and its key, as PEM: what --cert takes. */
void loopback_identity_save_own(const struct loopback_identity *id, const char *path);
struct cert *loopback_identity_ca(const struct loopback_identity *id);               /* a new reference */
void loopback_identity_free(struct loopback_identity *id);

/* A TLS server. */
struct loopback_tls {
	const struct loopback_identity *identity;            /* NULL: another one for each connection */
	const char *priority;                                /* NULL: NORMAL */
	gnutls_certificate_request_t client_cert;
	const struct cert *client_ca;                        /* named in the request; NULL: none is */
	const char *staple;                                  /* NULL: none; sent as it stands */
	int rsa_bits;                                        /* 0: an EC key; 1024, 2048 */
	const struct loopback_tls *second;                   /* a further certificate, of another kind; NULL: none */
	unsigned key_usage;                                  /* the leaf's; 0: the usual */
	int dh_bits;                                         /* 0: no DHE parameters of our own */
	size_t padding;                                      /* bytes of an extension in the leaf */
	const char *scts;                                    /* said in the ServerHello's extension 18; NULL: none */
	size_t n_scts;                                       /* its octets; 0: up to its NUL */
	bool forged;                                         /* signs with a key that is not the leaf's */
	bool anonymous;                                      /* no certificate at all */
	const char *ca_issuers;                              /* where the leaf says that its issuer is; NULL: nowhere */
	bool leaf_only;                                      /* the issuer is not sent */
	const char *const *names;                            /* the leaf's; NULL: www.example.com alone */
	/* one certificate for all connections; otherwise each gets a new one */
	bool same;
	enum loopback_asked { LOOPBACK_ANY, LOOPBACK_MIMIC, LOOPBACK_STRICT } asked;
		/* for another name (SNI): the same; one made
	                                                      * out to it; an alert */
	int64_t not_before, not_after;                       /* of both certificates; 0: an hour ago, in a day */
	const char *plain_first;                             /* said before the handshake; NULL: nothing */
};
gnutls_session_t loopback_tls_open(int fd, const struct loopback_tls *t);     /* after the handshake; NULL: it failed */
void loopback_tls(int fd, const void *arg);              /* arg: a struct loopback_tls */

#endif
