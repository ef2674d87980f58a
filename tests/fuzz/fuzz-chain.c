/* SPDX-License-Identifier: GPL-3.0-or-later
 * A whole chain through path, checks, clients and every report. The input is a row of parts, each an octet that says
 * what it is, two for its length, and that: the certificates that were shown, roots that are trusted, a staple,
 * timestamps, a file of revocation lists, the answer to whatever is asked for, and a part of bits for the options. What
 * must hold whatever they are stands in fuzz_judged() and fuzz_reports(). */
#include "fuzz/fuzz.h"

#include "base/limits.h"
#include "base/mem.h"
#include "judge/judge.h"
#include "lib/chain-row.h"
#include "lib/crl-make.h"
#include "lib/schema.h"
#include "pki/logs.h"
#include "pki/pki.h"
#include "pki/status.h"
#include "report/html.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/nagios.h"
#include "report/pem-chain.h"
#include "report/plain-text.h"
#include "report/prometheus.h"
#include "result/verdict.h"
#include "x509/ctlogs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <gnutls/gnutls.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum part { PART_SHOWN, PART_ROOT, PART_STAPLE, PART_SCTS, PART_LISTS, PART_ANSWER, PART_BITS, N_PARTS };
enum { BIT_UNPROVED = 1, BIT_FALSE = 2, BIT_FILE = 4, BIT_STRICT = 8, BIT_HOST_IS_IP = 16 };
enum { FUZZ_CERTS = 12, FUZZ_ANSWERS = 8, FUZZ_SLICES = 2000 };

static const int64_t fuzz_now = CHAINS_NOW;

struct world {
	struct cert *shown[FUZZ_CERTS];
	size_t n_shown, n_roots, n_answers, answered;
	struct bytes staple, scts, answers[FUZZ_ANSWERS];
	struct trust *trust;
	struct crl_lists lists;
	unsigned bits;
	struct opts opts;
};

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* ---- a log of timestamps, made once: what it signs holds, and can be spoilt ---- */

static struct pki_key *log_key;
static char log_name[2 * PKI_LOG_ID_BYTES + 1];
static struct ctlog log_row = { .id = log_name, .name = "Alder 1", .operator = "Alder", .chrome = "usable",
	.chrome_since = "2025-01-01T00:00:00Z", .apple = "usable", .apple_since = "2025-01-01T00:00:00Z",
	.mozilla = "qualified", .start = "2026-01-01T00:00:00Z", .end = "2028-01-01T00:00:00Z", .api = "rfc6962",
	.type = "" };
static const struct ctlogs log_table = { &log_row, 1 };

static void log_make(void)
{
	uint8_t id[PKI_LOG_ID_BYTES];
	struct bytes spki;
	gnutls_datum_t key, text;

	log_key = pki_key_new(PKI_P256, NULL);
	must(log_key != NULL && pki_log_id(log_key, id, NULL) == 0);
	for (size_t i = 0; i < sizeof id; i++)
		(void)snprintf(log_name + 2 * i, 3, "%02x", id[i]);
	spki = pki_key_spki(log_key);
	key = (gnutls_datum_t){ (unsigned char *)(uintptr_t)spki.p, (unsigned)spki.n };
	must(gnutls_base64_encode2(&key, &text) == 0);
	log_row.key = (const char *)text.data;
}

/* ---- the input ---- */

static void world_root(struct world *w, struct bytes b)
{
	struct cert *c;

	if (w->n_roots == FUZZ_CERTS)
		return;
	c = cert_read(b.p, b.n);
	if (c->parsed) {
		trust_add(w->trust, c, ANCHOR_ADDED);
		w->n_roots++;
	}
	cert_unref(c);
}

static void world_part(struct world *w, enum part kind, struct bytes b)
{
	switch (kind) {
	case PART_SHOWN:
		if (w->n_shown < FUZZ_CERTS)
			w->shown[w->n_shown++] = cert_read(b.p, b.n);
		break;
	case PART_ROOT: world_root(w, b); break;
	case PART_STAPLE: w->staple = b; break;
	case PART_SCTS: w->scts = b; break;
	case PART_LISTS: (void)crl_lists_add(&w->lists, b, NULL); break;
	case PART_ANSWER:
		if (w->n_answers < FUZZ_ANSWERS)
			w->answers[w->n_answers++] = b;
		break;
	default: w->bits = b.n > 0 ? b.p[0] : 0;
	}
}

static void world_read(struct world *w, struct bytes in)
{
	*w = (struct world){ .trust = trust_new(NULL) };
	opts_defaults(&w->opts);
	while (in.n > 3) {
		size_t n = (size_t)in.p[1] << 8 | in.p[2];

		if (n > in.n - 3)
			n = in.n - 3;
		world_part(w, in.p[0] % N_PARTS, (struct bytes){ in.p + 3, n });
		in = (struct bytes){ in.p + 3 + n, in.n - 3 - n };
	}
	w->opts.strict = (w->bits & BIT_STRICT) != 0;
}

static void world_done(struct world *w)
{
	for (size_t i = 0; i < w->n_shown; i++)
		cert_unref(w->shown[i]);
	crl_lists_done(&w->lists);
	trust_free(w->trust);
}

/* ---- judged ---- */

static struct inspection *world_judge(struct world *w)
{
	struct inspection *out = mem_alloc(sizeof *out);
	bool file = (w->bits & BIT_FILE) != 0, ip = (w->bits & BIT_HOST_IS_IP) != 0;
	const char *host = ip ? "192.0.2.1" : CHAINS_HOST;
	struct judge_input in = { .opts = &w->opts, .now = fuzz_now, .may_fetch = true, .host = host, .host_is_ip = ip,
		.presented = w->shown, .n_presented = w->n_shown, .trust = w->trust, .crls = &w->lists,
		.ctlogs = &log_table,
		.origin = file ? ORIGIN_FILE : ORIGIN_PRESENTED,
		.tls = { .server = !file, .version = file ? 0 : 0x0304, .staple = w->staple, .tls_scts = w->scts,
			.unproved = (w->bits & BIT_UNPROVED) != 0, .proof_false = (w->bits & BIT_FALSE) != 0 } };
	struct judge *j = judge_new(&in);
	unsigned slices = 0;
	enum judge_state s;

	while ((s = judge_step(j)) != JUDGE_DONE) {
		const struct want *want;

		must(++slices < FUZZ_SLICES);
		while (s == JUDGE_WANTS && (want = judge_want(j)) != NULL) {
			struct bytes b = w->answered < w->n_answers ? w->answers[w->answered] : (struct bytes){ 0 };

			w->answered++;
			judge_answer(j, want, b, b.n == 0 ? "it does not answer" : NULL);
		}
	}
	judge_finish(j, out);
	out->time = fuzz_now;
	out->exit_status = out->verdict.exit_status;
	out->target = (struct target_facts){ .input = mem_strdup(host), .kind = file ? TARGET_FILE : TARGET_HOST,
		.scheme = file ? NULL : mem_strdup("https"), .host = mem_strdup(host), .host_unicode = mem_strdup(host),
		.port = 443, .servername = ip ? NULL : mem_strdup(host), .host_is_ip = ip };
	out->connection.ms = (struct timings){ -1, -1, -1, -1, -1, -1 };
	return out;
}

static void fuzz_judged(const struct world *w, const struct inspection *i)
{
	static const int statuses[] = { [LEVEL_TRUSTED] = 0, [LEVEL_CAUTION] = 1, [LEVEL_UNTRUSTED] = 2,
		[LEVEL_UNREACHABLE] = 3 };

	must(i->verdict.exit_status == statuses[i->verdict.level]);
	fuzz_expect_clean(i->verdict.headline);
	for (size_t k = 0; k < i->n_findings; k++)
		fuzz_expect_clean(i->findings[k].what);
	for (size_t k = 0; k < i->n_steps; k++)
		fuzz_expect_clean(i->steps[k].text);
	for (size_t k = 0; k < i->n_clients; k++)
		fuzz_expect_clean(i->clients[k].why);
	if (i->verdict.level != LEVEL_TRUSTED && i->verdict.level != LEVEL_CAUTION)
		return;
	/* never without a root that somebody trusts at the end of the path, nor with a proof of another key */
	must(w->n_roots > 0 && i->n_path > 0 && i->cards[i->path[i->n_path - 1]].in_trust_store);
	must((w->bits & BIT_FILE) != 0 || (w->bits & BIT_FALSE) == 0);
	/* nor, for the best word, without a proof */
	must((w->bits & BIT_FILE) != 0 || (w->bits & BIT_UNPROVED) == 0 || i->verdict.level != LEVEL_TRUSTED);
}

/* ---- reported ---- */

/* Lines of clean text. */
static void fuzz_lines(char *text)
{
	char *rest = text, *line;

	while ((line = strsep(&rest, "\n")) != NULL)
		fuzz_expect_clean(line);
	free(text);
}

static void fuzz_json(char *text, size_t n)
{
	static json_t *schema;
	json_t *value = json_loadb(text, n, 0, NULL);
	char why[256];

	if (schema == NULL)
		schema = schema_load();

	must(value != NULL);
	if (schema != NULL && schema_check(schema, value, why, sizeof why) != 0) {
		(void)fprintf(stderr, "schema: %s\n", why);
		abort();
	}
	json_decref(value);
	fuzz_lines(text);
}

static void fuzz_prometheus(FILE *f, const struct inspection *i)
{
	struct prometheus *p = prometheus_new(NULL);

	must(p != NULL && prometheus_add(p, i) == 0 && prometheus_write(p, f) == 0);
	prometheus_free(p);
}

static void fuzz_reports(const struct inspection *i)
{
	const struct report_style style = { .width = 80 };
	struct opts opts;

	opts_defaults(&opts);
	for (int k = 0; k < 9; k++) {
		char *text = NULL;
		size_t n = 0;
		FILE *f = open_memstream(&text, &n);

		must(f != NULL);
		switch (k) {
		case 0: (void)report_text(f, i, &style); break;
		case 1: (void)report_markdown(f, i, &style); break;
		case 2: (void)report_json(f, i); break;
		case 3: (void)report_jsonl(f, i); break;
		case 4: (void)report_nagios(f, i, &opts); break;
		case 5: (void)report_pem(f, i); break;
		case 6: (void)report_fullchain(f, i); break;
		case 7: (void)report_html(f, i, &style); break;
		default: fuzz_prometheus(f, i);
		}
		must(fclose(f) == 0);
		if (k == 2 || k == 3)
			fuzz_json(text, n);
		else
			fuzz_lines(text);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct inspection *i;
	struct world w;

	if (log_key == NULL)
		log_make();
	world_read(&w, (struct bytes){ data, n });
	if (w.n_shown > 0) {
		i = world_judge(&w);
		fuzz_judged(&w, i);
		fuzz_reports(i);
		inspection_free(i);
	}
	world_done(&w);
	return 0;
}

/* ---- seeds ---- */

struct seed_world { struct pki_key *key, *ca_key; struct pki_cert root, ca, leaf, stranger; struct buf staple, lists; };

static void seed_certs(struct seed_world *w)
{
	static const char *const names[] = { CHAINS_HOST, "ip:192.0.2.1", NULL };
	static const char *const permitted[] = { "example.com", "ip:192.0.2.0/24", NULL };
	struct pki_spec root = { .cn = "Root", .flags = PKI_CA }, leaf = { .cn = CHAINS_HOST, .names = names,
		.ocsp = "http://o.example/", .ca_issuers = "http://i.example/", .crl = "http://c.example/" };
	struct pki_spec ca = { .cn = "CA", .o = "An organisation", .c = "DE", .flags = PKI_CA | PKI_PATH_LENGTH,
		.permitted = permitted };

	root.not_before = ca.not_before = leaf.not_before = fuzz_now - 86400;
	root.not_after = ca.not_after = leaf.not_after = fuzz_now + 60 * 86400;
	w->key = pki_key_new(PKI_P256, NULL);
	w->ca_key = pki_key_new(PKI_P256, NULL);
	must(pki_cert_make(&w->root, &root, w->ca_key, NULL, NULL) == 0
		&& pki_cert_make(&w->ca, &ca, w->ca_key, &w->root, NULL) == 0
		&& pki_cert_make(&w->leaf, &leaf, w->key, &w->ca, NULL) == 0);
	leaf.names = (const char *const[]){ "*.example.org", NULL };
	leaf.not_after = fuzz_now - 1;
	must(pki_cert_make(&w->stranger, &leaf, w->key, NULL, NULL) == 0);
}

static void seed_answers(struct seed_world *w, enum pki_status status)
{
	const struct pki_cert *revoked[] = { &w->leaf };
	const int64_t from = fuzz_now - 60, to = fuzz_now + 86400, when = fuzz_now - 3600;
	struct pki_ocsp_entry entry = { .cert = &w->leaf, .issuer = &w->ca, .status = status,
		.this_update = from, .next_update = to, .revoked_at = when, .reason = 1 };
	struct pki_ocsp_spec ocsp = { .entries = &entry, .n_entries = 1, .produced_at = from, .signer = &w->ca };
	struct crl_spec crl = { .revoked = revoked, .n_revoked = status == PKI_STATUS_REVOKED, .signer = &w->ca,
		.this_update = from, .next_update = to, .revoked_at = when, .reason = 1, .number = 7 };

	w->staple = BUF_INIT(8192);
	w->lists = BUF_INIT(8192);
	must(pki_ocsp_make(&w->staple, &ocsp, NULL) == 0 && crl_make(&w->lists, &crl, NULL) == 0);
}

static void seed_part(struct buf *out, enum part kind, struct bytes b)
{
	(void)buf_add(out, (uint8_t[]){ (uint8_t)kind, (uint8_t)(b.n >> 8), (uint8_t)b.n }, 3);
	(void)buf_add(out, b.p, b.n);
}

static void seed_bits(struct buf *out, uint8_t bits)
{
	seed_part(out, PART_BITS, (struct bytes){ &bits, 1 });
}

enum { FULL, BARE, REVOKED, FETCHED, STRANGER, FILE_OF, UNPROVED, STRICT, WORLDS };

static void seed_of_world(size_t i, struct buf *out)
{
	struct seed_world w = { 0 };

	seed_certs(&w);
	seed_answers(&w, i == REVOKED ? PKI_STATUS_REVOKED : PKI_STATUS_GOOD);
	seed_part(out, PART_SHOWN, pki_cert_der(i == STRANGER ? &w.stranger : &w.leaf));
	if (i != FETCHED && i != STRANGER)
		seed_part(out, PART_SHOWN, pki_cert_der(&w.ca));
	if (i != BARE)
		seed_part(out, PART_ROOT, pki_cert_der(&w.root));
	if (i == FULL || i == REVOKED)
		seed_part(out, PART_STAPLE, buf_bytes(&w.staple));
	if (i == STRICT || i == FILE_OF)
		seed_part(out, PART_LISTS, buf_bytes(&w.lists));
	if (i == FETCHED) {
		seed_part(out, PART_ANSWER, pki_cert_der(&w.ca));
		seed_part(out, PART_ANSWER, buf_bytes(&w.staple));
	}
	seed_part(out, PART_SCTS, (struct bytes){ (const uint8_t *)"\0\4\0\2\0\0", 6 });
	seed_bits(out, i == FILE_OF ? BIT_FILE : i == UNPROVED ? BIT_UNPROVED : i == STRICT ? BIT_STRICT : 0);
	pki_cert_done(&w.root);
	pki_cert_done(&w.ca);
	pki_cert_done(&w.leaf);
	pki_cert_done(&w.stranger);
	pki_key_free(w.key);
	pki_key_free(w.ca_key);
	buf_done(&w.staple);
	buf_done(&w.lists);
}

/* Every chain that the tests judge. */
static const struct chain_row chain_rows[] = {
#define OPEN ""
#define SECRET ""
#define BROWSERS(label, line, sent, trusted, ...) \
	{ .name = label, .certs = line, .presented = sent, .anchors = trusted },
#include "core/chains.def"
#include "core/clients.def"
};

static void seed_ids(const struct chain *c, const char *ids, enum part kind, struct buf *out)
{
	struct cert *list[CHAINS_MAX];
	size_t n = ids != NULL ? chain_pick(c, ids, list, CHAINS_MAX) : 0;

	for (size_t i = 0; i < n; i++)
		seed_part(out, kind, (struct bytes){ list[i]->der, list[i]->der_len });
}

static void seed_timestamps(const struct cert *leaf, struct buf *out)
{
	const struct pki_logged logged[] = { { .log = log_key, .time_ms = (fuzz_now - 3600) * 1000 },
		{ .log = log_key, .time_ms = (fuzz_now - 3600) * 1000, .spoil = true } };
	struct buf list = BUF_INIT(PKI_SCT_LIST_BYTES);

	must(pki_sct_list(&list, logged, 2, (struct bytes){ leaf->der, leaf->der_len }, NULL, NULL) == 0);
	seed_part(out, PART_SCTS, buf_bytes(&list));
	buf_done(&list);
}

static void seed_of_chain(const struct chain_row *row, struct buf *out)
{
	static struct chain_keys *keys;
	struct cert *list[CHAINS_MAX];
	struct chain c;

	if (keys == NULL)
		keys = chain_keys_new();
	chain_make(&c, keys, row->certs);
	seed_ids(&c, row->presented, PART_SHOWN, out);
	seed_ids(&c, row->anchors, PART_ROOT, out);
	seed_ids(&c, row->fetch, PART_ANSWER, out);
	for (size_t i = 0; i < c.crls.n; i++)
		seed_part(out, PART_LISTS, buf_bytes(&c.crls.items[i]));
	if (chain_pick(&c, row->presented, list, CHAINS_MAX) > 0)
		seed_timestamps(list[0], out);
	seed_bits(out, (uint8_t)((row->host != NULL && *row->host == '\0' ? BIT_FILE : 0)
		| (row->strict ? BIT_STRICT : 0)));
	chain_done(&c);
}

bool fuzz_seed(size_t i, struct buf *out)
{
	if (log_key == NULL)
		log_make();
	if (i < WORLDS)
		seed_of_world(i, out);
	else if (i - WORLDS < sizeof chain_rows / sizeof *chain_rows)
		seed_of_chain(&chain_rows[i - WORLDS], out);
	else
		return false;
	return true;
}
