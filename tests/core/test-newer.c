/* SPDX-License-Identifier: GPL-3.0-or-later
 * Servers that speak only what the TLS library here cannot, and the key exchanges that one which can is asked for. */
#include "lib/inspect.h"
#include "tls/hello.h"
#include "tls/hybrids.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A server that answers whoever offers `wants` by choosing `group`, and sends everybody else the alert. */
struct newer { uint16_t wants, group; uint8_t alert; };

static bool newer_offered(const uint8_t *p, size_t n, uint16_t id)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (p[i] == id >> 8 && p[i + 1] == (id & 0xff))
			return true;
	return false;
}

/* A ServerHello, or a HelloRetryRequest, which are written alike: with an extension of no interest in front of
 * key_share, no session, TLS_AES_128_GCM_SHA256. Its octets. */
static size_t newer_answer(uint16_t group, uint8_t out[static 80])
{
	static const uint8_t head[] = { 0x16, 3, 3, 0, 0, 2, 0, 0, 0, 3, 3 },
		tail[] = { 0, 0x13, 1, 0, 0, 12, 0, 43, 0, 2, 3, 4, 0, 51, 0, 2 };
	size_t n = 0;

	memcpy(out, head, sizeof head);
	n += sizeof head;
	memset(out + n, 0x5a, 32);
	n += 32;
	memcpy(out + n, tail, sizeof tail);
	n += sizeof tail;
	out[n++] = (uint8_t)(group >> 8);
	out[n++] = (uint8_t)group;
	out[4] = (uint8_t)(n - 5);
	out[8] = (uint8_t)(n - 9);
	return n;
}

static void newer_part(int fd, const void *arg)
{
	const struct newer *s = arg;
	uint8_t in[2048], out[80] = { 0x15, 3, 3, 0, 2, 2, s->alert };
	ssize_t n = read(fd, in, sizeof in);
	size_t answer = 7;

	if (n > 0 && s->wants != 0 && newer_offered(in, (size_t)n, s->wants))
		answer = newer_answer(s->group, out);
	if (write(fd, out, answer) == (ssize_t)answer)
		loopback_swallow(fd);
}

static bool newer_evidence(const struct finding *f, const char *part)
{
	for (size_t i = 0; i < f->n_evidence; i++)
		if (strstr(f->evidence[i].text, part) != NULL)
			return true;
	return false;
}

static void test_too_new_is_the_likely_cause(void **state)
{
	static const struct { const char *why; struct newer server; enum shade shade; const char *says; } rows[] = {
		{ "X25519MLKEM768", { 0x11ec, 0x11ec, 40 }, SHADE_NEWER, "it chose the key exchange X25519MLKEM768" },
		{ "the same with another alert", { 0x11ec, 0x11ec, 71 }, SHADE_NEWER, "X25519MLKEM768" },
		{ "MLKEM1024 alone", { 0x0202, 0x0202, 40 }, SHADE_NEWER, "it chose the key exchange MLKEM1024" },
		{ "a certificate with ML-DSA-65", { 0x0905, 0x001d, 40 }, SHADE_NEWER, "as soon as ML-DSA signatures" },
		{ "a group that nobody offered", { 0x0905, 0x0100, 40 }, SHADE_ALERT, "it refused as well" },
		{ "nothing at all", { 0, 0, 40 }, SHADE_ALERT, "it refused as well" },
		{ "another alert", { 0x11ec, 0x11ec, 80 }, SHADE_ALERT, NULL },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		const struct finding *f;
		struct inspection *i;
		struct opts o;

		opts_defaults(&o);
		i = inspect_part(&o, newer_part, &rows[k].server, NULL);
		f = inspection_finding(i, FINDING_HANDSHAKE_FAILED);
		if (f == NULL || f->shade != rows[k].shade
			|| !newer_evidence(f, rows[k].says != NULL ? rows[k].says : "") != (rows[k].says == NULL))
			fail_msg("%s", rows[k].why);
		assert_int_equal(strstr(f->why, "post-quantum") != NULL, rows[k].shade == SHADE_NEWER);
		inspection_free(i);
	}
}

/* With --offline only the target itself is asked, and once. */
static void test_nothing_more_is_asked_offline(void **state)
{
	static const struct newer server = { 0x11ec, 0x11ec, 40 };
	struct inspection *i;
	struct opts o;

	(void)state;
	opts_defaults(&o);
	o.offline = true;
	i = inspect_part(&o, newer_part, &server, NULL);
	assert_int_equal(inspection_finding(i, FINDING_HANDSHAKE_FAILED)->shade, SHADE_ALERT);
	inspection_free(i);
}

/* Cut anywhere, or with anything else in front, an answer says nothing. */
static void test_an_answer_is_whole_or_none(void **state)
{
	struct hello h = { 0 };
	size_t n = newer_answer(0x11ec, h.in);

	(void)state;
	for (h.n_in = 0; h.n_in < n; h.n_in++)
		assert_null(hello_chosen(&h));
	assert_string_equal(hello_chosen(&h), "it chose the key exchange X25519MLKEM768");
	h.in[0] = 0x15;
	assert_null(hello_chosen(&h));
	h.in[0] = 0x16;
	h.in[5] = 1;
	assert_null(hello_chosen(&h));
}

static void test_the_name_is_asked_for(void **state)
{
	static const char name[] = "www.example.test";
	char longest[300] = { 0 };
	struct hello h;

	(void)state;
	hello_start(&h, name);
	assert_non_null(memmem(h.out, h.n_out, name, sizeof name - 1));
	assert_int_equal(h.n_out, 5 + ((size_t)h.out[3] << 8 | h.out[4]));
	memset(longest, 'a', sizeof longest - 1);
	hello_start(&h, longest);
	assert_null(memmem(h.out, h.n_out, "aaa", 3));
}

static bool has_all(const char *name) { (void)name; return true; }
static bool has_none(const char *name) { (void)name; return false; }
static bool has_second(const char *name) { return strcmp(name, "SECP256R1-MLKEM768") == 0; }

static void test_hybrid_groups_come_first(void **state)
{
	static const struct { const char *priority; bool (*has)(const char *); const char *becomes; } rows[] = {
		{ "NORMAL:-GROUP-ALL:+GROUP-X25519:%COMPAT", has_all, "NORMAL:-GROUP-ALL:+GROUP-X25519-MLKEM768"
			":+GROUP-SECP256R1-MLKEM768:+GROUP-SECP384R1-MLKEM1024:+GROUP-X25519:%COMPAT" },
		{ "NORMAL:-GROUP-ALL:+GROUP-X25519", has_second, "NORMAL:-GROUP-ALL:+GROUP-SECP256R1-MLKEM768:+GROUP-X25519" },
		{ "NORMAL:-GROUP-ALL:+GROUP-X25519", has_none, NULL },
		{ "NORMAL", has_all, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *got = hybrids_first(rows[i].priority, rows[i].has);

		if (got == NULL || rows[i].becomes == NULL)
			assert_true(got == NULL && rows[i].becomes == NULL);
		else
			assert_string_equal(got, rows[i].becomes);
		free(got);
	}
	assert_true(hybrids_has("X25519"));
	assert_false(hybrids_has("X25519-NOTHING"));
	assert_string_equal(hybrids_name("X25519-MLKEM768"), "X25519MLKEM768");
	assert_string_equal(hybrids_name("X25519"), "X25519");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_too_new_is_the_likely_cause),
		cmocka_unit_test(test_nothing_more_is_asked_offline),
		cmocka_unit_test(test_an_answer_is_whole_or_none),
		cmocka_unit_test(test_the_name_is_asked_for),
		cmocka_unit_test(test_hybrid_groups_come_first),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
