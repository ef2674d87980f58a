/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate transparency: the table of logs, timestamps that hold and such that do not, and what is said of them.
 * Logs and certificates are made here; time stands still. */
#include "base/mem.h"
#include "evidence/clock.h"
#include "judge/judge.h"
#include "lib/chains.h"
#include "pki/logs.h"
#include "x509/sct.h"
#include "x509/sct-verify.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW CHAINS_NOW
#define LOGGED ((NOW - INT64_C(10) * DAY) * 1000)

enum { DAY = 86400, LOGS = 5 };

/* Logs of three operators. The fourth is not in the table; the fifth signs with RSA. */
static struct pki_key *log_keys[LOGS], *root_key, *leaf_key;
static struct ctlog rows[LOGS];
static char ids[LOGS][65];
static gnutls_datum_t keys_text[LOGS];
static struct pki_cert root;

static void hex(const uint8_t *p, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", p[i]);
}

static int row_compare(const void *a, const void *b)
{
	return strcmp(((const struct ctlog *)a)->id, ((const struct ctlog *)b)->id);
}

/* A row of the table for a log, live in all programmes; NULL for the one that nobody knows. */
static struct ctlog row_of(int log)
{
	static const char *const operators[LOGS] = { "Alder", "Birch", "Cedar", "Nobody", "Elm" };
	static const char *const names[LOGS] = { "Alder 1", "Birch 1", "Cedar 1", "Nobody 1", "Elm 1" };

	return (struct ctlog){ .id = ids[log], .name = names[log], .operator = operators[log], .chrome = "usable",
		.chrome_since = "2025-01-01T00:00:00Z", .apple = "usable", .apple_since = "2025-01-01T00:00:00Z",
		.mozilla = "qualified", .start = "2026-01-01T00:00:00Z", .end = "2027-01-01T00:00:00Z",
		.api = "rfc6962", .type = "", .key = (const char *)keys_text[log].data };
}

/* The table for one test: `change` may turn one of its rows into something else. */
static struct ctlogs table(int log, void (*change)(struct ctlog *row))
{
	size_t n = 0;

	for (int i = 0; i < LOGS; i++) {
		if (i == 3)
			continue;
		rows[n] = row_of(i);
		if (i == log)
			change(&rows[n]);
		n++;
	}
	qsort(rows, n, sizeof *rows, row_compare);
	return (struct ctlogs){ rows, n };
}

static int ct_setup(void **state)
{
	struct pki_spec spec = { .cn = "CT Root", .flags = PKI_CA, .not_before = NOW - INT64_C(1000) * DAY,
		.not_after = NOW + INT64_C(1000) * DAY };
	struct cc_err e;
	uint8_t id[PKI_LOG_ID_BYTES];

	(void)state;
	for (int i = 0; i < LOGS; i++) {
		gnutls_datum_t spki;

		log_keys[i] = pki_key_new(i == 4 ? PKI_RSA2048 : PKI_P256, &e);
		assert_int_equal(pki_log_id(log_keys[i], id, &e), 0);
		hex(id, sizeof id, ids[i]);
		spki = (gnutls_datum_t){ (unsigned char *)(uintptr_t)pki_key_spki(log_keys[i]).p,
			(unsigned)pki_key_spki(log_keys[i]).n };
		assert_int_equal(gnutls_base64_encode2(&spki, &keys_text[i]), 0);
	}
	root_key = pki_key_new(PKI_P256, &e);
	leaf_key = pki_key_new(PKI_P256, &e);
	return pki_cert_make(&root, &spec, root_key, NULL, &e);
}

static int ct_teardown(void **state)
{
	(void)state;
	pki_cert_done(&root);
	pki_key_free(root_key);
	pki_key_free(leaf_key);
	for (int i = 0; i < LOGS; i++) {
		pki_key_free(log_keys[i]);
		gnutls_free(keys_text[i].data);
	}
	return 0;
}

/* A leaf with timestamps inside, judged below the public root. */
struct ct_case {
	const char *logs;        /* of the timestamps: digits; a capital letter A..E: the same, spoiled */
	int64_t days;            /* lifetime */
	int64_t time_ms;         /* 0: LOGGED */
	const char *along;       /* the same, sent in the handshake */
	const struct pki_spec *base;
	const struct public_roots *roots;
	void (*damage)(struct buf *along);       /* NULL: the list stays as it is */
};

static size_t promises(const char *logs, int64_t time_ms, struct pki_logged *out)
{
	static const uint8_t leaf_index[] = { 0, 0, 5, 0, 0, 0, 0, 7 };      /* c2sp.org/static-ct-api */
	size_t n = 0;

	for (; logs != NULL && *logs != '\0'; logs++) {
		bool spoil = *logs >= 'A';
		int log = spoil ? *logs - 'A' : *logs - '0';

		out[n++] = (struct pki_logged){ log_keys[log], time_ms != 0 ? time_ms : LOGGED,
			log == 2 ? (struct bytes){ leaf_index, sizeof leaf_index } : (struct bytes){ NULL, 0 }, spoil };
	}
	return n;
}

static struct inspection *ct_judge(const struct ct_case *x, const struct ctlogs *logs)
{
	static const char *const names[] = { CHAINS_HOST, NULL };
	struct pki_logged inside[8], along[8];
	struct pki_spec spec = { .cn = CHAINS_HOST, .names = names, .not_before = NOW - INT64_C(10) * DAY,
		.not_after = NOW + (x->days - 10) * DAY, .logged = inside };
	struct buf list = BUF_INIT(PKI_SCT_LIST_BYTES);
	struct inspection *out = mem_alloc(sizeof *out);
	struct trust *trust = trust_new(NULL);
	struct pki_cert made;
	struct cert *leaf, *anchor = cert_read(pki_cert_der(&root).p, pki_cert_der(&root).n);
	struct cc_err e;
	struct opts o;
	struct judge_input in = { .opts = &o, .now = NOW, .host = CHAINS_HOST, .presented = &leaf, .n_presented = 1,
		.tls = { .server = true, .version = 0x0304 }, .trust = trust, .ctlogs = logs,
		.roots = x->roots };
	struct judge *j;
	size_t n;

	spec.n_logged = promises(x->logs, x->time_ms, inside);
	assert_int_equal(pki_cert_make(&made, &spec, leaf_key, &root, &e), 0);
	leaf = cert_read(pki_cert_der(&made).p, pki_cert_der(&made).n);
	assert_null(leaf->fault);
	n = promises(x->along, x->time_ms, along);
	if (n > 0)
		assert_int_equal(pki_sct_list(&list, along, n, pki_cert_der(&made), NULL, &e), 0);
	if (x->damage != NULL)
		x->damage(&list);
	in.tls.tls_scts = buf_bytes(&list);
	trust_add(trust, anchor, ANCHOR_PUBLIC);
	opts_defaults(&o);
	j = judge_new(&in);
	while (judge_step(j) != JUDGE_DONE)
		;
	judge_finish(j, out);
	buf_done(&list);
	cert_unref(leaf);
	cert_unref(anchor);
	pki_cert_done(&made);
	trust_free(trust);
	return out;
}

static bool walk_says(const struct inspection *i, enum step_result result, const char *words)
{
	for (size_t k = 0; k < i->n_steps; k++)
		if (i->steps[k].id == STEP_TRANSPARENCY && i->steps[k].result == result
			&& strstr(i->steps[k].text, words) != NULL)
			return true;
	return false;
}

/* Enough, or how many of them count: the parameter of no-sct. */
static void expect(const struct ct_case *x, const struct ctlogs *logs, const char *count)
{
	struct inspection *i = ct_judge(x, logs);
	const struct finding *f = inspection_finding(i, FINDING_NO_SCT);

	if (count == NULL) {
		assert_null(f);
		assert_int_equal(i->no_ct & 1U << CT_CHROME, 0);
	} else {
		assert_non_null(f);
		assert_string_equal(finding_get(f, PARAM_COUNT), count);
		assert_int_not_equal(i->no_ct & 1U << CT_CHROME, 0);
	}
	inspection_free(i);
}

static void nothing(struct ctlog *row)
{
	(void)row;
}

static void test_timestamps_that_hold(void **state)
{
	struct ctlogs logs = table(-1, nothing);

	(void)state;
	expect(&(struct ct_case){ .logs = "01", .days = 90 }, &logs, NULL);
	expect(&(struct ct_case){ .logs = "024", .days = 190 }, &logs, NULL);
	expect(&(struct ct_case){ .logs = "2", .days = 90, .along = "10" }, &logs, NULL);
	expect(&(struct ct_case){ .days = 190, .along = "24" }, &logs, NULL);
}

static void test_too_few(void **state)
{
	struct ctlogs logs = table(-1, nothing);

	(void)state;
	expect(&(struct ct_case){ .days = 90 }, &logs, "0");
	expect(&(struct ct_case){ .logs = "0", .days = 90 }, &logs, "1");
	expect(&(struct ct_case){ .logs = "00", .days = 90 }, &logs, "1");
	expect(&(struct ct_case){ .logs = "01", .days = 190 }, &logs, "2");
	expect(&(struct ct_case){ .days = 90, .along = "1" }, &logs, "1");
	/* one of each kind do not add up */
	expect(&(struct ct_case){ .logs = "0", .days = 90, .along = "1" }, &logs, "2");
}

static void test_invented_and_false_ones_count_for_nothing(void **state)
{
	struct ctlogs logs = table(-1, nothing);
	struct inspection *i;

	(void)state;
	expect(&(struct ct_case){ .logs = "03", .days = 90 }, &logs, "1");
	expect(&(struct ct_case){ .logs = "0B", .days = 90 }, &logs, "1");
	expect(&(struct ct_case){ .logs = "01C", .days = 90 }, &logs, NULL);
	expect(&(struct ct_case){ .days = 90, .along = "0B" }, &logs, "1");
	/* none of them is known outside of this test */
	expect(&(struct ct_case){ .logs = "01", .days = 90 }, NULL, "0");
	i = ct_judge(&(struct ct_case){ .logs = "03C", .days = 90 }, &logs);
	assert_true(walk_says(i, STEP_PASS, "Alder 1 (Alder): it verifies"));
	assert_true(walk_says(i, STEP_SKIP, "a log that is not known"));
	assert_true(walk_says(i, STEP_SKIP, "Cedar 1 (Cedar): it is false"));
	assert_true(walk_says(i, STEP_FAIL, "1 in the certificate"));
	inspection_free(i);
}

/* A root that Chrome takes nothing from that was logged after 12 May 2026; the leaf begins ten days later. Only what a
 * log signed says that it was logged before. */
static void test_no_date_from_what_does_not_hold(void **state)
{
	static const struct { const char *logs; int64_t days_ago; bool late; } cases[] = {
		{ "01", 25, false }, { "0B", 25, false }, { "AB", 25, true }, { "3", 25, true }, { "33", 25, true },
		{ "01", 10, true }, { "", 0, true },
	};
	struct ctlogs logs = table(-1, nothing);
	char print[65];
	struct cert *anchor = cert_read(pki_cert_der(&root).p, pki_cert_der(&root).n);
	struct public_root row = { print, "CT Root", "11111111111111111111", "2026-05-12", "" };
	struct public_roots roots = { &row, 1 };

	(void)state;
	hex(anchor->sha256, sizeof anchor->sha256, print);
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		struct ct_case x = { .logs = cases[k].logs, .days = 90, .roots = &roots,
			.time_ms = (NOW - cases[k].days_ago * DAY) * 1000 };
		struct inspection *i = ct_judge(&x, &logs);
		const struct finding *f = inspection_finding(i, FINDING_DISTRUSTED_CA);

		if ((f != NULL) != cases[k].late)
			fail_msg("case %zu", k);
		if (f != NULL)
			assert_string_equal(finding_get(f, PARAM_DATE), "12 May 2026");
		for (size_t n = 0; n < i->n_clients; n++)
			if (strcmp(i->clients[n].client, "Chromium") == 0)
				assert_true((i->clients[n].code != NULL
					&& strcmp(i->clients[n].code, "NET::ERR_CERT_AUTHORITY_INVALID") == 0)
					== cases[k].late);
		inspection_free(i);
	}
	cert_unref(anchor);
}

/* Anybody can write any timestamp into a certificate of his own: it tells the time where its log signed it. */
static void test_a_sign_of_the_time(void **state)
{
	static const struct { const char *logs; bool sign; } cases[] =
		{ { "0", true }, { "A", false }, { "3", false } };
	const int64_t stamped = NOW + INT64_C(20) * DAY;
	struct ctlogs logs = table(-1, nothing);

	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		struct pki_logged inside[1];
		struct pki_spec spec = { .cn = CHAINS_HOST, .not_before = NOW + INT64_C(10) * DAY,
			.not_after = NOW + INT64_C(50) * DAY, .logged = inside,
			.n_logged = promises(cases[k].logs, stamped * 1000, inside) };
		struct pki_cert made;
		struct cc_err e;

		assert_int_equal(pki_cert_make(&made, &spec, leaf_key, &root, &e), 0);
		struct cert *leaf = cert_read(pki_cert_der(&made).p, pki_cert_der(&made).n), *anchor =
			cert_read(pki_cert_der(&root).p, pki_cert_der(&root).n);
		struct card cards[] = { { .cert = leaf }, { .cert = anchor } };
		int path[] = { 0, 1 };
		struct inspection i = { .time = NOW, .cards = cards, .n_cards = 2, .path = path, .n_path = 2 };
		struct clock_signs s = { .n = 0 };
		bool sign = false;

		clock_signs_of(&s, &i, &logs);
		for (size_t n = 0; n < s.n; n++)
			sign = sign || s.list[n].time == stamped;
		assert_int_equal(sign, cases[k].sign);
		clock_signs_done(&s);
		cert_unref(leaf);
		cert_unref(anchor);
		pki_cert_done(&made);
	}
}

/* What a log signed over one certificate says nothing about another. */
static void test_over_another_certificate(void **state)
{
	struct ctlogs logs = table(-1, nothing);
	struct pki_logged one[1];
	struct pki_spec spec = { .cn = "other.test", .not_before = NOW - DAY, .not_after = NOW + INT64_C(50) * DAY };
	struct buf list = BUF_INIT(PKI_SCT_LIST_BYTES);
	struct pki_cert a, b;
	struct cc_err e;
	struct sct sct;

	(void)state;
	assert_int_equal(promises("0", 0, one), 1);
	assert_int_equal(pki_cert_make(&a, &spec, leaf_key, &root, &e), 0);
	assert_int_equal(pki_cert_make(&b, &spec, leaf_key, &root, &e), 0);
	assert_int_equal(pki_sct_list(&list, one, 1, pki_cert_der(&a), NULL, &e), 0);
	assert_int_equal(sct_list_read(buf_bytes(&list), &sct, 1), 1);
	struct cert *first = cert_read(pki_cert_der(&a).p, pki_cert_der(&a).n), *second =
		cert_read(pki_cert_der(&b).p, pki_cert_der(&b).n);
	const struct ctlog *log = ctlog_find(&logs, sct.log_id);

	assert_int_equal(sct_verify(&sct, first, NULL, log), 1);
	assert_int_equal(sct_verify(&sct, second, NULL, log), 0);
	/* nor over its precertificate */
	assert_int_equal(sct_verify(&sct, first, second, log), 0);
	cert_unref(first);
	cert_unref(second);
	pki_cert_done(&a);
	pki_cert_done(&b);
	buf_done(&list);
}

static void retired_later(struct ctlog *row)
{
	row->chrome = row->apple = "retired";
	row->chrome_since = row->apple_since = "2026-05-30T00:00:00Z";
}

static void retired_before(struct ctlog *row)
{
	row->chrome = "retired";
	row->chrome_since = "2026-05-01T00:00:00Z";
}

static void rejected(struct ctlog *row)
{
	row->chrome = "rejected";
	row->chrome_since = "2026-05-30T00:00:00Z";
}

static void rejected_tomorrow(struct ctlog *row)
{
	row->chrome = "rejected";
	row->chrome_since = "2026-06-02T00:00:00Z";
}

static void pending(struct ctlog *row)
{
	row->chrome = "pending";
}

static void for_tests(struct ctlog *row)
{
	row->chrome = row->mozilla = "";
	row->type = "test";
}

static void ends_early(struct ctlog *row)
{
	row->end = "2026-07-01T00:00:00Z";
}

static void of_alder(struct ctlog *row)
{
	row->operator = "Alder";
}

/* The log's state and interval count. LOGGED is 22 May 2026, the certificate ends in August. */
static void test_states(void **state)
{
	static const struct { void (*change)(struct ctlog *); const char *count, *words; } cases[] = {
		{ retired_later, NULL, "has retired since" },
		{ retired_before, "1", "had retired by then" },
		{ rejected, "1", "no longer trust this log" },
		{ rejected_tomorrow, NULL, "it verifies" },
		{ pending, "1", "have not accepted this log yet" },
		{ for_tests, "1", "no browser's list has this log" },
		{ ends_early, "1", "takes no certificates that end then" },
		{ of_alder, "2", "it verifies" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		struct ctlogs logs = table(1, cases[k].change);
		struct ct_case x = { .logs = "01", .days = 90 };
		struct inspection *i = ct_judge(&x, &logs);

		bool counts = cases[k].count == NULL || k + 1 == sizeof cases / sizeof *cases;

		assert_true(walk_says(i, counts ? STEP_PASS : STEP_SKIP, cases[k].words));
		inspection_free(i);
		expect(&x, &logs, cases[k].count);
	}
}

/* Of what is inside, one must be of a log that lives; of what is sent along, all. */
static void test_one_live_log_at_least(void **state)
{
	struct ctlogs logs = table(0, retired_later);

	(void)state;
	expect(&(struct ct_case){ .logs = "01", .days = 90 }, &logs, NULL);
	expect(&(struct ct_case){ .along = "01", .days = 90 }, &logs, "1");
}

static void test_from_the_future(void **state)
{
	struct ctlogs logs = table(-1, nothing);

	(void)state;
	expect(&(struct ct_case){ .logs = "01", .days = 90, .time_ms = (NOW + INT64_C(1) * DAY) * 1000 }, &logs, "0");
}

static void unknown_to_apple(struct ctlog *row)
{
	row->apple = "";
}

/* The programmes have lists of their own. */
static void test_programmes_differ(void **state)
{
	struct ctlogs logs = table(1, unknown_to_apple);
	struct inspection *i = ct_judge(&(struct ct_case){ .logs = "01", .days = 90 }, &logs);

	(void)state;
	assert_null(inspection_finding(i, FINDING_NO_SCT));
	assert_int_equal(i->no_ct, 1U << CT_APPLE);
	inspection_free(i);
}

/* Octets behind the last timestamp; the length in front of `at` is to count them. */
static void append(struct buf *list, size_t at, const char *octets, size_t n)
{
	size_t length = ((size_t)(uint8_t)list->data[at] << 8 | (uint8_t)list->data[at + 1]) + n;

	assert_int_equal(buf_add(list, octets, n), 0);
	list->data[at] = (char)(length >> 8);
	list->data[at + 1] = (char)length;
}

static void cut_off(struct buf *list)
{
	append(list, 0, "\0\5abc", 5);
}

static void half_a_length(struct buf *list)
{
	append(list, 0, "", 1);
}

static void with_an_empty_one(struct buf *list)
{
	append(list, 0, "\0", 2);
}

static void with_more_behind(struct buf *list)
{
	assert_int_equal(buf_add(list, "x", 1), 0);
}

static void of_another_version(struct buf *list)
{
	append(list, 0, "\0\2\1x", 4);
}

/* Behind the signature of the last one. */
static void longer_by_one(struct buf *list)
{
	size_t at = 2, n;

	for (;; at += 2 + n) {
		n = (size_t)(uint8_t)list->data[at] << 8 | (uint8_t)list->data[at + 1];
		if (at + 2 + n == list->len)
			break;
	}
	append(list, 0, "x", 1);
	list->len--;
	append(list, at, "x", 1);
}

static void shorter_than_it_says(struct buf *list)
{
	list->len--;
}

/* All of a list counts, or nothing, for Chromium; Firefox takes what stands before the fault. A version that is not
 * known is no fault, nor is what stands behind a signature. */
static void test_damaged_lists(void **state)
{
	static const struct damaged { void (*damage)(struct buf *); const char *count; unsigned without; bool read; }
		cases[] = {
		{ cut_off, "0", 1U << CT_CHROME | 1U << CT_APPLE, true },
		{ half_a_length, "0", 1U << CT_CHROME | 1U << CT_APPLE, true },
		{ with_an_empty_one, "0", 1U << CT_CHROME | 1U << CT_APPLE, true },
		{ with_more_behind, "0", 1U << CT_CHROME | 1U << CT_APPLE, true },
		{ shorter_than_it_says, "0", 1U << CT_CHROME | 1U << CT_APPLE | 1U << CT_MOZILLA, false },
		{ of_another_version, NULL, 0, false }, { longer_by_one, NULL, 0, false }, { NULL, NULL, 0, false },
	};
	struct ctlogs logs = table(-1, nothing);

	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		struct ct_case x = { .along = "10", .days = 90, .damage = cases[k].damage };
		struct inspection *i = ct_judge(&x, &logs);

		if (i->no_ct != cases[k].without
			|| walk_says(i, STEP_SKIP, "the list in which it stands is damaged") != cases[k].read)
			fail_msg("case %zu: %x", k, i->no_ct);
		inspection_free(i);
		expect(&x, &logs, cases[k].count);
	}
}

static void test_how_many_are_needed(void **state)
{
	(void)state;
	assert_int_equal(sct_needed((int64_t)180 * DAY), 2);
	assert_int_equal(sct_needed((int64_t)180 * DAY + 1), 3);
}

/* ---- the table ---- */

static int64_t day(const char *text)
{
	struct ctlog log = { .start = text, .end = "9999-01-01T00:00:00Z" };
	int64_t low = 0, high = INT64_C(253402300799);

	/* ctlog_takes() reads the moments: the first that it takes is the one */
	while (low < high) {
		int64_t middle = low + (high - low) / 2;

		if (ctlog_takes(&log, middle))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static void test_the_table_is_sorted_and_parses(void **state)
{
	(void)state;
	assert_true(ctlogs_known.n > 200);
	for (size_t i = 0; i < ctlogs_known.n; i++) {
		const struct ctlog *log = &ctlogs_known.rows[i];
		gnutls_datum_t text = { (unsigned char *)(uintptr_t)log->key, (unsigned)strlen(log->key) }, key;
		uint8_t id[32];
		char found[65];
		gnutls_pubkey_t pub;

		assert_int_equal(strlen(log->id), 64);
		assert_true(i == 0 || strcmp(ctlogs_known.rows[i - 1].id, log->id) < 0);
		assert_true(log->name[0] != '\0' && log->operator[0] != '\0');
		assert_true(log->end[0] == '\0' || (day(log->start) > 0 && day(log->start) < day(log->end)));
		assert_int_equal(gnutls_base64_decode2(&text, &key), 0);
		assert_int_equal(gnutls_hash_fast(GNUTLS_DIG_SHA256, key.data, key.size, id), 0);
		hex(id, sizeof id, found);
		assert_string_equal(found, log->id);
		assert_ptr_equal(ctlog_find(NULL, id), log);
		assert_int_equal(gnutls_pubkey_init(&pub), 0);
		assert_int_equal(gnutls_pubkey_import(pub, &key, GNUTLS_X509_FMT_DER), 0);
		gnutls_pubkey_deinit(pub);
		gnutls_free(key.data);
	}
}

static const struct ctlog *known(const char *name)
{
	for (size_t i = 0; i < ctlogs_known.n; i++)
		if (strcmp(ctlogs_known.rows[i].name, name) == 0)
			return &ctlogs_known.rows[i];
	fail_msg("no log %s", name);
	return NULL;
}

/* Google's Argon2023 ended with its year, and its list says no more than that it is rejected now. */
static void test_states_over_time(void **state)
{
	const struct ctlog *argon = known("Google 'Argon2023'"), *oak = known("Let's Encrypt 'Oak2026h2'");

	(void)state;
	assert_string_equal(argon->operator, "Google");
	assert_int_equal(ctlog_state(argon, CT_CHROME, INT64_C(1700000000), NULL), CTLOG_LIVE);
	assert_int_equal(ctlog_state(argon, CT_CHROME, INT64_C(1710000000), NULL), CTLOG_REJECTED);
	/* retired on 28 February 2026 */
	assert_int_equal(ctlog_state(oak, CT_CHROME, INT64_C(1771000000), NULL), CTLOG_LIVE);
	assert_int_equal(ctlog_state(oak, CT_CHROME, INT64_C(1780000000), NULL), CTLOG_RETIRED);
	assert_int_equal(ctlog_state(oak, CT_APPLE, INT64_C(1780000000), NULL), CTLOG_LIVE);
	assert_null(ctlog_find(NULL, (const uint8_t[32]){ 1, 2, 3 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_timestamps_that_hold),
		cmocka_unit_test(test_too_few),
		cmocka_unit_test(test_invented_and_false_ones_count_for_nothing),
		cmocka_unit_test(test_no_date_from_what_does_not_hold),
		cmocka_unit_test(test_a_sign_of_the_time),
		cmocka_unit_test(test_over_another_certificate),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_one_live_log_at_least),
		cmocka_unit_test(test_from_the_future),
		cmocka_unit_test(test_programmes_differ),
		cmocka_unit_test(test_damaged_lists),
		cmocka_unit_test(test_how_many_are_needed),
		cmocka_unit_test(test_the_table_is_sorted_and_parses),
		cmocka_unit_test(test_states_over_time),
	};

	return cmocka_run_group_tests(tests, ct_setup, ct_teardown);
}
