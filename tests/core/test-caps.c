/* SPDX-License-Identifier: GPL-3.0-or-later
 * Caps that a well-behaved world never meets: names looked up at once, what one handshake may say, and how far the
 * reports of a batch run ahead of the oldest that is still under way. */
#include "base/mem.h"
#include "batch/sink.h"
#include "engine/job.h"
#include "lib/loopback.h"
#include "net/net.h"
#include "x509/bearable-key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { PATIENCE_MS = 20000 };

/* ---- names looked up at once ---- */

static void test_who_must_wait_for_the_resolver(void **state)
{
	static const char proxy[] = "http://proxy.example:3128";
	const struct {
		size_t resolving;
		const char *host;
		const char *proxy;
		bool waits;
	} rows[] = {
		{ LIMIT_RESOLVING - 1, "www.example", NULL, false },
		{ LIMIT_RESOLVING, "www.example", NULL, true },
		{ LIMIT_RESOLVING + 1, "www.example", NULL, true },
		{ LIMIT_RESOLVING, "192.0.2.7", NULL, false },
		{ LIMIT_RESOLVING, "2001:db8::7", NULL, false },
		{ LIMIT_RESOLVING, "localhost", NULL, false },
		{ LIMIT_RESOLVING, "a.localhost", NULL, false },
		{ LIMIT_RESOLVING, "7.example", NULL, true },
		{ LIMIT_RESOLVING, "notlocalhost", NULL, true },
		{ LIMIT_RESOLVING, "192.0.2.7", proxy, true },
		{ LIMIT_RESOLVING - 1, "192.0.2.7", proxy, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t resolving = rows[i].resolving;
		struct connecting_request r = { .resolving = &resolving,
			.dial = { .host = rows[i].host, .proxy = rows[i].proxy } };

		if (connecting_must_wait(&r) != rows[i].waits)
			fail_msg("%s, with %zu under way", rows[i].host, rows[i].resolving);
	}
}

/* Only so many of them are begun, and none is forgotten: all end when their proxy refuses. */
static void test_a_crowd_waits_for_its_turn(void **state)
{
	enum { CROWD = LIMIT_RESOLVING + 8 };
	struct opts o;
	struct cc_err e;
	struct engine *engine;
	double until = net_clock_ms() + PATIENCE_MS;
	size_t most = 0, ended = 0;
	char proxy[64];

	(void)state;
	opts_defaults(&o);
	(void)snprintf(proxy, sizeof proxy, "http://localhost:%d", loopback_closed_port());
	o.proxy = proxy;
	engine = engine_new(&(struct engine_input){ .opts = &o }, &e);
	assert_non_null(engine);
	for (int i = 0; i < CROWD; i++) {
		char name[32];
		struct target t;

		(void)snprintf(name, sizeof name, "host-%d.example", i);
		assert_int_equal(target_parse(&t, name, &o, &e), 0);
		(void)engine_start(engine, &t, NULL);
	}
	while (ended < CROWD) {
		struct inspection *i;

		assert_true(net_clock_ms() < until);
		(void)engine_turn(engine, NULL, 0, 100);
		if (engine->resolving > most)
			most = engine->resolving;
		while ((i = engine_take(engine, NULL, NULL, NULL)) != NULL) {
			inspection_free(i);
			ended++;
		}
	}
	assert_in_range(most, 1, LIMIT_RESOLVING);
	assert_int_equal(engine->resolving, 0);
	engine_free(engine);
}

/* ---- what a handshake may say ---- */

/* A ServerHello without end, in records of one octet each. */
static void play_crumbs(int fd, const void *arg)
{
	static const uint8_t head[] = { 2, 0x0f, 0xff, 0xfc, 3, 3 };
	uint8_t crumbs[6 * 1024];
	size_t said = 0;

	(void)arg;
	for (;;) {
		for (size_t at = 0; at < sizeof crumbs; at += 6, said++) {
			const uint8_t record[] = { 0x16, 3, 3, 0, 1, said < sizeof head ? head[said] : 'x' };

			memcpy(crumbs + at, record, sizeof record);
		}
		if (send(fd, crumbs, sizeof crumbs, MSG_NOSIGNAL) <= 0)
			return;
	}
}

static void test_crumbs_end_a_handshake(void **state)
{
	struct net *net = net_new();
	struct handshake h;
	struct handshake_request r = { .servername = "www.example.com" };
	double until = net_clock_ms() + PATIENCE_MS;
	struct dial dial = { 0 };
	enum handshake_state s;
	struct tls_client *tls;
	struct loopback l;
	struct cc_err e;

	(void)state;
	loopback_start(&l, play_crumbs, NULL);
	assert_int_equal(net_load(net, &e), 0);
	tls = tls_client_new(NULL, NULL, bearable_key, &e);
	dial_start(&dial, net,
		&(struct dial_request){ .host = "127.0.0.1", .port = l.port, .timeout_ms = PATIENCE_MS });
	while (dial_step(&dial) == DIAL_BUSY && net_clock_ms() < until) {
		net_reset(net);
		net_wait(net, 1000);
	}
	handshake_start(&h, tls, &dial.stream, &r);
	while ((s = handshake_step(&h)) != HANDSHAKE_OVER && net_clock_ms() < until) {
		net_reset(net);
		(void)net_watch(net, dial.stream.fd, s == HANDSHAKE_WANTS_READ ? POLLIN : POLLOUT);
		net_wait(net, 50);
	}
	assert_int_equal(s, HANDSHAKE_OVER);
	assert_true(h.full);
	/* a header and an octet are two reads */
	assert_in_range(h.received, 2 * LIMIT_HANDSHAKE_READS, 4 * LIMIT_HANDSHAKE_READS);
	handshake_done(&h);
	dial_close(&dial);
	tls_client_free(tls);
	net_free(net);
	loopback_stop(&l);
}

/* ---- how far a batch runs ahead ---- */

static void sink_hand_in(struct batch_sink *s, size_t seq, const char *text)
{
	struct inspection i = { .verdict.exit_status = 0 };

	batch_sink_take(s, seq, true, &i, mem_strdup(text), strlen(text));
}

static void test_the_window_of_a_batch(void **state)
{
	char *text = NULL, *much;
	size_t len = 0;
	struct opts o;
	struct batch_input in = { .opts = &o, .out = open_memstream(&text, &len) };
	struct batch_sink s;
	struct cc_err e;

	(void)state;
	opts_defaults(&o);
	o.format = FORMAT_PEM;
	assert_int_equal(batch_sink_open(&s, &in, true, &e), 0);
	assert_true(batch_sink_room(&s, 0));
	assert_true(batch_sink_room(&s, LIMIT_HELD - 1));
	assert_false(batch_sink_room(&s, LIMIT_HELD));
	sink_hand_in(&s, LIMIT_HELD - 1, "last\n");
	sink_hand_in(&s, 1, "b\n");
	assert_false(batch_sink_room(&s, LIMIT_HELD));
	sink_hand_in(&s, 0, "a\n");
	/* two are out, so two more may begin */
	assert_true(batch_sink_room(&s, LIMIT_HELD + 1));
	assert_false(batch_sink_room(&s, LIMIT_HELD + 2));
	batch_sink_reject(&s, 2);
	assert_true(batch_sink_room(&s, LIMIT_HELD + 2));
	/* few, but large ones; the one that all wait for begins whatever is held */
	much = mem_alloc(LIMIT_HELD_BYTES / 4 + 1);
	memset(much, 'x', LIMIT_HELD_BYTES / 4);
	for (size_t seq = 4; seq < 8; seq++) {
		assert_true(batch_sink_room(&s, 10));
		sink_hand_in(&s, seq, much);
	}
	assert_false(batch_sink_room(&s, 10));
	assert_true(batch_sink_room(&s, 3));
	sink_hand_in(&s, 3, "c\n");
	assert_true(batch_sink_room(&s, 10));
	free(much);
	assert_int_equal(batch_sink_end(&s, &e), 0);
	batch_sink_close(&s);
	assert_int_equal(fclose(in.out), 0);
	assert_non_null(strstr(text, "a\n"));
	assert_true(strstr(text, "a\n") < strstr(text, "b\n") && strstr(text, "b\n") < strstr(text, "last\n"));
	free(text);
	/* lines that go out as they come wait for nobody */
	o.format = FORMAT_JSONL;
	assert_int_equal(batch_sink_open(&s, &in, true, &e), 0);
	assert_true(batch_sink_room(&s, 100 * (size_t)LIMIT_HELD));
	batch_sink_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_must_wait_for_the_resolver),
		cmocka_unit_test(test_a_crowd_waits_for_its_turn),
		cmocka_unit_test(test_crumbs_end_a_handshake),
		cmocka_unit_test(test_the_window_of_a_batch),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
