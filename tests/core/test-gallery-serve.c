/* SPDX-License-Identifier: GPL-3.0-or-later
 * --serve-demo from its first line to its clean end: a child serves, this process visits it by name. */
#include "x509/cert.h"
#include "gallery/gallery.h"
#include "gallery/keep.h"
#include "gallery/serve.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct stand {
	pid_t pid;
	FILE *out;               /* what it prints */
	int port;                /* of the first address */
	char file[256];          /* of the root's certificate */
	const char *keep;        /* --keep-root; NULL: not */
	bool warned;             /* of a key that is kept */
};

static void stand_open_keeping(struct stand *s, const char *keep)
{
	struct cc_err e = { 0 };
	char line[1024];
	int p[2];

	*s = (struct stand){ .keep = keep };
	assert_int_equal(pipe(p), 0);
	s->pid = fork();
	assert_true(s->pid >= 0);
	if (s->pid == 0) {
		FILE *out = fdopen(p[1], "w");

		(void)close(p[0]);
		(void)alarm(60);
		_exit(demo_serve(out, 0, s->keep, &e) == 0 && fclose(out) == 0 ? 0 : 1);
	}
	(void)close(p[1]);
	s->out = fdopen(p[0], "r");
	while (fgets(line, sizeof line, s->out) != NULL) {
		const char *good = strstr(line, "https://good.localhost:");

		if (good != NULL && s->port == 0)
			s->port = (int)strtol(good + strlen("https://good.localhost:"), NULL, 10);
		if (line[0] == ' ' && strstr(line, "/gallery-root.pem\n") != NULL && s->file[0] == '\0')
			(void)sscanf(line, " %255s", s->file);
		s->warned = s->warned || strstr(line, "Warning: the root is kept, with its key, in ") != NULL;
		if (strstr(line, "Ctrl-C") != NULL)
			break;
	}
	assert_true(s->port > 0);
	assert_true(s->file[0] == '/');
}

static void stand_open(struct stand *s)
{
	stand_open_keeping(s, NULL);
}

/* Ends it with a signal; its status must be that of a clean end. */
static void stand_close(struct stand *s, int sig)
{
	int status;

	assert_int_equal(kill(s->pid, sig), 0);
	assert_int_equal(waitpid(s->pid, &status, 0), s->pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	(void)fclose(s->out);
}

/* The subject of the first certificate shown for a server name. */
static void expect_leaf(int port, const char *name, const char *label)
{
	struct sockaddr_in a =
		{ .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	gnutls_certificate_credentials_t credentials;
	const gnutls_datum_t *certs;
	gnutls_session_t session;
	struct cert *c;
	unsigned n;
	int r, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){ .tv_sec = 20 }, sizeof(struct timeval));
	assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
	assert_int_equal(gnutls_init(&session, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL), 0);
	assert_int_equal(gnutls_set_default_priority(session), 0);
	assert_int_equal(gnutls_certificate_allocate_credentials(&credentials), 0);
	gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials);
	if (name != NULL)
		gnutls_server_name_set(session, GNUTLS_NAME_DNS, name, strlen(name));
	gnutls_transport_set_int(session, fd);
	do
		r = gnutls_handshake(session);
	while (r < 0 && !gnutls_error_is_fatal(r));
	assert_int_equal(r, 0);
	certs = gnutls_certificate_get_peers(session, &n);
	c = cert_read(certs[0].data, certs[0].size);
	assert_string_equal(cert_label(c), label);
	cert_unref(c);
	gnutls_deinit(session);
	gnutls_certificate_free_credentials(credentials);
	(void)close(fd);
}

static void test_all_on_one_port_by_name(void **state)
{
	struct stand s;

	(void)state;
	stand_open(&s);
	expect_leaf(s.port, "expired.localhost", "expired.localhost");
	expect_leaf(s.port, "login.eu.wildcard-depth.localhost", "*.wildcard-depth.localhost");
	expect_leaf(s.port, "WRONG-HOST.localhost", "garden-centre.localhost");
	expect_leaf(s.port, "nobody.localhost", "good.localhost");
	expect_leaf(s.port, NULL, "good.localhost");
	stand_close(&s, SIGTERM);
}

static void test_root_without_key_in_a_private_place(void **state)
{
	char text[8192] = "", folder[256], *slash;
	struct stat st;
	struct stand s;
	FILE *f;

	(void)state;
	stand_open(&s);
	(void)snprintf(folder, sizeof folder, "%s", s.file);
	slash = strrchr(folder, '/');
	*slash = '\0';
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	f = fopen(s.file, "r");
	assert_non_null(f);
	assert_true(fread(text, 1, sizeof text - 1, f) > 0);
	(void)fclose(f);
	assert_non_null(strstr(text, "BEGIN CERTIFICATE"));
	assert_null(strstr(text, "PRIVATE"));
	stand_close(&s, SIGINT);
	assert_int_equal(stat(s.file, &st), -1);
	assert_int_equal(stat(folder, &st), -1);
}

static void test_a_port_in_use_is_said(void **state)
{
	struct cc_err e = { 0 };
	struct stand s;
	FILE *out = fopen("/dev/null", "w");

	(void)state;
	stand_open(&s);
	assert_int_equal(demo_serve(out, s.port, NULL, &e), -1);
	assert_non_null(strstr(e.msg, "cannot listen"));
	stand_close(&s, SIGHUP);
	(void)fclose(out);
}

static void test_a_reader_that_goes_away_leaves_nothing_behind(void **state)
{
	char folder[] = "/tmp/test-demo-serve-XXXXXX";
	struct cc_err e = { 0 };
	FILE *out;
	int p[2];

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(setenv("XDG_RUNTIME_DIR", folder, 1), 0);
	assert_int_equal(pipe(p), 0);
	(void)close(p[0]);
	out = fdopen(p[1], "w");
	assert_int_equal(demo_serve(out, 0, NULL, &e), -1);
	assert_non_null(strstr(e.msg, "cannot print"));
	(void)signal(SIGPIPE, SIG_IGN);
	(void)fclose(out);
	assert_int_equal(unsetenv("XDG_RUNTIME_DIR"), 0);
	assert_int_equal(rmdir(folder), 0);      /* it is empty */
}

static size_t read_file(const char *path, char *text, size_t size)
{
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, size - 1, f);
	text[n] = '\0';
	(void)fclose(f);
	return n;
}

/* The same root in two runs, its key with it, in a file of its user's own; limited to names and to 30 days. */
static void test_a_kept_root_is_imported_once(void **state)
{
	char folder[] = "/tmp/test-demo-keep-XXXXXX", keep[64], first[8192], second[8192], kept[8192];
	struct cc_err e = { 0 };
	struct stat st;
	struct stand s;
	struct cert *c;
	struct pki_cert root;
	struct pki_key *key;
	int64_t now = time(NULL);

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(keep, sizeof keep, "%s/root.pem", folder);
	stand_open_keeping(&s, keep);
	assert_true(s.warned);
	read_file(s.file, first, sizeof first);
	stand_close(&s, SIGTERM);
	assert_int_equal(stat(keep, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	read_file(keep, kept, sizeof kept);
	assert_non_null(strstr(kept, "PRIVATE KEY"));
	assert_memory_equal(kept, first, strlen(first));
	assert_null(strstr(first, "PRIVATE"));
	stand_open_keeping(&s, keep);
	read_file(s.file, second, sizeof second);
	expect_leaf(s.port, "good.localhost", "good.localhost");
	stand_close(&s, SIGTERM);
	assert_string_equal(first, second);

	assert_int_equal(demo_kept_read(keep, now, &root, &key, &e), 1);
	c = cert_read(pki_cert_der(&root).p, pki_cert_der(&root).n);
	assert_non_null(c->nc);
	assert_true(c->not_after < now + 30 * (int64_t)86400 + 60);
	cert_unref(c);
	pki_cert_done(&root);
	pki_key_free(key);
	/* it has ended: another one takes its place */
	assert_int_equal(demo_kept_read(keep, now + 31 * (int64_t)86400, &root, &key, &e), 0);
	/* a key that others can read is not used */
	assert_int_equal(chmod(keep, 0644), 0);
	assert_int_equal(demo_kept_read(keep, now, &root, &key, &e), -1);
	assert_non_null(strstr(e.msg, "others may read"));
	assert_int_equal(chmod(keep, 0600), 0);
	/* nor is what is no root of ours overwritten */
	assert_int_equal(truncate(keep, 100), 0);
	assert_int_equal(demo_kept_read(keep, now, &root, &key, &e), -1);
	assert_non_null(strstr(e.msg, "no root that certcard kept"));
	assert_int_equal(unlink(keep), 0);
	assert_int_equal(demo_kept_read(keep, now, &root, &key, &e), 0);
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_on_one_port_by_name),
		cmocka_unit_test(test_root_without_key_in_a_private_place),
		cmocka_unit_test(test_a_reader_that_goes_away_leaves_nothing_behind),
		cmocka_unit_test(test_a_port_in_use_is_said),
		cmocka_unit_test(test_a_kept_root_is_imported_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
