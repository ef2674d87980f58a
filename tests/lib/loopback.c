/* SPDX-License-Identifier: GPL-3.0-or-later
 * Loopback servers for tests. */
#include "lib/loopback.h"

#include "x509/cert.h"
#include "pki/pki.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

unsigned loopback_seconds = 60;

static int loopback_listen(int *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, sizeof a) != 0 || listen(fd, SOMAXCONN) != 0
	    || getsockname(fd, (struct sockaddr *)&a, &n) != 0)
		abort();
	*port = ntohs(a.sin_port);
	return fd;
}

static int loopback_listen6(int port)
{
	struct sockaddr_in6 a =
		{ .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT, .sin6_port = htons((uint16_t)port) };
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && bind(fd, (struct sockaddr *)&a, sizeof a) == 0 && listen(fd, SOMAXCONN) == 0)
		return fd;
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

static void loopback_serve(struct loopback *l, int listener, loopback_part *part, const void *arg)
{
	pid_t parent = getpid();

	l->pid = fork();
	if (l->pid < 0)
		abort();
	if (l->pid == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		(void)alarm(loopback_seconds);
		(void)signal(SIGPIPE, SIG_IGN);
		/* cmocka catches these, and would go on with the tests in here. */
		(void)signal(SIGSEGV, SIG_DFL);
		(void)signal(SIGABRT, SIG_DFL);
		for (;;) {
			int fd = accept(listener, NULL, NULL);

			if (fd < 0)
				_exit(1);
			part(fd, arg);
			(void)close(fd);
		}
	}
	(void)close(listener);
}

void loopback_start(struct loopback *l, loopback_part *part, const void *arg)
{
	int listener = loopback_listen(&l->port);

	loopback_serve(l, listener, part, arg);
}

bool loopback_start6(struct loopback *l, int port, loopback_part *part, const void *arg)
{
	int listener = loopback_listen6(port);

	*l = (struct loopback){ .port = port };
	if (listener >= 0)
		loopback_serve(l, listener, part, arg);
	return listener >= 0;
}

void loopback_stop(struct loopback *l)
{
	if (l->pid <= 0)
		return;
	(void)kill(l->pid, SIGKILL);
	(void)waitpid(l->pid, NULL, 0);
	l->pid = 0;
}

void loopback_deaf_start(struct loopback_deaf *d, int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons((uint16_t)port) };

	d->fds[0] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	(void)setsockopt(d->fds[0], SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int));
	if (bind(d->fds[0], (struct sockaddr *)&a, sizeof a) != 0 || listen(d->fds[0], 0) != 0)
		abort();
	for (size_t i = 1; i < sizeof d->fds / sizeof *d->fds; i++) {
		d->fds[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		(void)connect(d->fds[i], (struct sockaddr *)&a, sizeof a);
	}
}

void loopback_deaf_stop(struct loopback_deaf *d)
{
	for (size_t i = 0; i < sizeof d->fds / sizeof *d->fds; i++)
		(void)close(d->fds[i]);
}

void loopback_no_proxy(void)
{
	static const char *const variables[] = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy" };
	size_t i;

	for (i = 0; i < sizeof variables / sizeof *variables; i++)
		(void)unsetenv(variables[i]);
}

int loopback_closed_port(void)
{
	int port;

	(void)close(loopback_listen(&port));
	return port;
}

void loopback_say(int fd, const char *text)
{
	(void)!write(fd, text, strlen(text));
}

void loopback_hear(int fd, char *line, size_t size)
{
	size_t n = 0;
	char c;

	while (n + 1 < size && read(fd, &c, 1) == 1 && c != '\n')
		line[n++] = c;
	while (n > 0 && line[n - 1] == '\r')
		n--;
	line[n] = '\0';
}

void loopback_swallow(int fd)
{
	char bytes[4096];

	while (read(fd, bytes, sizeof bytes) > 0)
		;
}

void loopback_reset(int fd)
{
	struct linger now = { .l_onoff = 1 };

	(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

/* ---- TLS ---- */

struct loopback_identity {
	struct pki_key *ca_key, *key;
	struct pki_cert ca, leaf;
};

static const char *const *tls_names(const struct loopback_tls *t)
{
	static const char *const usual[] = { "www.example.com", "ip:127.0.0.1", NULL };

	return t->names != NULL ? t->names : usual;
}

static void tls_identity_make(struct loopback_identity *id, const struct loopback_tls *t, const char *const *names)
{
	int64_t now = time(NULL), begins = t->not_before != 0 ? t->not_before : now - 3600,
		ends = t->not_after != 0 ? t->not_after : now + 86400;
	uint8_t *padding = mem_alloc(t->padding + 1);
	struct pki_extension extra = { .oid = "1.3.6.1.4.1.99999.1", .value = { padding, t->padding } };
	struct pki_spec ca = { .cn = "Loopback CA", .flags = PKI_CA, .not_before = begins, .not_after = ends };
	struct pki_spec leaf = { .cn = names[0], .names = names, .not_before = begins, .not_after = ends,
		.extensions = &extra, .n_extensions = t->padding > 0, .ca_issuers = t->ca_issuers,
		.key_usage = t->key_usage };
	struct cc_err e;

	id->ca_key = pki_key_new(PKI_P256, &e);
	id->key = pki_key_new(t->rsa_bits == 2048 ? PKI_RSA2048 : t->rsa_bits != 0 ? PKI_RSA1024 : PKI_P256, &e);
	if (pki_cert_make(&id->ca, &ca, id->ca_key, NULL, &e) != 0
		|| pki_cert_make(&id->leaf, &leaf, id->key, &id->ca, &e) != 0)
		abort();
	free(padding);
}

struct loopback_identity *loopback_identity_of(const struct loopback_tls *t)
{
	struct loopback_identity *id = mem_alloc(sizeof *id);

	tls_identity_make(id, t, tls_names(t));
	return id;
}

struct loopback_identity *loopback_identity_new(void)
{
	return loopback_identity_of(&(struct loopback_tls){ 0 });
}

struct cert *loopback_identity_ca(const struct loopback_identity *id)
{
	struct bytes der = pki_cert_der(&id->ca);

	return cert_read(der.p, der.n);
}

void loopback_identity_save(const struct loopback_identity *id, const char *path)
{
	struct cert *c = loopback_identity_ca(id);
	char *pem = cert_pem(c);
	FILE *f = fopen(path, "w");

	if (f == NULL || fputs(pem, f) == EOF || fclose(f) != 0)
		abort();
	free(pem);
	cert_unref(c);
}

void loopback_identity_save_own(const struct loopback_identity *id, const char *path)
{
	struct cert *c = cert_read(pki_cert_der(&id->leaf).p, pki_cert_der(&id->leaf).n);
	char *pem = cert_pem(c);
	FILE *f = fopen(path, "w");
	gnutls_x509_privkey_t key;
	gnutls_datum_t text;

	if (gnutls_privkey_export_x509(pki_key_gnutls(id->key), &key) < 0
		|| gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &text) < 0
		|| f == NULL || fputs(pem, f) == EOF || fwrite(text.data, text.size, 1, f) != 1 || fclose(f) != 0)
		abort();
	gnutls_free(text.data);
	gnutls_x509_privkey_deinit(key);
	free(pem);
	cert_unref(c);
}

void loopback_identity_free(struct loopback_identity *id)
{
	if (id == NULL)
		return;
	pki_cert_done(&id->leaf);
	pki_cert_done(&id->ca);
	pki_key_free(id->key);
	pki_key_free(id->ca_key);
	free(id);
}

static int tls_staple(gnutls_session_t session, void *arg, gnutls_datum_t *response)
{
	const struct loopback_tls *t = arg;

	(void)session;
	response->size = (unsigned)strlen(t->staple);
	response->data = gnutls_malloc(response->size);
	memcpy(response->data, t->staple, response->size);
	return 0;
}

static void tls_add_second(gnutls_certificate_credentials_t c, const struct loopback_tls *t)
{
	struct loopback_identity id;
	gnutls_pcert_st pcert;
	gnutls_datum_t d;

	if (t->identity != NULL)
		id = *t->identity;
	else
		tls_identity_make(&id, t, tls_names(t));
	d = (gnutls_datum_t){ (unsigned char *)(uintptr_t)pki_cert_der(&id.leaf).p,
		(unsigned)pki_cert_der(&id.leaf).n };
	if (gnutls_pcert_import_x509_raw(&pcert, &d, GNUTLS_X509_FMT_DER, 0) < 0
		|| gnutls_certificate_set_key(c, NULL, 0, &pcert, 1, pki_key_gnutls(id.key)) < 0)
		abort();
}

static gnutls_certificate_credentials_t tls_credentials(const struct loopback_identity *id,
	const struct loopback_tls *t)
{
	struct bytes ders[] = { pki_cert_der(&id->leaf), pki_cert_der(&id->ca) };
	gnutls_certificate_credentials_t c;
	gnutls_pcert_st pcerts[2];
	const struct pki_key *key = id->key;
	struct cc_err e;
	unsigned i;

	gnutls_certificate_allocate_credentials(&c);
	for (i = 0; i < 2; i++) {
		gnutls_datum_t d = { (unsigned char *)(uintptr_t)ders[i].p, (unsigned)ders[i].n };

		gnutls_pcert_import_x509_raw(&pcerts[i], &d, GNUTLS_X509_FMT_DER, 0);
	}
	/* The credentials take the key over: they live as long as the child. */
	if (t->forged) {
		gnutls_certificate_set_flags(c, GNUTLS_CERTIFICATE_SKIP_KEY_CERT_MATCH);
		key = pki_key_new(t->rsa_bits != 0 ? PKI_RSA1024 : PKI_P256, &e);
	}
	if (gnutls_certificate_set_key(c, NULL, 0, pcerts, t->leaf_only ? 1 : 2, pki_key_gnutls(key)) < 0)
		abort();
	if (t->second != NULL)
		tls_add_second(c, t->second);
	if (t->client_ca != NULL) {
		gnutls_datum_t d = { t->client_ca->der, (unsigned)t->client_ca->der_len };

		if (gnutls_certificate_set_x509_trust_mem(c, &d, GNUTLS_X509_FMT_DER) != 1)
			abort();
	}
	if (t->staple != NULL)
		gnutls_certificate_set_ocsp_status_request_function(c, tls_staple, (void *)(uintptr_t)t);
	if (t->dh_bits != 0) {
		gnutls_dh_params_t dh;

		gnutls_dh_params_init(&dh);
		gnutls_dh_params_generate2(dh, (unsigned)t->dh_bits);
		gnutls_certificate_set_dh_params(c, dh);
	}
	return c;
}

static int tls_scts_asked(gnutls_session_t session, const unsigned char *data, size_t n)
{
	(void)session;
	(void)data;
	(void)n;
	return 0;
}

static int tls_scts_said(gnutls_session_t session, gnutls_buffer_t extdata)
{
	const struct loopback_tls *t = gnutls_session_get_ptr(session);

	size_t n = t->n_scts != 0 ? t->n_scts : strlen(t->scts);

	gnutls_buffer_append_data(extdata, t->scts, n);
	return (int)n;
}

static void tls_anonymous(gnutls_session_t s)
{
	gnutls_anon_server_credentials_t c;

	gnutls_anon_allocate_server_credentials(&c);
	gnutls_anon_set_server_known_dh_params(c, GNUTLS_SEC_PARAM_MEDIUM);
	gnutls_credentials_set(s, GNUTLS_CRD_ANON, c);
}

/* The client's hello is there: which name does it ask for? Anything made here lives as long as the child. */
static int tls_asked(gnutls_session_t s)
{
	const struct loopback_tls *t = gnutls_session_get_ptr(s);
	const char *const *known = tls_names(t);
	char name[256] = "";
	size_t n = sizeof name;
	unsigned type;

	if (t->asked == LOOPBACK_ANY || gnutls_server_name_get(s, name, &n, &type, 0) < 0)
		return 0;
	for (; *known != NULL; known++)
		if (strcmp(*known, name) == 0)
			return 0;
	if (t->asked == LOOPBACK_STRICT)
		return GNUTLS_E_UNRECOGNIZED_NAME;
	const char *names[] = { mem_strdup(name), NULL };
	struct loopback_identity id;

	tls_identity_make(&id, t, names);
	return gnutls_credentials_set(s, GNUTLS_CRD_CERTIFICATE, tls_credentials(&id, t));
}

/* The part is played in a child, one connection after the other, so this is what all of them share. */
static gnutls_certificate_credentials_t tls_usual(const struct loopback_tls *t)
{
	static gnutls_certificate_credentials_t kept;
	struct loopback_identity id;

	if (kept == NULL || !t->same) {
		tls_identity_make(&id, t, tls_names(t));
		kept = tls_credentials(&id, t);
	}
	return kept;
}

gnutls_session_t loopback_tls_open(int fd, const struct loopback_tls *t)
{
	gnutls_session_t s;
	int r;

	if (t->plain_first != NULL)
		loopback_say(fd, t->plain_first);
	gnutls_init(&s, GNUTLS_SERVER);
	if (gnutls_priority_set_direct(s, t->priority != NULL ? t->priority : "NORMAL", NULL) < 0)
		abort();
	gnutls_session_set_ptr(s, (void *)(uintptr_t)t);
	if (t->scts != NULL)
		gnutls_session_ext_register(s, "scts", 18, GNUTLS_EXT_TLS, tls_scts_asked, tls_scts_said, NULL, NULL,
			NULL,
			GNUTLS_EXT_FLAG_TLS | GNUTLS_EXT_FLAG_CLIENT_HELLO | GNUTLS_EXT_FLAG_TLS12_SERVER_HELLO);
	if (t->anonymous)
		tls_anonymous(s);
	else
		gnutls_credentials_set(s, GNUTLS_CRD_CERTIFICATE,
			t->identity != NULL ? tls_credentials(t->identity, t) : tls_usual(t));
	gnutls_handshake_set_post_client_hello_function(s, tls_asked);
	gnutls_certificate_server_set_request(s, t->client_cert);
	gnutls_transport_set_int(s, fd);
	do
		r = gnutls_handshake(s);
	while (r < 0 && !gnutls_error_is_fatal(r));
	if (r >= 0)
		return s;
	gnutls_alert_send_appropriate(s, r);
	gnutls_deinit(s);
	return NULL;
}

void loopback_tls(int fd, const void *arg)
{
	gnutls_session_t s = loopback_tls_open(fd, arg);
	char byte;

	if (s == NULL)
		return;
	(void)gnutls_record_recv(s, &byte, 1);
	gnutls_deinit(s);
}
