/* SPDX-License-Identifier: GPL-3.0-or-later
 * From engine_start() to the inspection, against servers of every temper on loopback. */
#include "pki/pki.h"
#include "engine/addresses.h"
#include "engine/job.h"
#include "engine/engine.h"
#include "lib/loopback.h"
#include "base/mem.h"
#include "net/net.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 30000 };

struct bench {
	struct opts opts;
	struct engine *engine;
};

static void bench_open(struct bench *b)
{
	struct cc_err e;

	b->engine = engine_new(&(struct engine_input){ .opts = &b->opts }, &e);
	if (b->engine == NULL)
		fail_msg("%s", e.msg);
}

static unsigned bench_start(struct bench *b, const char *text, void *tag)
{
	struct target t;
	struct cc_err e;

	if (target_parse(&t, text, &b->opts, &e) != 0)
		fail_msg("%s", e.msg);
	return engine_start(b->engine, &t, tag);
}

static struct inspection *bench_wait(struct bench *b, bool *last)
{
	double until = net_clock_ms() + PATIENCE_MS;
	struct inspection *i;

	while ((i = engine_take(b->engine, NULL, NULL, last)) == NULL) {
		assert_true(net_clock_ms() < until);
		(void)engine_turn(b->engine, NULL, 0, 1000);
	}
	return i;
}

/* One target with these options. */
static struct inspection *inspect(struct opts *o, const char *text)
{
	struct bench b = { .opts = *o };
	struct inspection *i;
	bool last = false;

	bench_open(&b);
	(void)bench_start(&b, text, NULL);
	i = bench_wait(&b, &last);
	assert_true(last);
	assert_int_equal(engine_active(b.engine), 0);
	engine_free(b.engine);
	return i;
}

static struct opts defaults(void)
{
	struct opts o;

	opts_defaults(&o);
	return o;
}

static void assert_headline(const struct inspection *i, enum level level, const char *id)
{
	assert_string_equal(level_name(i->verdict.level), level_name(level));
	assert_true(i->verdict.finding >= 0 && (size_t)i->verdict.finding < i->n_findings);
	assert_string_equal(finding_name(i->findings[i->verdict.finding].id), id);
	assert_non_null(i->findings[i->verdict.finding].what);
}

static void test_a_private_chain_is_met_and_judged(void **state)
{
	struct loopback_tls tls = { 0 };
	struct opts o = defaults();
	struct inspection *i;
	struct loopback l;
	char target[64];

	(void)state;
	loopback_start(&l, loopback_tls, &tls);
	(void)snprintf(target, sizeof target, "localhost:%d", l.port);
	o.servername = "www.example.com";
	i = inspect(&o, target);
	assert_headline(i, LEVEL_UNTRUSTED, "untrusted-root");
	assert_int_equal(i->n_presented, 2);
	assert_int_equal(i->n_cards, 2);
	assert_true(i->has_connection);
	assert_string_equal(i->connection.address, "127.0.0.1");
	assert_int_equal(i->connection.port, l.port);
	assert_string_equal(i->connection.protocol, "TLS 1.3");
	assert_null(i->connection.proxy);
	assert_true(i->connection.ms.total >= i->connection.ms.handshake);
	assert_true(i->connection.ms.handshake > 0);
	assert_int_equal(i->exit_status, 2);
	inspection_free(i);
	loopback_stop(&l);
}

static void play_silence(int fd, const void *arg)
{
	(void)arg;
	loopback_swallow(fd);
}

static void play_ssh(int fd, const void *arg)
{
	(void)arg;
	loopback_say(fd, "SSH-2.0-OpenSSH_9.2\r\n");
	loopback_swallow(fd);
}

static void play_hang_up(int fd, const void *arg)
{
	(void)fd;
	(void)arg;
}

/* A handshake record that never ends, one octet at a time. */
static void play_dribble(int fd, const void *arg)
{
	static const char head[] = "\x16\x03\x03\x20\x00\x02\x00\x1f\xfc";
	size_t i;

	(void)arg;
	for (i = 0; i < 10000; i++) {
		if (send(fd, i < sizeof head - 1 ? head + i : "x", 1, MSG_NOSIGNAL) != 1)
			return;
		(void)usleep(20000);
	}
}

static void play_smtp_without_tls(int fd, const void *arg)
{
	char line[512];

	(void)arg;
	loopback_say(fd, "220 ESMTP\r\n");
	loopback_hear(fd, line, sizeof line);
	loopback_say(fd, "250 mx\r\n");
	loopback_swallow(fd);
}

static void test_each_failure_has_its_finding(void **state)
{
	static const struct {
		loopback_part *part;
		const char *scheme, *id;
		double timeout;
	} rows[] = {
		{ play_ssh, "https", "not-tls", 10 },
		{ play_hang_up, "https", "connection-closed", 10 },
		{ play_silence, "https", "timeout", 0.3 },
		{ play_dribble, "https", "timeout", 0.3 },
		{ play_silence, "imap", "timeout", 0.3 },
		{ play_ssh, "smtp", "not-tls", 10 },
		{ play_smtp_without_tls, "smtp", "starttls-unsupported", 10 },
	};
	size_t k;

	(void)state;
	for (k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct opts o = defaults();
		struct inspection *i;
		struct loopback l;
		char target[64];

		loopback_start(&l, rows[k].part, NULL);
		(void)snprintf(target, sizeof target, "%s://127.0.0.1:%d", rows[k].scheme, l.port);
		o.timeout = rows[k].timeout;
		i = inspect(&o, target);
		assert_headline(i, LEVEL_UNREACHABLE, rows[k].id);
		assert_int_equal(i->n_findings, 1);
		assert_int_equal(i->n_cards, 0);
		assert_int_equal(i->exit_status, 3);
		inspection_free(i);
		loopback_stop(&l);
	}
}

static void test_nobody_listens(void **state)
{
	struct opts o = defaults();
	struct inspection *i;
	char target[64];

	(void)state;
	(void)snprintf(target, sizeof target, "127.0.0.1:%d", loopback_closed_port());
	i = inspect(&o, target);
	assert_headline(i, LEVEL_UNREACHABLE, "refused");
	assert_false(i->has_connection);
	inspection_free(i);
}

/* RFC 6761 6.4: .invalid names do not exist. Where the resolver itself is away, the finding is the same. */
static void test_a_name_that_does_not_exist(void **state)
{
	struct opts o = defaults();
	struct inspection *i;

	(void)state;
	i = inspect(&o, "certcard.invalid");
	if (i->findings[0].id != FINDING_TIMEOUT)
		assert_headline(i, LEVEL_UNREACHABLE, "dns-failed");
	inspection_free(i);
}

/* The issuer is promised by a server that says nothing: the verdict comes all the same, long before the deadline. */
static void test_a_fetch_that_never_ends(void **state)
{
	struct loopback silent, l;
	struct loopback_tls tls = { .leaf_only = true };
	struct opts o = defaults();
	struct inspection *i;
	char url[64], target[64];

	(void)state;
	o.timeout = 3;
	loopback_start(&silent, play_silence, NULL);
	(void)snprintf(url, sizeof url, "http://127.0.0.1:%d/ca.der", silent.port);
	tls.ca_issuers = url;
	loopback_start(&l, loopback_tls, &tls);
	(void)snprintf(target, sizeof target, "127.0.0.1:%d", l.port);
	i = inspect(&o, target);
	assert_non_null(inspection_finding(i, FINDING_INCOMPLETE_CHAIN));
	inspection_free(i);
	o.offline = true;
	i = inspect(&o, target);
	assert_non_null(inspection_finding(i, FINDING_INCOMPLETE_CHAIN));
	inspection_free(i);
	loopback_stop(&l);
	loopback_stop(&silent);
}

static void smtp_then_tls(int fd, const void *arg)
{
	static const struct loopback_tls tls;
	char line[512];

	(void)arg;
	loopback_say(fd, "220 ESMTP\r\n");
	loopback_hear(fd, line, sizeof line);
	loopback_say(fd, "250-mx\r\n250 STARTTLS\r\n");
	loopback_hear(fd, line, sizeof line);
	loopback_say(fd, "220 go\r\n");
	loopback_tls(fd, &tls);
}

static void test_tls_behind_starttls(void **state)
{
	struct opts o = defaults();
	struct inspection *i;
	struct loopback l;
	char target[64];

	(void)state;
	loopback_start(&l, smtp_then_tls, NULL);
	(void)snprintf(target, sizeof target, "smtp://127.0.0.1:%d", l.port);
	i = inspect(&o, target);
	assert_int_equal(i->n_presented, 2);
	assert_true(i->connection.ms.starttls >= 0);
	inspection_free(i);
	loopback_stop(&l);
}

static void test_many_at_once_and_each_once(void **state)
{
	enum { JOBS = 150 };
	struct loopback_tls tls = { 0 };
	struct bench b = { .opts = defaults() };
	bool seen[JOBS] = { false };
	struct loopback good;
	char target[64];
	size_t k;

	(void)state;
	b.opts.timeout = 60;
	loopback_start(&good, loopback_tls, &tls);
	bench_open(&b);
	for (k = 0; k < JOBS; k++) {
		(void)snprintf(target, sizeof target, "127.0.0.1:%d", k % 3 == 0 ? loopback_closed_port() : good.port);
		(void)bench_start(&b, target, &seen[k]);
	}
	assert_int_equal(engine_active(b.engine), JOBS);
	for (k = 0; k < JOBS;) {
		struct inspection *i;
		void *tag;

		(void)engine_turn(b.engine, NULL, 0, 1000);
		while ((i = engine_take(b.engine, NULL, &tag, NULL)) != NULL) {
			bool *mine = tag;

			assert_false(*mine);
			*mine = true;
			assert_string_equal(level_name(i->verdict.level),
				(mine - seen) % 3 == 0 ? "unreachable" : "untrusted");
			inspection_free(i);
			k++;
		}
	}
	assert_int_equal(engine_active(b.engine), 0);
	engine_free(b.engine);
	loopback_stop(&good);
}

static void test_cancelling_is_at_once_and_delivers_nothing(void **state)
{
	struct bench b = { .opts = defaults() };
	struct progress p;
	struct loopback l;
	char target[64];
	unsigned job;
	int k;

	(void)state;
	loopback_start(&l, play_silence, NULL);
	(void)snprintf(target, sizeof target, "127.0.0.1:%d", l.port);
	bench_open(&b);
	job = bench_start(&b, target, NULL);
	for (k = 0; k < 100 && (!engine_progress(b.engine, job, &p) || p.stage != STAGE_HANDSHAKE); k++)
		(void)engine_turn(b.engine, NULL, 0, 10);
	assert_int_equal(p.stage, STAGE_HANDSHAKE);
	assert_string_equal(p.detail, "127.0.0.1");
	engine_cancel(b.engine, job);
	assert_int_equal(engine_active(b.engine), 0);
	assert_false(engine_progress(b.engine, job, &p));
	assert_null(engine_take(b.engine, NULL, NULL, NULL));
	/* Freed with jobs in every stage under way. */
	(void)bench_start(&b, target, NULL);
	(void)engine_turn(b.engine, NULL, 0, 0);
	(void)bench_start(&b, "certcard.invalid", NULL);
	(void)engine_turn(b.engine, NULL, 0, 0);
	(void)bench_start(&b, target, NULL);
	engine_free(b.engine);
	loopback_stop(&l);
}

/* The caller's descriptor wakes the loop. */
static void test_the_callers_descriptor_is_watched(void **state)
{
	struct bench b = { .opts = defaults() };
	struct loopback l;
	char target[64];
	int fds[2];

	(void)state;
	loopback_start(&l, play_silence, NULL);
	(void)snprintf(target, sizeof target, "127.0.0.1:%d", l.port);
	assert_int_equal(pipe(fds), 0);
	bench_open(&b);
	assert_int_equal(engine_turn(b.engine, fds, 1, 0), 0);
	assert_int_equal(write(fds[1], "x", 1), 1);
	assert_int_equal(engine_turn(b.engine, fds, 1, PATIENCE_MS), 1);
	(void)bench_start(&b, target, NULL);
	assert_int_equal(engine_turn(b.engine, fds, 1, PATIENCE_MS), 1);
	engine_free(b.engine);
	(void)close(fds[0]);
	(void)close(fds[1]);
	loopback_stop(&l);
}

static void test_a_scenario_of_the_gallery(void **state)
{
	struct opts o = defaults();
	struct inspection *i;

	(void)state;
	/* A proxy in the environment must not matter to what never leaves this machine. */
	assert_int_equal(setenv("https_proxy", "http://127.0.0.1:1", 1), 0);
	i = inspect(&o, "demo:good");
	assert_string_equal(level_name(i->verdict.level), "trusted");
	assert_non_null(i->lesson);
	inspection_free(i);
	i = inspect(&o, "demo:plain-http");
	assert_headline(i, LEVEL_UNREACHABLE, "not-tls");
	inspection_free(i);
	assert_int_equal(unsetenv("https_proxy"), 0);
}

/* localhost has one address or two; each connection gets another certificate, so two addresses differ. */
static void test_every_address_is_inspected(void **state)
{
	struct loopback_tls tls = { 0 };
	struct bench b = { .opts = defaults() };
	struct loopback l, l6;
	bool last = false, six;
	char target[64];
	size_t n, met = 0, differ = 0;

	(void)state;
	b.opts.all_addresses = true;
	loopback_start(&l, loopback_tls, &tls);
	six = loopback_start6(&l6, l.port, loopback_tls, &tls);
	(void)snprintf(target, sizeof target, "localhost:%d", l.port);
	bench_open(&b);
	(void)bench_start(&b, target, NULL);
	for (n = 0; !last; n++) {
		struct inspection *i = bench_wait(&b, &last);
		const struct finding *f = inspection_finding(i, FINDING_ADDRESSES_DIFFER);

		assert_string_equal(i->target.host, "localhost");
		met += i->n_presented == 2;
		if (f != NULL && ++differ > 0)
			assert_non_null(strstr(f->what, "127.0.0.1 – www.example.com until "));
		inspection_free(i);
	}
	/* Does localhost mean ::1 here, too? */
	assert_true(met >= 1 && n >= met);
	assert_int_equal(differ, six && n == 2 ? 2 : 0);
	assert_null(engine_take(b.engine, NULL, NULL, NULL));
	/* Thrown away in the middle. */
	(void)bench_start(&b, target, NULL);
	(void)engine_turn(b.engine, NULL, 0, 0);
	engine_free(b.engine);
	loopback_stop(&l);
	loopback_stop(&l6);
}

static void test_what_differs_is_said_on_each(void **state)
{
	struct loopback_tls tls = { 0 };
	struct opts o = defaults();
	struct inspection *list[4];
	struct loopback l;
	char target[64];
	size_t i;

	(void)state;
	loopback_start(&l, loopback_tls, &tls);
	(void)snprintf(target, sizeof target, "127.0.0.1:%d", l.port);
	list[0] = inspect(&o, target);
	list[1] = NULL;
	list[2] = inspect(&o, target);
	loopback_stop(&l);
	list[3] = inspect(&o, target);
	addresses_compare(list, 2);
	assert_null(inspection_finding(list[0], FINDING_ADDRESSES_DIFFER));
	addresses_compare(list, 4);
	for (i = 0; i < 4; i += 2) {
		const struct finding *f = inspection_finding(list[i], FINDING_ADDRESSES_DIFFER);

		assert_non_null(f);
		assert_non_null(strstr(f->what, "127.0.0.1 – www.example.com until "));
		assert_true(f > &list[i]->findings[0]);
		assert_headline(list[i], LEVEL_UNTRUSTED, finding_name(list[i]->findings[0].id));
	}
	assert_null(inspection_finding(list[3], FINDING_ADDRESSES_DIFFER));
	for (i = 0; i < 4; i++)
		inspection_free(list[i]);
}

static void test_a_file_is_judged_without_a_network(void **state)
{
	static const char *const names[] = { "www.example.com", NULL };
	struct opts o = defaults();
	struct inspection *i;
	struct pki_spec spec =
		{ .cn = "www.example.com", .names = names, .not_before = 1700000000, .not_after = 1760000000 };
	struct pki_key *key = pki_key_new(PKI_P256, NULL);
	char path[] = "/tmp/certcard-test-XXXXXX";
	struct pki_cert cert;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	o.at_set = true;
	o.at = 1750000000;
	i = inspect(&o, path);
	assert_headline(i, LEVEL_UNREACHABLE, "no-certificate");
	inspection_free(i);
	assert_int_equal(pki_cert_make(&cert, &spec, key, NULL, NULL), 0);
	assert_int_equal(write(fd, cert.der.data, cert.der.len), cert.der.len);
	i = inspect(&o, path);
	assert_headline(i, LEVEL_UNTRUSTED, "self-signed");
	assert_int_equal(i->time, o.at);
	assert_false(i->has_connection);
	inspection_free(i);
	/* As its own anchor it is good. */
	o.ca = (struct opts_list){ { path }, 1 };
	o.servername = "www.example.com";
	i = inspect(&o, path);
	assert_string_equal(level_name(i->verdict.level), "trusted");
	inspection_free(i);
	o.ca.items[0] = "/nonexistent/certcard";
	assert_null(engine_new(&(struct engine_input){ .opts = &o }, &(struct cc_err){ 0 }));
	pki_cert_done(&cert);
	pki_key_free(key);
	(void)close(fd);
	(void)unlink(path);
}

static void test_the_store_is_a_list(void **state)
{
	struct opts o = defaults();
	struct bench b = { .opts = o };
	struct trust_index *roots = trust_index_system(NULL);
	struct inspection *i;
	bool last;

	(void)state;
	b.engine = engine_new(&(struct engine_input){ .opts = &b.opts, .roots = roots }, NULL);
	assert_non_null(b.engine);
	(void)bench_start(&b, "store:", NULL);
	i = bench_wait(&b, &last);
	assert_int_equal(i->n_cards, trust_index_count(roots));
	assert_string_equal(level_name(i->verdict.level), "trusted");
	assert_non_null(i->verdict.headline);
	inspection_free(i);
	engine_free(b.engine);
	trust_index_free(roots);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_private_chain_is_met_and_judged),
		cmocka_unit_test(test_each_failure_has_its_finding),
		cmocka_unit_test(test_nobody_listens),
		cmocka_unit_test(test_a_name_that_does_not_exist),
		cmocka_unit_test(test_a_fetch_that_never_ends),
		cmocka_unit_test(test_tls_behind_starttls),
		cmocka_unit_test(test_many_at_once_and_each_once),
		cmocka_unit_test(test_cancelling_is_at_once_and_delivers_nothing),
		cmocka_unit_test(test_the_callers_descriptor_is_watched),
		cmocka_unit_test(test_a_scenario_of_the_gallery),
		cmocka_unit_test(test_every_address_is_inspected),
		cmocka_unit_test(test_what_differs_is_said_on_each),
		cmocka_unit_test(test_a_file_is_judged_without_a_network),
		cmocka_unit_test(test_the_store_is_a_list),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
