/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fetches stay within their limits: redirects, sizes, schemes, and addresses that are nobody's business. */
#include "net/fetch.h"

#include "base/address.h"
#include "lib/loopback.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A web server: /ok, /N (N redirects, then ok), /https, /loop, /big, /endless, /missing, /empty, /silent, /post (says
 * what it got). */
static void web_post(int fd, size_t n, bool typed)
{
	char body[64], answer[160];
	ssize_t got = n < sizeof body ? read(fd, body, n) : -1;

	(void)snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\nContent-Length: %zd\r\n\r\n%.*s%s", got + 2, (int)got,
		body, typed ? "ct" : "--");
	loopback_say(fd, answer);
}

static void web_endless(int fd)
{
	char block[4096];

	memset(block, 'x', sizeof block);
	loopback_say(fd, "HTTP/1.1 200 OK\r\n\r\n");
	while (write(fd, block, sizeof block) > 0)
		;
}

static void web(int fd, const void *arg)
{
	char request[512], header[512], answer[256];
	size_t length = 0;
	bool typed = false;
	int hops;

	(void)arg;
	loopback_hear(fd, request, sizeof request);
	for (loopback_hear(fd, header, sizeof header); *header != '\0'; loopback_hear(fd, header, sizeof header)) {
		(void)sscanf(header, "Content-Length: %zu", &length);
		typed = typed || strcmp(header, "Content-Type: application/ocsp-request") == 0;
	}
	if (strncmp(request, "POST /post ", 11) == 0)
		web_post(fd, length, typed);
	else if (sscanf(request, "GET /%d ", &hops) == 1 && hops > 0) {
		(void)snprintf(answer, sizeof answer, "HTTP/1.1 30%d x\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n",
			hops % 2 + 1, hops - 1);
		loopback_say(fd, answer);
	} else if (strncmp(request, "GET /https ", 11) == 0)
		loopback_say(fd, "HTTP/1.1 302 x\r\nLocation: https://127.0.0.1/\r\nContent-Length: 0\r\n\r\n");
	else if (strncmp(request, "GET /file ", 10) == 0)
		loopback_say(fd, "HTTP/1.1 302 x\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n");
	else if (strncmp(request, "GET /nowhere ", 13) == 0)
		loopback_say(fd, "HTTP/1.1 302 x\r\nContent-Length: 0\r\n\r\n");
	else if (strncmp(request, "GET /endless ", 13) == 0)
		web_endless(fd);
	else if (strncmp(request, "GET /missing ", 13) == 0)
		loopback_say(fd, "HTTP/1.1 404 x\r\nContent-Length: 3\r\n\r\nno!");
	else if (strncmp(request, "GET /empty ", 11) == 0)
		loopback_say(fd, "HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n");
	else if (strncmp(request, "GET /silent ", 12) == 0)
		loopback_swallow(fd);
	else if (strncmp(request, "GET /garbage ", 13) == 0)
		loopback_say(fd, "\x16\x03\x01\x02\x03 garbage");
	else
		loopback_say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

/* The body, or why not; to be freed. */
static char *get(const char *url, struct bytes post, bool local, const struct proxy_rules *proxy)
{
	struct fetch_request r = { .url = url, .post = post, .max_bytes = 1000, .local = local, .proxy = proxy };
	double until = net_clock_ms() + 20000;
	struct net *n = net_new();
	enum fetch_state s;
	struct fetch f;
	struct cc_err e;
	char *said;

	assert_int_equal(net_load(n, &e), 0);
	fetch_start(&f, n, &r);
	while ((s = fetch_step(&f)) == FETCH_BUSY && net_clock_ms() < until) {
		net_reset(n);
		net_wait(n, 1000);
	}
	assert_int_not_equal(s, FETCH_BUSY);
	said = strdup(s == FETCH_DONE ? f.body.data : f.why);
	fetch_close(&f);
	net_free(n);
	return said;
}

static void test_what_a_server_may_answer(void **state)
{
	static const struct { const char *path, *said; } rows[] = {
		{ "/ok", "ok" }, { "/1", "ok" }, { "/3", "ok" }, { "/4", "it redirects too often" },
		{ "/https", "it redirects to something that is not http" },
			{ "/file", "it redirects to something that is not http" },
		{ "/nowhere", "it redirects to nowhere" }, { "/endless", "it sent more than is reasonable" },
		{ "/missing", "it answered with status 404" }, { "/empty", "it sent nothing" },
	};
	struct loopback l;
	char url[100];
	size_t i;

	(void)state;
	loopback_start(&l, web, NULL);
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *said;

		(void)snprintf(url, sizeof url, "http://127.0.0.1:%d%s", l.port, rows[i].path);
		said = get(url, (struct bytes){ 0 }, true, NULL);
		assert_string_equal(said, rows[i].said);
		free(said);
	}
	(void)snprintf(url, sizeof url, "http://127.0.0.1:%d/garbage", l.port);
	free(get(url, (struct bytes){ 0 }, true, NULL));
	loopback_stop(&l);
}

static void test_a_request_is_posted_with_its_type(void **state)
{
	struct bytes post = { (const uint8_t *)"abc", 3 };
	struct loopback l;
	char url[100], *said;

	(void)state;
	loopback_start(&l, web, NULL);
	(void)snprintf(url, sizeof url, "http://127.0.0.1:%d/post", l.port);
	said = get(url, post, true, NULL);
	assert_string_equal(said, "abcct");
	free(said);
	loopback_stop(&l);
}

static void test_only_http(void **state)
{
	static const char *const urls[] =
		{ "https://127.0.0.1/", "ftp://127.0.0.1/", "ldap://127.0.0.1/", "file:///etc/passwd", "", "nonsense:",
		"http://" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof urls / sizeof *urls; i++) {
		char *said = get(urls[i], (struct bytes){ 0 }, true, NULL);

		assert_string_equal(said, "its address is not http");
		free(said);
	}
}

static const char *env_proxy(void *ctx, const char *name)
{
	return strcmp(name, "http_proxy") == 0 ? ctx : NULL;
}

/* However the address is written, and whether a proxy stands in between or not. */
static void test_private_addresses_are_nobodys_business(void **state)
{
	static const char *const hosts[] =
		{ "127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0" };
	static const char *const forbidden =
		"it lies on a private address, and such a one is asked only for a host that has one itself";
	char proxy_url[100];
	struct proxy_rules proxy = { .env = env_proxy, .ctx = proxy_url };
	struct loopback l;
	size_t i;

	(void)state;
	loopback_start(&l, web, NULL);
	(void)snprintf(proxy_url, sizeof proxy_url, "http://127.0.0.1:%d", l.port);
	for (i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		char url[100], *said;

		(void)snprintf(url, sizeof url, "http://%s:%d/ok", hosts[i], l.port);
		said = get(url, (struct bytes){ 0 }, false, NULL);
		if (strcmp(said, forbidden) != 0)
			fail_msg("%s: %s", url, said);
		free(said);
		said = get(url, (struct bytes){ 0 }, false, &proxy);
		if (strcmp(said, forbidden) != 0)
			fail_msg("%s through a proxy: %s", url, said);
		free(said);
	}
	loopback_stop(&l);
}

static void test_which_addresses_are_public(void **state)
{
	static const struct { const char *address; bool public; } rows[] = {
		{ "8.8.8.8", true }, { "192.0.3.1", true }, { "172.15.255.255", true }, { "172.32.0.0", true },
			{ "100.128.0.0", true },
		{ "2606:4700::1", true }, { "::ffff:8.8.8.8", true }, { "64:ff9b::808:808", true },
		{ "127.255.255.255", false }, { "10.0.0.1", false }, { "172.16.0.0", false },
			{ "172.31.255.255", false }, { "192.168.1.1", false },
		{ "169.254.169.254", false }, { "100.64.0.1", false }, { "0.1.2.3", false }, { "224.0.0.1", false },
			{ "255.255.255.255", false },
		{ "::", false }, { "::1", false }, { "fe80::1", false }, { "fc00::1", false }, { "fd12::1", false },
			{ "ff02::1", false },
		{ "::ffff:10.0.0.1", false }, { "64:ff9b::a00:1", false }, { "2002:7f00:1::", false },
			{ "example.com", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		if (address_text_is_public(rows[i].address) != rows[i].public)
			fail_msg("%s", rows[i].address);
}

static void test_stopping_in_the_middle_is_clean(void **state)
{
	struct fetch_request r = { .max_bytes = 1000, .local = true };
	struct net *n = net_new();
	struct loopback l;
	struct fetch f;
	char url[100];
	int i;

	(void)state;
	loopback_start(&l, web, NULL);
	(void)snprintf(url, sizeof url, "http://127.0.0.1:%d/silent", l.port);
	r.url = url;
	assert_int_equal(net_load(n, NULL), 0);
	fetch_start(&f, n, &r);
	for (i = 0; i < 5; i++) {
		net_reset(n);
		net_wait(n, 10);
		assert_int_equal(fetch_step(&f), FETCH_BUSY);
	}
	fetch_close(&f);
	fetch_close(&f);
	net_free(n);
	loopback_stop(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_a_server_may_answer),
		cmocka_unit_test(test_a_request_is_posted_with_its_type),
		cmocka_unit_test(test_only_http),
		cmocka_unit_test(test_private_addresses_are_nobodys_business),
		cmocka_unit_test(test_which_addresses_are_public),
		cmocka_unit_test(test_stopping_in_the_middle_is_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
