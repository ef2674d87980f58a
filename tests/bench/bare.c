/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a client cannot go below: GnuTLS alone, handshake and verification, with its trust list loaded once. The CAs of
 * each server's first chain are trusted from then on, as certcard remembers a CA's signature that it has verified, so
 * that one signature is left of a chain. One thread a core takes connections from a common count.
 * usage: bare PORT[,PORT]... BUNDLE COUNT THREADS; the ports are taken by turns */
#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_PORTS = 8 };

static struct {
	int ports[MAX_PORTS], n_ports;
	gnutls_certificate_credentials_t cred;
	gnutls_priority_t prio;
	atomic_long left, bad;
} bench;

/* The issuers that came with the leaf: verified, so they need not be again. */
static void keep(gnutls_session_t s)
{
	unsigned n = 0;
	const gnutls_datum_t *chain = gnutls_certificate_get_peers(s, &n);

	for (unsigned i = 1; i < n; i++)
		(void)gnutls_certificate_set_x509_trust_mem(bench.cred, &chain[i], GNUTLS_X509_FMT_DER);
}

static int one(int port, int first)
{
	struct sockaddr_in a =
		{ .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0), r;
	gnutls_session_t s;

	if (connect(fd, (struct sockaddr *)&a, sizeof a) != 0) {
		(void)close(fd);
		return -1;
	}
	(void)gnutls_init(&s, GNUTLS_CLIENT | GNUTLS_NO_TICKETS | GNUTLS_KEY_SHARE_TOP);
	(void)gnutls_priority_set(s, bench.prio);
	(void)gnutls_credentials_set(s, GNUTLS_CRD_CERTIFICATE, bench.cred);
	(void)gnutls_server_name_set(s, GNUTLS_NAME_DNS, "localhost", 9);
	gnutls_session_set_verify_cert(s, "localhost", 0);
	gnutls_transport_set_int(s, fd);
	do
		r = gnutls_handshake(s);
	while (r < 0 && !gnutls_error_is_fatal(r));
	if (r == 0 && first)
		keep(s);
	gnutls_deinit(s);
	(void)close(fd);
	return r;
}

static void *run(void *arg)
{
	long left;

	(void)arg;
	while ((left = atomic_fetch_sub(&bench.left, 1)) > 0)
		if (one(bench.ports[left % bench.n_ports], 0) != 0)
			atomic_fetch_add(&bench.bad, 1);
	return NULL;
}

static void read_ports(char *list)
{
	while (bench.n_ports < MAX_PORTS && *list != '\0') {
		bench.ports[bench.n_ports++] = (int)strtol(list, &list, 10);
		list += *list == ',';
	}
}

int main(int argc, char **argv)
{
	pthread_t threads[64];
	int n;

	if (argc != 5)
		return 2;
	read_ports(argv[1]);
	if (bench.n_ports == 0)
		return 2;
	bench.left = strtol(argv[3], NULL, 10);
	n = (int)strtol(argv[4], NULL, 10);
	(void)gnutls_certificate_allocate_credentials(&bench.cred);
	if (gnutls_certificate_set_x509_trust_file(bench.cred, argv[2], GNUTLS_X509_FMT_PEM) <= 0)
		return 1;
	(void)gnutls_priority_init(&bench.prio, "NORMAL:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1", NULL);
	/* before there are threads: the list is not for changing under them */
	for (int i = 0; i < bench.n_ports && bench.left > 0; i++) {
		bench.left--;
		bench.bad += one(bench.ports[i], 1) != 0;
	}
	for (int i = 0; i < n && i < 64; i++)
		(void)pthread_create(&threads[i], NULL, run, NULL);
	for (int i = 0; i < n && i < 64; i++)
		(void)pthread_join(threads[i], NULL);
	if (bench.bad != 0)
		(void)fprintf(stderr, "bare: %ld failed\n", (long)bench.bad);
	return bench.bad == 0 ? 0 : 1;
}
