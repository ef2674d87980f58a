/* SPDX-License-Identifier: GPL-3.0-or-later
 * Servers with a certificate for each kind of key, and another for who names nobody: which of them is reported, and
 * what is said of the others. */
#include "base/mem.h"
#include "base/moment.h"
#include "lib/inspect.h"
#include "report/json.h"
#include "report/plain-text.h"
#include "result/phrases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { HOURS = 3600 };

static struct inspection *other_meet(const struct loopback_tls *tls, bool all, const char *name)
{
	struct opts o;

	opts_defaults(&o);
	o.all_certificates = all;
	o.servername = name;
	return inspect_part(&o, loopback_tls, tls, NULL);
}

static const struct cert *other_leaf(const struct inspection *i)
{
	assert_true(i->n_presented > 0);
	return i->cards[i->presented[0]].cert;
}

/* Which of the two comes first is the server's affair; the one that ends first is reported, on all versions. */
static void test_the_worse_one_is_reported(void **state)
{
	static const char *const priorities[] = { NULL, "NORMAL:-VERS-ALL:+VERS-TLS1.2" };
	int64_t now = time(NULL);

	(void)state;
	for (size_t k = 0; k < 4; k++) {
		struct loopback_tls rsa = { .rsa_bits = 2048, .not_before = now - 99 * (int64_t)HOURS,
			.not_after = now + (k % 2 == 0 ? 40 : 900) * (int64_t)HOURS };
		struct loopback_tls both = { .same = true, .second = &rsa, .priority = priorities[k / 2],
			.not_before = now - 99 * (int64_t)HOURS, .not_after = now + 500 * (int64_t)HOURS };
		struct inspection *i = other_meet(&both, false, NULL);
		bool rsa_first = k % 2 == 0;

		assert_int_equal(other_leaf(i)->key.algorithm, rsa_first ? KEY_RSA : KEY_EC);
		assert_int_equal(i->n_shown, 1);
		assert_int_equal(i->shown[0].as, rsa_first ? SHOWN_ECDSA : SHOWN_RSA);
		assert_int_equal(i->shown[0].level, LEVEL_UNTRUSTED);
		assert_non_null(i->shown[0].finding);
		assert_int_equal(i->shown[0].not_after, now + (rsa_first ? 500 : 900) * (int64_t)HOURS);
		assert_false(i->shown[0].same);
		assert_non_null(i->connection.protocol);
		assert_non_null(i->connection.signature);
		inspection_free(i);
	}
}

static void test_an_expired_one_behind_a_private_one(void **state)
{
	int64_t now = time(NULL);
	struct loopback_tls rsa = { .rsa_bits = 2048, .not_before = now - 99 * (int64_t)HOURS,
		.not_after = now - 40 * (int64_t)HOURS };
	struct loopback_tls both = { .same = true, .second = &rsa, .not_before = now - 99 * (int64_t)HOURS,
		.not_after = now + 500 * (int64_t)HOURS };
	struct inspection *i = other_meet(&both, true, "www.example.com");
	char *json = NULL, *text = NULL;
	size_t n = 0, m = 0;
	FILE *f = open_memstream(&json, &n), *g = open_memstream(&text, &m);

	(void)state;
	assert_int_equal(other_leaf(i)->key.algorithm, KEY_RSA);
	assert_non_null(inspection_finding(i, FINDING_EXPIRED));
	assert_int_equal(i->n_shown, 2);
	assert_int_equal(i->shown[1].as, SHOWN_NAMELESS);
	assert_int_equal(report_jsonl(f, i), 0);
	assert_int_equal(report_text(g, i, &(struct report_style){ .width = 200 }), 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(fclose(g), 0);
	assert_non_null(strstr(json, "\"also_shown\":[{\"asked\":\"ecdsa\",\"same\":false,\"sha256\":\""));
	assert_non_null(strstr(json, "\"level\":\"untrusted\",\"finding\":\"untrusted-root\""));
	assert_non_null(strstr(json, "{\"asked\":\"no-name\",\"same\":"));
	assert_non_null(strstr(text, "Also shown   to who asks for an EC key, www.example.com of Loopback CA"
		" (EC P-256),"
		" until "));
	assert_non_null(strstr(text, ": DO NOT TRUST"));
	free(json);
	free(text);
	inspection_free(i);
}

/* Where the first one is trusted, too; of a list of hosts not unless it is asked for. */
static void test_a_good_one_hides_no_other(void **state)
{
	static const struct { const char *hosts; bool all, seen; } rows[] = {
		{ NULL, false, true }, { "list", false, false }, { "list", true, true },
	};
	struct loopback_identity *id = loopback_identity_new();
	struct loopback_tls rsa = { .rsa_bits = 2048 }, both = { .identity = id, .second = &rsa };
	struct loopback_identity *second = loopback_identity_of(&rsa);
	char ca[] = "/tmp/certcard-test-XXXXXX";
	int fd = mkstemp(ca);

	(void)state;
	assert_true(fd >= 0);
	rsa.identity = second;
	loopback_identity_save(id, ca);
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *i;
		struct opts o;

		opts_defaults(&o);
		o.ca = (struct opts_list){ { ca }, 1 };
		o.servername = "www.example.com";
		o.hosts = rows[k].hosts;
		o.all_certificates = rows[k].all;
		i = inspect_part(&o, loopback_tls, &both, NULL);
		assert_int_equal(i->verdict.level, rows[k].seen ? LEVEL_UNTRUSTED : LEVEL_TRUSTED);
		assert_int_equal(other_leaf(i)->key.algorithm, rows[k].seen ? KEY_RSA : KEY_EC);
		assert_int_equal(i->n_shown > 0, rows[k].seen);
		if (rows[k].seen)
			assert_int_equal(i->shown[0].level, LEVEL_TRUSTED);
		inspection_free(i);
	}
	(void)unlink(ca);
	(void)close(fd);
	loopback_identity_free(id);
	loopback_identity_free(second);
}

/* A server with one certificate refuses the other kind, and nothing comes of it. */
static void test_one_certificate(void **state)
{
	struct loopback_tls one = { .same = true };
	struct inspection *i = other_meet(&one, false, "www.example.com");

	(void)state;
	assert_int_equal(other_leaf(i)->key.algorithm, KEY_EC);
	assert_int_equal(i->n_shown, 1);
	assert_int_equal(i->shown[0].as, SHOWN_NAMELESS);
	assert_true(i->shown[0].same);
	char *words = phrase_shown(&i->shown[0], i->time);
	assert_string_equal(words, "to who names no host, the same");
	free(words);
	inspection_free(i);
	/* an address is no name that could be left out */
	i = other_meet(&one, true, NULL);
	assert_int_equal(i->n_shown, 0);
	inspection_free(i);
}

/* Who is named gets one of his own: shown to nobody in particular is another. */
static void test_without_a_name(void **state)
{
	struct loopback_tls one = { .same = true, .asked = LOOPBACK_MIMIC };
	struct inspection *i = other_meet(&one, false, "other.example.com");

	(void)state;
	assert_string_equal(other_leaf(i)->subject.cn, "other.example.com");
	assert_int_equal(i->n_shown, 1);
	assert_int_equal(i->shown[0].as, SHOWN_NAMELESS);
	assert_false(i->shown[0].same);
	assert_int_equal(i->shown[0].level, LEVEL_UNREACHABLE);
	assert_string_equal(i->shown[0].label, "www.example.com");
	inspection_free(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_worse_one_is_reported),
		cmocka_unit_test(test_an_expired_one_behind_a_private_one),
		cmocka_unit_test(test_a_good_one_hides_no_other),
		cmocka_unit_test(test_one_certificate),
		cmocka_unit_test(test_without_a_name),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
