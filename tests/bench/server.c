/* SPDX-License-Identifier: GPL-3.0-or-later
 * The server behind the benchmarks, at three ports, which it prints: a chain of three under TLS 1.3 (P-256; the root is
 * not sent), one of five under TLS 1.2 (RSA-2048; four are sent), and a port where nobody ever answers. A few processes
 * a core, a thread for each connection. Writes the system's roots and its own to DIR/bundle.pem and the first chain to
 * DIR/chain.pem, and ends with its standard input. */
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

enum { MOST_CERTS = 5, BACKLOG = 4096, MAX_PROCESSES = 16, MAX_PATH = 4096, CROWD = 4 };

/* A chain, from its root to the leaf. */
struct chain {
	const char *priority;
	enum pki_key_kind kind;
	size_t n;
	struct pki_cert made[MOST_CERTS];
	int listener, port;
};

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void make_chain(struct chain *c)
{
	static const char *const names[] = { "localhost", "*.bench.localhost", NULL };
	int64_t now = time(NULL);
	struct cc_err e;

	for (size_t i = 0; i < c->n; i++) {
		char cn[64];
		bool leaf = i + 1 == c->n;
		struct pki_spec spec = { .cn = leaf ? "localhost" : cn, .names = leaf ? names : NULL,
			.flags = leaf ? 0 : PKI_CA, .not_before = now - 30 * 86400, .not_after = now + 60 * 86400 };

		(void)snprintf(cn, sizeof cn, "Bench %s %d-%zu", i == 0 ? "Root" : "CA", (int)c->kind, i);
		if (pki_cert_make(&c->made[i], &spec, pki_key_new(c->kind, &e), i == 0 ? NULL : &c->made[i - 1], &e)
			!= 0)
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

static void write_files(const char *dir, const char *system_bundle, const struct chain *chains, size_t n_chains)
{
	char path[MAX_PATH], block[65536];
	FILE *out, *in = fopen(system_bundle, "r");
	size_t n;

	(void)snprintf(path, sizeof path, "%s/bundle.pem", dir);
	if ((out = fopen(path, "w")) == NULL)
		fail(path);
	while (in != NULL && (n = fread(block, 1, sizeof block, in)) > 0)
		(void)fwrite(block, 1, n, out);
	for (size_t i = 0; i < n_chains; i++)
		put_pem(out, &chains[i].made[0]);
	if (fclose(out) != 0)
		fail(path);
	if (in != NULL)
		(void)fclose(in);
	(void)snprintf(path, sizeof path, "%s/chain.pem", dir);
	if ((out = fopen(path, "w")) == NULL)
		fail(path);
	for (size_t i = chains[0].n; --i > 0;)
		put_pem(out, &chains[0].made[i]);
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

static void serve(const struct chain *c)
{
	gnutls_certificate_credentials_t cred;
	gnutls_priority_t prio;
	gnutls_pcert_st chain[MOST_CERTS];
	pthread_attr_t detached;
	pthread_t thread;
	int on = 1;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)gnutls_certificate_allocate_credentials(&cred);
	(void)gnutls_priority_init(&prio, c->priority, NULL);
	for (size_t i = 0; i + 1 < c->n; i++) {
		const struct pki_cert *one = &c->made[c->n - 1 - i];
		gnutls_datum_t der = { (unsigned char *)one->der.data, (unsigned)one->der.len };

		if (gnutls_pcert_import_x509_raw(&chain[i], &der, GNUTLS_X509_FMT_DER, 0) != 0)
			fail("chain");
	}
	if (gnutls_certificate_set_key(cred, NULL, 0, chain, (int)c->n - 1, pki_key_gnutls(c->made[c->n - 1].key)) < 0)
		fail("key");
	(void)pthread_attr_init(&detached);
	(void)pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
	/* a thread for each: some clients open all their connections before they speak on any */
	for (;;) {
		struct visit *v = malloc(sizeof *v);

		if (v == NULL)
			fail("malloc");
		*v = (struct visit){ accept(c->listener, NULL, NULL), cred, prio };
		if (v->fd < 0) {
			free(v);
			continue;
		}
		(void)setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		if (pthread_create(&thread, &detached, serve_visit, v) != 0)
			(void)serve_visit(v);
	}
}

static int listens(int backlog, int *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(fd, (struct sockaddr *)&a, sizeof a) != 0 || listen(fd, backlog) != 0
		|| getsockname(fd, (struct sockaddr *)&a, &len) != 0)
		fail("listen");
	*port = ntohs(a.sin_port);
	return fd;
}

/* A listener that takes nobody any more: the kernel drops what comes. */
static int nobody(void)
{
	int port;
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	(void)listens(0, &port);
	a.sin_port = htons((uint16_t)port);
	for (int i = 0; i < CROWD; i++)
		(void)connect(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), (struct sockaddr *)&a, sizeof a);
	return port;
}

int main(int argc, char **argv)
{
	static struct chain chains[] = {
		{ .priority = "NORMAL", .kind = PKI_P256, .n = 3 },
		{ .priority = "NORMAL:-VERS-TLS1.3", .kind = PKI_RSA2048, .n = MOST_CERTS },
	};
	enum { N_CHAINS = sizeof chains / sizeof *chains };
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	char c;

	if (argc != 3) {
		(void)fprintf(stderr, "usage: server DIR SYSTEM-BUNDLE\n");
		return 2;
	}
	(void)setpgid(0, 0);             /* so that its end is its own processes' end and nobody else's */
	for (size_t i = 0; i < N_CHAINS; i++) {
		make_chain(&chains[i]);
		chains[i].listener = listens(BACKLOG, &chains[i].port);
	}
	write_files(argv[1], argv[2], chains, N_CHAINS);
	for (long i = 0; i < 4 * n && i < MAX_PROCESSES; i++)
		for (size_t k = 0; k < N_CHAINS; k++)
			if (fork() == 0)
				serve(&chains[k]);
	(void)printf("%d %d %d\n", chains[0].port, chains[1].port, nobody());
	(void)fflush(stdout);
	while (read(STDIN_FILENO, &c, 1) > 0)
		;
	(void)signal(SIGTERM, SIG_IGN);
	(void)kill(0, SIGTERM);
	return 0;
}
