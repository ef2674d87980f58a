/* SPDX-License-Identifier: GPL-3.0-or-later
 * A log is counted by cause, the worst first; what is not understood is counted and never shown. */
#include "explain/log.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *counted(const char *log, size_t n, long long *known)
{
	char *out = NULL, *copy = mem_dup(log, n);
	size_t size = 0;
	FILE *in = fmemopen(copy, n, "r"), *f = open_memstream(&out, &size);

	assert_non_null(in);
	assert_non_null(f);
	*known = explain_log(in, f, &(struct explain_style){ .who = READER_ADMIN, .ascii = true, .width = 200 });
	assert_int_equal(fclose(in), 0);
	assert_int_equal(fclose(f), 0);
	free(copy);
	return out;
}

static void causes_are_counted_worst_first(void **state)
{
	static const char log[] =
		"2026/11/21 09:12:01 http: TLS handshake error from 192.0.2.1:4001: EOF\n"
		"2026/11/21 09:12:02 http: TLS handshake error from 192.0.2.1:4002: EOF\n"
		"2026/11/21 09:13:02 http: TLS handshake error from 192.0.2.2:4003: remote error: tls: bad certificate\n"
		"2026/11/21 09:14:02 http: TLS handshake error from 192.0.2.3:4003: remote error: tls: bad certificate\n"
		"GET /secret-page HTTP/1.1\n"
		"2026/11/21 11:14:02 app: x509: certificate has expired or is not yet valid: current time"
		" 2026-11-21T11:14:02Z is after 2025-01-01T00:00:00Z";
	long long known;
	char *out = counted(log, sizeof log - 1, &known);
	const char *expired = strstr(out, "1 x Past its last day (expired), first 11:14");
	const char *refused = strstr(out,
		"2 x The client refused the server (client-distrusts), first 09:13, last 09:14, from 2 addresses");
	const char *left = strstr(out,
		"2 x The client went away (client-left), first 09:12, last 09:12, from 1 address\n");

	(void)state;
	assert_int_equal(known, 5);
	assert_non_null(strstr(out, "6 lines: 5 understood, 1 of something else."));
	assert_non_null(expired);
	assert_non_null(refused);
	assert_non_null(left);
	assert_true(expired < refused && refused < left);
	assert_null(strstr(out, "secret-page"));
	assert_null(strstr(out, "192.0.2."));
	free(out);
}

/* Java writes the time before the first line of a trace alone. */
static void a_line_without_a_time_has_that_of_the_entry(void **state)
{
	static const char log[] =
		"javax.net.ssl.SSLHandshakeException: PKIX path building failed\n"
		"2026-11-21 10:20:30,123 ERROR [main] c.e.Foo - request failed\n"
		"javax.net.ssl.SSLHandshakeException: PKIX path building failed\n"
		"\tat java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)\n"
		"2026-11-21 10:21:30,123 INFO [main] c.e.Foo - fine\n"
		"2026-11-21 10:25:30,123 ERROR [main] c.e.Foo - request failed\n"
		"javax.net.ssl.SSLHandshakeException: PKIX path building failed\n";
	long long known;
	char *out = counted(log, sizeof log - 1, &known);

	(void)state;
	assert_int_equal(known, 3);
	assert_non_null(strstr(out, "3 x It vouches for itself (self-signed), first 10:20, last 10:25"));
	free(out);
}

static void a_log_of_other_things_says_so(void **state)
{
	long long known;
	char *out = counted("one\ntwo\n\nthree", 13, &known);

	(void)state;
	assert_int_equal(known, 0);
	assert_non_null(strstr(out, "4 lines: 0 understood, 4 of something else."));
	free(out);
}

/* A line without an end, NULs and control characters: bounded, and nothing of it comes out. */
static void a_hostile_log_is_bounded(void **state)
{
	enum { HUGE_BYTES = 700 * 1000 };
	char *huge = mem_alloc(HUGE_BYTES), *out;
	long long known;

	(void)state;
	for (size_t i = 0; i < HUGE_BYTES; i++)
		huge[i] = "A\0{[(0x-1 \033client: certificate has expired"[i % 42];
	out = counted(huge, HUGE_BYTES, &known);
	assert_true(known >= 0);
	assert_null(strchr(out, '\033'));
	assert_true(strlen(out) < 4000);
	free(out);
	free(huge);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(causes_are_counted_worst_first),
		cmocka_unit_test(a_line_without_a_time_has_that_of_the_entry),
		cmocka_unit_test(a_log_of_other_things_says_so),
		cmocka_unit_test(a_hostile_log_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
