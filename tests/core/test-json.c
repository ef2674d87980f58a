/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON against the written schema, and the values that the contract spells out. */
#include "report/report.h"
#include "report/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "batch/sink.h"
#include "x509/cert-name.h"
#include "lib/sample.h"
#include "lib/schema.h"
#include "pki/pki.h"
#include "lib/written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static json_t *parsed(int (*report)(FILE *, const struct inspection *), struct inspection *i)
{
	char *text = written(report, i);
	json_t *j = json_loads(text, JSON_REJECT_DUPLICATES, NULL);

	assert_non_null(j);
	free(text);
	inspection_free(i);
	return j;
}

static void test_every_sample_keeps_to_the_schema(void **state)
{
	static struct inspection *(*const samples[])(void) =
		{ sample_untrusted, sample_trusted, sample_caution, sample_unreachable };
	json_t *schema = schema_load();
	char why[600] = "";
	size_t i;

	(void)state;
	assert_non_null(schema);
	for (i = 0; i < sizeof samples / sizeof *samples; i++) {
		json_t *j = parsed(report_json, samples[i]());

		if (schema_check(schema, j, why, sizeof why) != 0)
			fail_msg("sample %zu: %s", i, why);
		json_decref(j);
	}
	json_decref(schema);
}

/* What the DNS says of CAs: nothing, an answer without one that fits, and one with. */
static void test_what_the_dns_says_of_cas(void **state)
{
	static const struct { enum caa_proof proof; enum answer permits; const char *issuer, *text; } rows[] = {
		{ CAA_SIGNED, ANSWER_YES, "ca.example",
			"{\"asked\":\"www.example.test\",\"name\":\"example.test\",\"dnssec\":\"secure\",\"records\":"
			"[{\"critical\":true,\"tag\":\"issue\",\"value\":\"ca.example\"}],\"issuer\":\"ca.example\","
			"\"permits\":true,\"text\":\"So it is.\"}" },
		{ CAA_UNSIGNED, ANSWER_NO, NULL, "\"insecure\"" },
		{ CAA_FORGED, ANSWER_UNKNOWN, NULL, "\"permits\":null" },
		{ CAA_NO_ANSWER, ANSWER_UNKNOWN, NULL, "\"dnssec\":null" },
	};
	json_t *schema = schema_load();
	char why[600] = "";

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *i = sample_trusted();
		json_t *j;
		char *said;

		i->caa = mem_alloc(sizeof *i->caa);
		*i->caa = (struct caa_facts){ .asked = mem_strdup("www.example.test"),
			.name = mem_strdup("example.test"), .proof = rows[k].proof, .n_entries = 1,
			.entries = mem_alloc(sizeof *i->caa->entries), .issuer = mem_strdup(rows[k].issuer),
			.permits = rows[k].permits, .text = mem_strdup("So it is.") };
		i->caa->entries[0] = (struct caa_entry){ true, mem_strdup("issue"), mem_strdup("ca.example") };
		j = parsed(report_json, i);
		if (schema_check(schema, j, why, sizeof why) != 0)
			fail_msg("row %zu: %s", k, why);
		said = json_dumps(json_object_get(j, "caa"), JSON_COMPACT);
		if (said == NULL || strstr(said, rows[k].text) == NULL)
			fail_msg("row %zu: %s", k, said);
		free(said);
		json_decref(j);
	}
	json_decref(schema);
}

static void test_the_schema_can_fail(void **state)
{
	json_t *schema = schema_load(), *j = parsed(report_json, sample_trusted()), *card;
	char why[600] = "";

	(void)state;
	(void)json_object_set_new(json_object_get(j, "target"), "port", json_string("443"));
	assert_int_equal(schema_check(schema, j, why, sizeof why), -1);
	assert_non_null(strstr(why, "$.target.port"));
	(void)json_object_set_new(json_object_get(j, "target"), "port", json_integer(443));
	assert_int_equal(schema_check(schema, j, why, sizeof why), 0);
	card = json_array_get(json_object_get(j, "cards"), 0);
	(void)json_object_set_new(card, "sha256", json_string("AB"));
	assert_int_equal(schema_check(schema, j, why, sizeof why), -1);
	(void)json_object_del(card, "sha256");
	assert_int_equal(schema_check(schema, j, why, sizeof why), -1);
	assert_non_null(strstr(why, "sha256"));
	json_decref(j);
	json_decref(schema);
}

static void test_values_as_the_contract_writes_them(void **state)
{
	json_t *j = parsed(report_json, sample_untrusted()), *card, *broken, *ms;

	(void)state;
	assert_string_equal(json_string_value(json_object_get(j, "time")), "2026-11-21T18:40:00Z");
	assert_string_equal(json_string_value(json_object_get(json_object_get(j, "verdict"), "finding")),
		"name-mismatch");
	assert_int_equal(json_integer_value(json_array_get(json_object_get(j, "presented"), 3)), 3);
	assert_true(json_is_null(json_object_get(json_array_get(json_object_get(j, "findings"), 2), "card")));
	card = json_array_get(json_object_get(j, "cards"), 0);
	assert_string_equal(json_string_value(json_object_get(card, "serial")), "1011121314151617");
	assert_string_equal(json_string_value(json_object_get(card, "not_after")), "2026-12-21T18:40:00Z");
	assert_true(json_is_null(json_object_get(card, "path_length")));
	assert_string_equal(json_string_value(json_array_get(json_object_get(card, "key_usage"), 0)),
		"digitalSignature");
	assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(card, "scts"), 0),
		"time")), "2026-09-21T14:13:20.123Z");
	broken = json_array_get(json_object_get(j, "cards"), 4);
	assert_true(json_is_null(json_object_get(broken, "subject")));
	assert_true(json_is_null(json_object_get(broken, "not_after")));
	assert_true(json_is_null(json_object_get(broken, "in_trust_store")));
	assert_true(json_is_array(json_object_get(broken, "san")));
	assert_true(json_is_string(json_object_get(broken, "pem")));
	ms = json_object_get(json_object_get(j, "connection"), "timings_ms");
	assert_true(json_is_null(json_object_get(ms, "starttls")));
	assert_true(json_real_value(json_object_get(ms, "handshake")) > 20.124);
	json_decref(j);
}

/* The contract has one text where the rest of the program has three fields. */
/* A subject may be empty; what every sentence calls the certificate then is there all the same. */
static void test_a_name_has_the_label_of_the_sentences(void **state)
{
	static const struct { bool subject, names; const char *label; } rows[] = {
		{ true, true, "good.example.net" },
		{ false, true, "good.example.net" },
		{ false, false, NULL },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *i = sample_trusted();
		struct cert *c = i->cards[0].cert;
		json_t *j, *card;
		const char *label;

		if (!rows[k].subject) {
			dn_done(&c->subject);
			c->subject = (struct dn){ .text = mem_strdup("") };
		}
		if (!rows[k].names) {
			free(c->sans[0].value);
			c->n_sans = 0;
		}
		j = parsed(report_json, i);
		card = json_array_get(json_object_get(j, "cards"), 0);
		label = json_string_value(json_object_get(json_object_get(card, "subject"), "label"));
		if (rows[k].label == NULL)
			assert_null(label);
		else
			assert_string_equal(label, rows[k].label);
		assert_string_equal(json_string_value(json_object_get(json_object_get(card, "issuer"), "label")),
			"Example Root X1");
		json_decref(j);
	}
}

static void test_why_is_causes_telling_and_what_was_seen(void **state)
{
	json_t *j = parsed(report_json, sample_untrusted());
	json_t *first = json_array_get(json_object_get(j, "findings"), 0);

	(void)state;
	assert_string_equal(json_string_value(json_object_get(first, "why")),
		"WHY of name-mismatch. How to tell: TELL of name-mismatch. Seen here: www.shop.example.net shows the"
		" same certificate. Nobody asked the owner.");
	json_decref(j);
}

static void test_a_json_line_is_one_line_and_the_same_value(void **state)
{
	char *text;
	struct inspection *i = sample_untrusted();
	json_t *line, *object;

	(void)state;
	text = written(report_jsonl, i);
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	line = json_loads(text, 0, NULL);
	free(text);
	object = parsed(report_json, i);
	assert_true(json_equal(line, object));
	json_decref(line);
	json_decref(object);
}

/* Each write to such a socket is a message of its own. */
static void test_a_json_line_is_one_write(void **state)
{
	static char message[1 << 17];
	struct opts o = { .format = FORMAT_JSONL };
	struct batch_input in = { .opts = &o };
	struct inspection *i = sample_untrusted();
	struct batch_sink s;
	struct cc_err e = { 0 };
	int fds[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds), 0);
	assert_non_null(in.out = fdopen(fds[1], "w"));
	assert_int_equal(batch_sink_open(&s, &in, true, &e), 0);
	for (size_t seq = 0; seq < 2; seq++) {
		size_t len = 0;
		char *text = batch_sink_render(&s, i, &len), *same = mem_strdup(text);

		assert_in_range(len, 8192, sizeof message - 1);     /* more than a stream holds back */
		batch_sink_take(&s, seq, true, i, text, len);
		assert_int_equal(recv(fds[0], message, sizeof message, MSG_DONTWAIT), len);
		assert_memory_equal(message, same, len);
		free(same);
	}
	assert_int_equal(batch_sink_end(&s, &e), 0);
	batch_sink_close(&s);
	assert_int_equal(fclose(in.out), 0);
	assert_true(recv(fds[0], message, sizeof message, 0) == 0);
	(void)close(fds[0]);
	inspection_free(i);
}

static void test_numbers_are_written_without_noise(void **state)
{
	struct inspection *i = sample_trusted();
	char *text;

	(void)state;
	i->connection.ms.connect = 0.1;
	i->connection.ms.total = 123456.7894;
	text = written(report_jsonl, i);
	assert_non_null(strstr(text, "\"connect\":0.1,"));
	assert_non_null(strstr(text, "\"total\":123456.789}"));
	free(text);
	inspection_free(i);
}

/* A trusted chain of two that all have the same `n` names. */
static struct inspection *sample_with_names(size_t n)
{
	struct inspection *i = sample_trusted();
	char (*text)[40] = mem_alloc(n * sizeof *text);
	const char **names = mem_alloc((n + 1) * sizeof *names);
	struct pki_spec spec = { .cn = "many", .names = names };
	struct pki_key *key = pki_key_new(PKI_P256, NULL);
	struct pki_cert made;

	for (size_t k = 0; k < n; k++) {
		(void)snprintf(text[k], sizeof text[k], "n%zu.example", k);
		names[k] = text[k];
	}
	assert_int_equal(pki_cert_make(&made, &spec, key, NULL, NULL), 0);
	for (size_t k = 0; k < i->n_cards; k++) {
		cert_unref(i->cards[k].cert);
		i->cards[k].cert = cert_read(pki_cert_der(&made).p, pki_cert_der(&made).n);
		assert_int_equal(i->cards[k].cert->n_sans, n);
		free(i->cards[k].san_matches);
		i->cards[k].san_matches = NULL;
	}
	pki_cert_done(&made);
	pki_key_free(key);
	free(names);
	free(text);
	return i;
}

/* What a host sends is listed up to a limit, and it is said how much is not; what somebody has as a file is whole. */
static void test_lists_of_a_host_have_an_end(void **state)
{
	enum { NAMES = 6000 };
	struct inspection *i = sample_with_names(NAMES), *file = sample_with_names(NAMES);
	json_t *schema = schema_load(), *j, *first, *second;
	char why[600] = "";
	json_int_t listed;

	(void)state;
	assert_true(i->n_cards >= 2 && 2 * NAMES > (int)LIMIT_LISTED && NAMES < (int)LIMIT_LISTED);
	j = parsed(report_json, i);
	if (schema_check(schema, j, why, sizeof why) != 0)
		fail_msg("%s", why);
	first = json_array_get(json_object_get(j, "cards"), 0);
	second = json_array_get(json_object_get(j, "cards"), 1);
	listed = (json_int_t)json_array_size(json_object_get(second, "san"));
	assert_int_equal(json_array_size(json_object_get(first, "san")), NAMES);
	assert_int_equal(json_integer_value(json_object_get(first, "omitted")), 0);
	assert_true(listed > 0 && listed < LIMIT_LISTED - NAMES + 1);
	assert_true(json_integer_value(json_object_get(second, "omitted")) >= NAMES - listed);
	json_decref(j);
	file->target.kind = TARGET_FILE;
	j = parsed(report_json, file);
	second = json_array_get(json_object_get(j, "cards"), 1);
	assert_int_equal(json_array_size(json_object_get(second, "san")), NAMES);
	assert_int_equal(json_integer_value(json_object_get(second, "omitted")), 0);
	json_decref(j);
	json_decref(schema);
}

static void test_a_full_disk_is_an_error(void **state)
{
	struct inspection *i = sample_trusted();
	FILE *f = fopen("/dev/full", "w");

	(void)state;
	if (f == NULL)
		skip();
	(void)setvbuf(f, NULL, _IONBF, 0);
	assert_int_equal(report_json(f, i), -1);
	assert_int_equal(errno, ENOSPC);
	(void)fclose(f);
	inspection_free(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_sample_keeps_to_the_schema),
		cmocka_unit_test(test_what_the_dns_says_of_cas),
		cmocka_unit_test(test_the_schema_can_fail),
		cmocka_unit_test(test_values_as_the_contract_writes_them),
		cmocka_unit_test(test_a_name_has_the_label_of_the_sentences),
		cmocka_unit_test(test_why_is_causes_telling_and_what_was_seen),
		cmocka_unit_test(test_a_json_line_is_one_line_and_the_same_value),
		cmocka_unit_test(test_a_json_line_is_one_write),
		cmocka_unit_test(test_numbers_are_written_without_noise),
		cmocka_unit_test(test_lists_of_a_host_have_an_end),
		cmocka_unit_test(test_a_full_disk_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
