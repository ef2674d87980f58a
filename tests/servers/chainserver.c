/* SPDX-License-Identifier: GPL-3.0-or-later
 * Serves the chains of tests/core/chains.def and clients.def over TLS, dated from now, each on a port of its own, and
 * says what certcard holds that every client makes of them:  chainserver FOLDER ADDRESS FIRST-PORT
 * Into the folder: N.pem, the roots that a client is to trust for the N-th; N.own beside it where that is the leaf
 * itself, which is no CA's; `chains` (N, port and name a line) and
 * `answers` (N, client, version, yes, no or ?, code, can its user go on), separated by tabs; `ready` when all ports
 * listen. */
#include "lib/chain-row.h"

#include "base/mem.h"
#include "judge/judge.h"
#include "pki/pki.h"

#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SENT_MAX = 24, CONNECTION_SECONDS = 20 };

#define OPEN "@"
#define SECRET "~"
#define BROWSERS(label, line, sent, trusted, ...) \
	{ .name = label, .certs = line, .presented = sent, .anchors = trusted },
static const struct chain_row rows[] = {
#include "core/chains.def"
#include "core/clients.def"
};

enum { N_ROWS = sizeof rows / sizeof *rows };

/* A chain that is served. */
struct served {
	gnutls_pcert_st certs[SENT_MAX];
	unsigned n;
	gnutls_privkey_t key;
	int listener;
	bool secret;             /* by RSA key exchange alone */
};

static struct served served[N_ROWS];
static gnutls_priority_t priority, priority_secret;
static struct chain stranger;

static FILE *out_open(const char *folder, const char *name, const char *mode)
{
	char path[4096];
	FILE *f = NULL;

	if (snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path)
		f = fopen(path, mode);
	if (f == NULL) {
		fprintf(stderr, "chainserver: cannot write %s\n", path);
		exit(1);
	}
	return f;
}

/* Only what every client meets alike: the usual name, judged as of now, by no wish of a user's. */
static bool row_fits(const struct chain_row *r)
{
	return r->host == NULL && r->version == 0 && !r->strict && r->max_depth == 0 && r->seconds == 0 && !r->busy
		&& strstr(r->certs, "to=0") == NULL && strchr(r->certs, '!') == NULL && r->certs[0] != OPEN[0]
		&& strchr(r->presented, '*') == NULL
		/* which of two trusted roots of one name is tried is chance, where no key is named */
		&& (strstr(r->certs, "named=R noskid") == NULL || strchr(r->anchors, ' ') == NULL);
}

static bool row_is_secret(const struct chain_row *r)
{
	return r->certs[0] == SECRET[0];
}

static void answers_write(FILE *f, size_t at, struct cert **sent, size_t n, struct cert **anchors, size_t n_anchors,
	int64_t now)
{
	static const char *const words[] = { [ANSWER_NO] = "no", [ANSWER_YES] = "yes", [ANSWER_UNKNOWN] = "?" };
	struct inspection *i = mem_alloc(sizeof *i);
	struct opts o;
	struct judge_input in = { .opts = &o, .now = now, .presented = sent, .n_presented = n, .host = CHAINS_HOST,
		.tls = { .server = true, .version = row_is_secret(&rows[at]) ? 0x0303 : 0x0304,
			.rsa_exchange = row_is_secret(&rows[at]) },
		.trust = trust_new(NULL) };
	struct judge *j;

	opts_defaults(&o);
	for (size_t k = 0; k < n_anchors; k++)
		trust_add(in.trust, anchors[k], ANCHOR_ADDED);
	j = judge_new(&in);
	while (judge_step(j) != JUDGE_DONE)
		;
	i->time = now;
	i->target.host = mem_strdup(CHAINS_HOST);
	judge_finish(j, i);
	for (size_t k = 0; k < i->n_clients; k++) {
		const struct client_answer *a = &i->clients[k];

		fprintf(f, "%zu\t%s\t%s\t%s\t%s\t%s\n", at, a->client, a->version, words[a->accepts],
			a->code != NULL ? a->code : "", words[a->bypass]);
	}
	inspection_free(i);
	trust_free(in.trust);
}

static bool served_certs(struct served *s, struct cert **sent, size_t n)
{
	for (s->n = 0; s->n < n; s->n++) {
		gnutls_datum_t der = { sent[s->n]->der, (unsigned)sent[s->n]->der_len };

		if (gnutls_pcert_import_x509_raw(&s->certs[s->n], &der, GNUTLS_X509_FMT_DER, 0) < 0)
			return false;
	}
	return true;
}

static int served_listen(const char *address, int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || inet_pton(AF_INET, address, &a.sin_addr) != 1
		|| setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0
		|| bind(fd, (struct sockaddr *)&a, sizeof a) != 0 || listen(fd, 16) != 0) {
		perror("chainserver");
		exit(1);
	}
	return fd;
}

static void roots_write(const char *folder, size_t at, const struct cert *leaf, struct cert **anchors, size_t n)
{
	char name[32];
	FILE *f;

	(void)snprintf(name, sizeof name, "%zu.own", at);
	if (n > 0 && cert_same(leaf, anchors[0]) && !leaf->is_ca)
		(void)fclose(out_open(folder, name, "w"));

	if (n == 0) {            /* programs want a root in the file, if only a stranger's */
		n = 1;
		anchors[0] = stranger.certs[0].cert;
	}
	(void)snprintf(name, sizeof name, "%zu.pem", at);
	f = out_open(folder, name, "w");
	for (size_t k = 0; k < n; k++) {
		char *pem = cert_pem(anchors[k]);

		(void)fputs(pem, f);
		free(pem);
	}
	(void)fclose(f);
}

/* With another key than that of its making the leaf could not prove itself, and these GnuTLS does not serve. */
static bool row_cannot_prove(const struct chain_row *r)
{
	static const char *const kinds[] = { "spki=", "p224", "p192", "dsa", "ed448" };
	const char *leaf = strstr(r->certs, "L");

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (leaf == NULL || strstr(leaf, kinds[i]) != NULL)
			return true;
	return false;
}

/* Make one, write it down, listen. Returns whether it is served; what GnuTLS cannot read cannot be. */
static bool row_make(size_t at, struct chain *c, struct chain_keys *keys, const char *folder, FILE *answers,
	const char *address, int port)
{
	struct cert *sent[CHAINS_MAX], *anchors[CHAINS_MAX];
	const struct chain_row *r = &rows[at];
	size_t n, n_anchors;
	int64_t now = time(NULL);
	char of[32];

	(void)snprintf(of, sizeof of, "Chain %zu", at);
	served[at].secret = row_is_secret(r);
	chain_make_of(c, keys, r->certs + served[at].secret, now, of);
	n = chain_pick(c, r->presented, sent, CHAINS_MAX);
	n_anchors = chain_pick(c, r->anchors, anchors, CHAINS_MAX);
	if (n > SENT_MAX || row_cannot_prove(r) || !served_certs(&served[at], sent, n))
		return false;
	served[at].key = pki_key_gnutls(chain_key_of(c, chain_id(c, sent[0])));
	served[at].listener = served_listen(address, port);
	answers_write(answers, at, sent, n, anchors, n_anchors, now);
	roots_write(folder, at, sent[0], anchors, n_anchors);
	return true;
}

static void connection(int fd, const struct served *s)
{
	gnutls_certificate_credentials_t c;
	gnutls_session_t session;
	char bytes[16384];       /* a record's worth: what is left unread resets the connection */
	ssize_t n;
	int r;

	(void)alarm(CONNECTION_SECONDS);
	if (gnutls_certificate_allocate_credentials(&c) < 0)
		_exit(1);
	gnutls_certificate_set_flags(c, GNUTLS_CERTIFICATE_SKIP_KEY_CERT_MATCH);
	if (gnutls_certificate_set_key(c, NULL, 0, (gnutls_pcert_st *)(uintptr_t)s->certs, (int)s->n, s->key) < 0
		|| gnutls_init(&session, GNUTLS_SERVER) < 0
		|| gnutls_priority_set(session, s->secret ? priority_secret : priority) < 0
		|| gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, c) < 0)
		_exit(1);
	gnutls_transport_set_int(session, fd);
	while ((r = gnutls_handshake(session)) < 0 && gnutls_error_is_fatal(r) == 0)
		;
	if (r == 0) {
		static const char page[] = "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nok\n";

		(void)gnutls_record_recv(session, bytes, sizeof bytes);
		(void)gnutls_record_send(session, page, sizeof page - 1);
		(void)gnutls_bye(session, GNUTLS_SHUT_WR);
		(void)shutdown(fd, SHUT_WR);
		do
			n = recv(fd, bytes, sizeof bytes, 0);
		while (n > 0);
	} else {                 /* what a client offers too little for it tells by the alert alone */
		(void)gnutls_alert_send_appropriate(session, r);
	}
	_exit(0);
}

static void serve(void)
{
	struct pollfd polls[N_ROWS];
	size_t which[N_ROWS], n = 0;

	(void)signal(SIGCHLD, SIG_IGN);
	(void)signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < N_ROWS; i++)
		if (served[i].listener > 0) {
			which[n] = i;
			polls[n++] = (struct pollfd){ .fd = served[i].listener, .events = POLLIN };
		}
	while (poll(polls, n, -1) > 0)
		for (size_t i = 0; i < n; i++) {
			int fd = (polls[i].revents & POLLIN) != 0 ? accept(polls[i].fd, NULL, NULL) : -1;

			if (fd >= 0 && fork() == 0)
				connection(fd, &served[which[i]]);
			if (fd >= 0)
				(void)close(fd);
		}
}

int main(int argc, char **argv)
{
	struct chain_keys *keys = chain_keys_new();
	struct chain c;
	FILE *list, *answers;
	int port;

	if (argc != 4)
		return 2;
	port = (int)strtol(argv[3], NULL, 10);
	list = out_open(argv[1], "chains", "w");
	answers = out_open(argv[1], "answers", "w");
	if (gnutls_priority_init(&priority, "NORMAL:%DEBUG_ALLOW_KEY_USAGE_VIOLATIONS", NULL) < 0
		|| gnutls_priority_init(&priority_secret,
			"NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA:%DEBUG_ALLOW_KEY_USAGE_VIOLATIONS", NULL) < 0)
		return 1;
	chain_make_at(&stranger, keys, "R cn=Nobody", time(NULL));
	for (size_t i = 0; i < N_ROWS; i++) {
		if (!row_fits(&rows[i]))
			continue;
		if (row_make(i, &c, keys, argv[1], answers, argv[2], port))
			fprintf(list, "%zu\t%d\t%s\t%s | %s | %s\n", i, port++, rows[i].name, rows[i].certs,
				rows[i].presented, rows[i].anchors);
		chain_done(&c);
	}
	(void)fclose(list);
	(void)fclose(answers);
	(void)fclose(out_open(argv[1], "ready", "w"));
	serve();
	return 1;
}
