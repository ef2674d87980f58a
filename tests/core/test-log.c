/* SPDX-License-Identifier: GPL-3.0-or-later
 * A log is counted by cause, the worst first; what is not understood is counted and never shown. */
#include "explain/log.h"
#include "base/buf.h"
#include "base/mem.h"
#include "explain/codes.h"
#include "explain/fold.h"
#include "explain/log-line.h"
#include "explain/log-shape.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char *counted_until(const char *log, size_t n, const volatile sig_atomic_t *stop, long long *known)
{
	char *out = NULL;
	size_t size = 0;
	FILE *in = tmpfile(), *f = open_memstream(&out, &size);

	assert_non_null(in);
	assert_int_equal(write(fileno(in), log, n), n);
	assert_int_equal(lseek(fileno(in), 0, SEEK_SET), 0);
	assert_non_null(f);
	*known = explain_log(fileno(in), f,
		&(struct explain_style){ .who = READER_ADMIN, .ascii = true, .width = 400 }, stop);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(fclose(in), 0);
	return out;
}

static char *counted(const char *log, size_t n, long long *known)
{
	return counted_until(log, n, NULL, known);
}

/* Who interrupts it gets what was read by then. */
static void an_interrupted_log_is_reported(void **state)
{
	static const volatile sig_atomic_t stop = 1, go = 0;
	static const char log[] = "certificate has expired\n";
	long long known;
	char *out = counted_until(log, sizeof log - 1, &stop, &known);

	(void)state;
	assert_int_equal(known, 0);
	assert_non_null(strstr(out, "0 lines: 0 understood"));
	free(out);
	out = counted_until(log, sizeof log - 1, &go, &known);
	assert_int_equal(known, 1);
	free(out);
}

static void what_cannot_be_read_is_said(void **state)
{
	FILE *f = fopen("/dev/null", "w");

	(void)state;
	assert_int_equal(explain_log(-1, f, &(struct explain_style){ .width = 80 }, NULL), -1);
	assert_int_equal(fclose(f), 0);
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
	assert_non_null(strstr(out,
		"3 x It vouches for itself (self-signed), incomplete-chain, unknown-issuer or untrusted-root,"
		" first 10:20, last 10:25"));
	free(out);
}

/* A number of Apache's says it where its words have changed; a number alone does not. */
static void a_code_with_a_number_is_enough(void **state)
{
	long long known;
	char *out = counted("AH02032: nothing that is known\nAADSTS: CAA20003\nport 28759\nexit 60\n", 66, &known);

	(void)state;
	assert_int_equal(known, 2);
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

/* What is taken for granted where lines are compared by their shapes: in no row has what stands for anything a letter
 * beside it, so that a word of a row is a whole word of the text. */
static void rows_are_made_of_whole_words(void **state)
{
	struct code_index *x = code_index_new();

	(void)state;
	assert_true(code_index_spellings(x) > 1000);
	for (unsigned k = 0; k < code_index_spellings(x); k++) {
		size_t n;
		const char *text = code_index_spelling(x, k, &n);

		for (size_t i = 0; i < n; i++)
			if (text[i] == FOLD_WILD && ((i > 0 && isalnum((unsigned char)text[i - 1]))
				|| (i + 1 < n && isalnum((unsigned char)text[i + 1]))))
				fail_msg("'%s' has a word that is only begun", text);
	}
	code_index_free(x);
}

/* What is no row's is not asked for in any. */
static void no_row_has_a_stamp(void **state)
{
	const struct code_row *rows;
	size_t n = code_rows(&rows);

	(void)state;
	assert_int_equal(log_stamp("at 10:42:48 so", 3, 14), 8);
	assert_int_equal(log_stamp("at 10:42:48 so", 4, 14), 0);
	assert_int_equal(log_stamp("Nov  4 so", 5, 9), 1);
	assert_int_equal(log_stamp("November 4", 9, 10), 0);
	assert_int_equal(log_stamp("TLS 1.2", 4, 7), 0);
	assert_int_equal(log_stamp("alert 42", 6, 8), 0);
	for (size_t i = 0; i < n; i++) {
		const char *text = code_word(rows[i].code);
		size_t len = strlen(text);

		for (size_t k = 0; k < len; k++)
			if (log_stamp(text, k, len) > 0)
				fail_msg("'%s' has what passes for a time or an address", text);
	}
}

static const struct code_index *shape_index;

static uint64_t shape(const char *line)
{
	const char *const more[] = { NULL };
	struct log_shapes *s = log_shapes_new(shape_index, more);
	uint64_t hash = 0;

	assert_true(log_shape(s, line, strlen(line), &hash));
	assert_int_not_equal(hash, 0);
	log_shapes_free(s);
	return hash;
}

/* Names, numbers and addresses make no difference, words of the tables and signs beside them do. */
static void shapes_are_of_words_that_rows_have(void **state)
{
	struct code_index *x = code_index_new();

	(void)state;
	shape_index = x;
	assert_true(shape("21:11:12 qqzx[171]: handshake failed") == shape("23:59:01 zzkw[9]: handshake failed"));
	assert_true(shape("Nov 10 10:42:48 qqzx: handshake failed") == shape("Nov  9 11:09:20 qqzx: handshake failed"));
	assert_true(shape("2026-11-10T10:42:48.056Z handshake failed")
		== shape("2026-01-20T01:10:42.010Z handshake failed"));
	assert_true(shape("[error] 10#48: handshake failed") == shape("[error] 971#9: handshake failed"));
	assert_true(shape("handshake failed, 10.48.42.60:443") == shape("handshake failed, 192.0.2.1:1025"));
	assert_true(shape("alert number 42") != shape("alert number 48"));
	assert_true(shape("alert 42: handshake failed") != shape("alert 48: handshake failed"));
	assert_true(shape("curl: (60) failed") != shape("curl: (56) failed"));
	assert_true(shape("qqzx zzkw handshake failed") == shape("qqzx handshake failed"));
	assert_true(shape("HANDSHAKE failed") == shape("handshake Failed"));
	assert_true(shape("handshake failed") != shape("handshake expired"));
	assert_true(shape("handshake failed: 28759") != shape("handshake failed: 28758"));
	assert_true(shape("handshake failed") != shape("handshake: failed"));
	assert_true(shape("handshake\\nfailed") != shape("handshake nfailed"));
	code_index_free(x);
}

/* What is written otherwise than it is read is looked at by itself. */
static void some_lines_have_no_shape(void **state)
{
	static const char *const lines[] = { "\033[31mexpired\033[0m", "certi\"ficate expired", "&quot;expired&quot;",
		("certificate \xe2\x80\x98" "expired\xe2\x80\x99"), "certi\\ficate", "a&nbsp;b", "certi*ficate" };
	const char *const more[] = { NULL };
	struct code_index *x = code_index_new();
	struct log_shapes *s = log_shapes_new(x, more);
	uint64_t hash;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_false(log_shape(s, lines[i], strlen(lines[i]), &hash));
	assert_true(log_shape(s, "/?a=1&b=2 didn't \"say\" so", 26, &hash));
	log_shapes_free(s);
	code_index_free(x);
}

enum { MIXED_LINES = 160, MIXED_GROUPS = 200 };
struct mixed { char *says; long long lines; };

/* The groups of a report: what stands behind the count, up to what is said of addresses. */
static void mixed_add(struct mixed *list, char *out)
{
	char *rest = out, *line;

	while ((line = strsep(&rest, "\n")) != NULL) {
		char *says = strstr(line, " x "), *end;
		long long lines = 0;
		size_t i;

		if (says == NULL)
			continue;
		for (end = line; end < says; end++)
			if (*end != ',')
				lines = lines * 10 + *end - '0';
		end = strstr(says, ", from ") != NULL ? strstr(says, ", from ") : strstr(says, ", naming ");
		if (end != NULL)
			*end = '\0';
		for (i = 0; i < MIXED_GROUPS && list[i].says != NULL && strcmp(list[i].says, says) != 0; i++)
			;
		assert_true(i < MIXED_GROUPS);
		if (list[i].says == NULL)
			list[i].says = mem_strdup(says);
		list[i].lines += lines;
	}
}

/* A message of the tables with noise around it, which the next lines have otherwise; some lines come again. */
static char *mixed_line(unsigned i)
{
	const struct code_row *rows;
	size_t n = code_rows(&rows);
	const char *text = code_word(rows[i % 40 * 7919 % n].code);

	switch (i % 4) {
	case 0: return mem_printf("host%u app[%u]: %s, client: 192.0.2.%u, server: x\n", i, i * 37, text, i % 250);
	case 1: return mem_printf("%u %s at \"192.0.2.%u\"\n", i, text, i % 250);
	case 2: return mem_printf("{\"msg\": \"%s\", \"id\": \"%x\"}\n", text, i * 7919);
	default: return mem_printf("*%u \xe2\x80\x9c%s\xe2\x80\x9d (request %x)\n", i, text, i * 7919);
	}
}

static void lines_count_together_as_alone(void **state)
{
	struct mixed alone[MIXED_GROUPS] = { 0 }, together[MIXED_GROUPS] = { 0 };
	struct buf all = BUF_INIT(1 << 20);
	long long known, sum = 0;
	char *out;

	(void)state;
	for (unsigned i = 0; i < MIXED_LINES; i++) {
		char *line = mixed_line(i);

		(void)buf_adds(&all, line);
		out = counted(line, strlen(line), &known);
		mixed_add(alone, out);
		sum += known;
		free(out);
		free(line);
	}
	out = counted(all.data, all.len, &known);
	mixed_add(together, out);
	assert_int_equal(known, sum);
	assert_true(known > MIXED_LINES / 2);
	for (size_t i = 0; i < MIXED_GROUPS; i++) {
		size_t k;

		for (k = 0; alone[i].says != NULL && together[k].says != NULL
			&& strcmp(alone[i].says, together[k].says) != 0; k++)
			;
		if (alone[i].says != NULL)
			assert_int_equal(alone[i].lines, together[k].lines);
	}
	for (size_t i = 0; i < MIXED_GROUPS; i++) {
		free(alone[i].says);
		free(together[i].says);
	}
	free(out);
	buf_done(&all);
}

/* Where the first line of a shape names nobody, the others may. */
static void addresses_are_those_of_each_line(void **state)
{
	static const char log[] =
		"smtpd: SSL_accept error from unknown[unknown]: lost connection\n"
		"smtpd: SSL_accept error from unknown[192.0.2.1]: lost connection\n"
		"smtpd: SSL_accept error from unknown[192.0.2.2]: lost connection\n"
		"smtpd: SSL_accept error from unknown[2001:db8::1]: lost connection\n"
		"smtpd: SSL_accept error from unknown[192.0.2.2]: lost connection\n";
	long long known;
	char *out = counted(log, sizeof log - 1, &known);

	(void)state;
	assert_int_equal(known, 5);
	assert_non_null(strstr(out, "from 3 addresses"));
	free(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_made_of_whole_words),
		cmocka_unit_test(no_row_has_a_stamp),
		cmocka_unit_test(shapes_are_of_words_that_rows_have),
		cmocka_unit_test(some_lines_have_no_shape),
		cmocka_unit_test(lines_count_together_as_alone),
		cmocka_unit_test(addresses_are_those_of_each_line),
		cmocka_unit_test(an_interrupted_log_is_reported),
		cmocka_unit_test(what_cannot_be_read_is_said),
		cmocka_unit_test(causes_are_counted_worst_first),
		cmocka_unit_test(a_line_without_a_time_has_that_of_the_entry),
		cmocka_unit_test(a_code_with_a_number_is_enough),
		cmocka_unit_test(a_log_of_other_things_says_so),
		cmocka_unit_test(a_hostile_log_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
