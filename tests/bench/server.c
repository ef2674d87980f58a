/* SPDX-License-Identifier: GPL-3.0-or-later
 * The server behind the benchmarks: a chain of three (P-256), served by a few processes a core, a thread for each
 * connection. Writes the system's roots and its own to DIR/bundle.pem and the chain to DIR/chain.pem, prints its port,
 * and ends with its standard input. */
#include "pki/pki.h"

#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOT, CA, LEAF, N_CERTS, BACKLOG = 4096, MAX_PROCESSES = 16, MAX_PATH = 4096 };

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void make_chain(struct pki_cert made[N_CERTS])
{
	static const char *const names[] = { "localhost", "*.bench.localhost", NULL };
	const struct pki_spec specs[N_CERTS] = {
		[ROOT] = { .cn = "Bench Root", .flags = PKI_CA },
		[CA] = { .cn = "Bench CA", .flags = PKI_CA },
		[LEAF] = { .cn = "localhost", .names = names },
	};
	int64_t now = time(NULL);
	struct cc_err e;

	for (int i = 0; i < N_CERTS; i++) {
		struct pki_spec spec = specs[i];

		spec.not_before = now - 30 * 86400;
		spec.not_after = now + 60 * 86400;
		if (pki_cert_make(&made[i], &spec, pki_key_new(PKI_P256, &e), i == ROOT ? NULL : &made[i - 1], &e) != 0)
			fail(e.msg);
	}
}

static void put_pem(FILE *f, const struct pki_cert *c)
{
	gnutls_datum_t der = { (unsigned char *)c->der.data, (unsigned)c->der.len }, pem;

	if (gnutls_pem_base64_encode2("CERTIFICATE", &der, &pem) != 0 || fwrite(pem.data, 1, pem.size, f) != pem.size)
		fail("pem");
	gnutls_free(pem.data);
}

static void write_files(const char *dir, const char *system_bundle, struct pki_cert made[N_CERTS])
{
	char path[MAX_PATH], block[65536];
	FILE *out, *in = fopen(system_bundle, "r");
	size_t n;

	(void)snprintf(path, sizeof path, "%s/bundle.pem", dir);
	if ((out = fopen(path, "w")) == NULL)
		fail(path);
	while (in != NULL && (n = fread(block, 1, sizeof block, in)) > 0)
		(void)fwrite(block, 1, n, out);
	put_pem(out, &made[ROOT]);
	if (fclose(out) != 0)
		fail(path);
	if (in != NULL)
		(void)fclose(in);
	(void)snprintf(path, sizeof path, "%s/chain.pem", dir);
	if ((out = fopen(path, "w")) == NULL)
		fail(path);
	put_pem(out, &made[LEAF]);
	put_pem(out, &made[CA]);
	if (fclose(out) != 0)
		fail(path);
}

static void serve_one(int fd, gnutls_certificate_credentials_t cred, gnutls_priority_t prio)
{
	static const char page[] = "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n";
	gnutls_session_t s;
	char line[1024];
	int r;

	(void)gnutls_init(&s, GNUTLS_SERVER | GNUTLS_NO_TICKETS);
	(void)gnutls_priority_set(s, prio);
	(void)gnutls_credentials_set(s, GNUTLS_CRD_CERTIFICATE, cred);
	gnutls_transport_set_int(s, fd);
	gnutls_handshake_set_timeout(s, 2000);
	do
		r = gnutls_handshake(s);
	while (r < 0 && !gnutls_error_is_fatal(r));
	if (r == 0 && gnutls_record_recv(s, line, sizeof line) > 0) {
		(void)gnutls_record_send(s, page, sizeof page - 1);
		(void)gnutls_bye(s, GNUTLS_SHUT_WR);
	}
	gnutls_deinit(s);
	(void)close(fd);
}

struct visit {
	int fd;
	gnutls_certificate_credentials_t cred;
	gnutls_priority_t prio;
};

static void *serve_visit(void *arg)
{
	struct visit *v = arg;

	serve_one(v->fd, v->cred, v->prio);
	free(v);
	return NULL;
}

static void serve(int listener, struct pki_cert made[N_CERTS])
{
	gnutls_certificate_credentials_t cred;
	gnutls_priority_t prio;
	gnutls_pcert_st chain[2];
	pthread_attr_t detached;
	pthread_t thread;
	int on = 1;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)gnutls_certificate_allocate_credentials(&cred);
	(void)gnutls_priority_init(&prio, "NORMAL", NULL);
	for (int i = 0; i < 2; i++) {
		gnutls_datum_t der = { (unsigned char *)made[LEAF - i].der.data, (unsigned)made[LEAF - i].der.len };

		if (gnutls_pcert_import_x509_raw(&chain[i], &der, GNUTLS_X509_FMT_DER, 0) != 0)
			fail("chain");
	}
	if (gnutls_certificate_set_key(cred, NULL, 0, chain, 2, pki_key_gnutls(made[LEAF].key)) < 0)
		fail("key");
	(void)pthread_attr_init(&detached);
	(void)pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
	/* a thread for each: some clients open all their connections before they speak on any */
	for (;;) {
		struct visit *v = malloc(sizeof *v);

		if (v == NULL)
			fail("malloc");
		*v = (struct visit){ accept(listener, NULL, NULL), cred, prio };
		if (v->fd < 0) {
			free(v);
			continue;
		}
		(void)setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		if (pthread_create(&thread, &detached, serve_visit, v) != 0)
			(void)serve_visit(v);
	}
}

int main(int argc, char **argv)
{
	struct pki_cert made[N_CERTS];
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof a;
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	char c;

	if (argc != 3) {
		(void)fprintf(stderr, "usage: server DIR SYSTEM-BUNDLE\n");
		return 2;
	}
	(void)setpgid(0, 0);             /* so that its end is its own processes' end and nobody else's */
	make_chain(made);
	write_files(argv[1], argv[2], made);
	if (bind(listener, (struct sockaddr *)&a, sizeof a) != 0 || listen(listener, BACKLOG) != 0
		|| getsockname(listener, (struct sockaddr *)&a, &len) != 0)
		fail("listen");
	for (long i = 0; i < 4 * n && i < MAX_PROCESSES; i++)
		if (fork() == 0)
			serve(listener, made);
	(void)printf("%d\n", ntohs(a.sin_port));
	(void)fflush(stdout);
	while (read(STDIN_FILENO, &c, 1) > 0)
		;
	(void)signal(SIGTERM, SIG_IGN);
	(void)kill(0, SIGTERM);
	return 0;
}
