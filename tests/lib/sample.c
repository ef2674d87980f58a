/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hand-made inspections. Every string is owned, as the real ones are. */
#include "lib/sample.h"

#include "base/mem.h"
#include "base/moment.h"

#include <stdlib.h>
#include <string.h>

enum { DAY = 86400 };
static const int64_t sample_now = 1795286400;    /* 2026-11-21T18:40:00Z */

/* The DER is some bytes and no certificate; borrowed runs point into it. */
static struct cert *sample_cert(unsigned char mark, const char *cn, const char *issuer)
{
	struct cert *c = mem_alloc(sizeof *c);
	size_t i;

	c->refs = 1;
	c->der_len = 64;
	c->der = mem_alloc(c->der_len);
	for (i = 0; i < c->der_len; i++)
		c->der[i] = (uint8_t)(mark + i);
	memset(c->sha256, mark, sizeof c->sha256);
	memset(c->sha1, mark + 1, sizeof c->sha1);
	memset(c->spki_sha256, mark + 2, sizeof c->spki_sha256);
	c->parsed = true;
	c->version = 3;
	c->serial = (struct bytes){ c->der, 8 };
	c->subject = (struct dn){ .text = mem_printf("CN=%s,O=Sample Org,C=CH", cn), .cn = mem_strdup(cn),
		.o = mem_strdup("Sample Org"),
		.c = mem_strdup("CH") };
	c->issuer = (struct dn){ .text = mem_printf("CN=%s", issuer), .cn = mem_strdup(issuer) };
	c->not_before = sample_now - 60 * (int64_t)DAY;
	c->not_after = sample_now + 30 * (int64_t)DAY;
	c->key = (struct key){ .algorithm = KEY_EC, .bits = 256, .curve = "P-256", .spki = { c->der, 16 } };
	c->sig_alg = (struct sig_alg){ .name = "ecdsa-with-SHA256", .oid = mem_strdup("1.2.840.10045.4.3.2"),
		.hash = HASH_SHA256, .key = KEY_EC };
	c->path_length = -1;
	c->has_ku = true;
	c->ku = KU_DIGITAL_SIGNATURE;
	c->akid = (struct bytes){ c->der + 8, 4 };
	c->skid = (struct bytes){ c->der + 12, 4 };
	return c;
}

static void sample_san(struct cert *c, enum san_type type, const char *value, const char *unicode)
{
	MEM_GROW(c->sans, c->n_sans);
	c->sans[c->n_sans++] = (struct san){ .type = type, .tag = 2, .value = mem_strdup(value),
		.value_unicode = mem_strdup(unicode) };
	c->sans_total = c->n_sans;
	c->has_san = true;
}

static void sample_make_ca(struct cert *c, int path_length)
{
	c->has_bc = c->is_ca = true;
	c->path_length = path_length;
	c->ku = KU_KEY_CERT_SIGN | KU_CRL_SIGN;
	c->not_after = sample_now + 3000 * (int64_t)DAY;
}

static void sample_card(struct inspection *i, struct cert *c, enum card_role role, enum card_origin origin)
{
	MEM_GROW(i->cards, i->n_cards);
	i->cards[i->n_cards++] = (struct card){ .cert = c, .role = role, .origin = origin,
		.days_left = c->parsed ? (c->not_after - i->time) / DAY : 0,
		.lifetime_days = c->parsed ? (c->not_after - c->not_before) / DAY + 1 : 0 };
}

static void sample_index(int **list, size_t *n, int value)
{
	MEM_GROW(*list, *n);
	(*list)[(*n)++] = value;
}

void sample_finding(struct inspection *i, enum finding_id id, enum level level, enum variant variant, int card)
{
	struct finding f = { .id = id, .level = level, .variant = variant, .card = card };
	const char *name = finding_name(id);

	f.what = mem_printf("WHAT of %s: <b>*two*</b> `names` | \\u{202e}, b\303\274cher.", name);
	f.why = mem_printf("WHY of %s.", name);
	f.tell = mem_printf("TELL of %s.", name);
	f.licence = mem_printf("LICENCE of %s.", name);
	f.risk = mem_strdup(level == LEVEL_UNTRUSTED ? "RISK." : "");
	f.visitor = mem_printf("VISITOR of %s.", name);
	f.helpdesk = mem_printf("HELPDESK of %s.", name);
	f.admin = mem_printf("ADMIN of %s.", name);
	f.stamp = mem_strdup("STAMP");
	f.codes = mem_alloc(2 * sizeof *f.codes);
	f.codes[0] = (struct code){ "Chrome", "NET::ERR_SAMPLE" };
	f.codes[1] = (struct code){ "curl", "curl: (60) sample" };
	f.n_codes = 2;
	finding_param(&f, PARAM_HOST, "shop.example.net");
	finding_evidence(&f, EVIDENCE_FOR, mem_strdup("www.shop.example.net shows the same certificate."));
	finding_evidence(&f, EVIDENCE_OPEN, mem_strdup("Nobody asked the owner."));
	MEM_GROW(i->findings, i->n_findings);
	i->findings[i->n_findings++] = f;
}

static void sample_step(struct inspection *i, enum step_id id, int card, enum step_result result, const char *text)
{
	MEM_GROW(i->steps, i->n_steps);
	i->steps[i->n_steps++] = (struct step){ .id = id, .card = card, .result = result, .text = mem_strdup(text),
		.left_label = mem_strdup("asked for"), .left = mem_strdup("shop.example.net"),
		.right_label = mem_strdup("found"),
		.right = mem_strdup("other.example.org") };
}

static struct inspection *sample_new(const char *host)
{
	struct inspection *i = mem_alloc(sizeof *i);

	i->time = sample_now;
	i->target = (struct target_facts){ .input = mem_printf("https://%s/path", host), .kind = TARGET_HOST,
		.scheme = mem_strdup("https"),
		.host = mem_strdup(host), .host_unicode = mem_strdup(host), .port = 443,
		.servername = mem_strdup(host) };
	i->has_connection = true;
	i->connection = (struct connection){ .address = mem_strdup("192.0.2.17"), .port = 443,
		.protocol = mem_strdup("TLS 1.3"),
		.cipher = mem_strdup("AES-256-GCM"), .group = mem_strdup("X25519"),
		.signature = mem_strdup("ECDSA-SECP256R1-SHA256"),
		.stapled_ocsp = true, .ms = { 0.25, 12.5, -1, 20.125, 1.5, 34.375 } };
	i->verdict = (struct verdict){ .level = LEVEL_TRUSTED, .finding = -1,
		.headline = mem_strdup("Everything checks out.") };
	return i;
}

static void sample_verdict(struct inspection *i, enum level level, int status, const char *code)
{
	free(i->verdict.headline);
	i->verdict = (struct verdict){ .level = level, .finding = 0, .headline = mem_strdup(i->findings[0].what),
		.exit_status = status,
		.browser_code = code };
	i->exit_status = status;
}

static struct cert *sample_leaf(void)
{
	struct cert *c = sample_cert(0x10, "other.example.org", "Example Issuing CA R1");

	sample_san(c, SAN_DNS, "other.example.org", NULL);
	sample_san(c, SAN_DNS, "xn--bcher-kva.example", "b\303\274cher.example");
	sample_san(c, SAN_DNS, "evil\\u{202e}|name`<script>*_[x](y).example", NULL);
	sample_san(c, SAN_IP, "192.0.2.1", NULL);
	c->has_eku = true;
	c->eku = mem_alloc(2 * sizeof *c->eku);
	c->eku[c->n_eku++] = mem_strdup("serverAuth");
	c->eku[c->n_eku++] = mem_strdup("1.3.6.1.4.1.99999.1");
	c->policies = mem_alloc(sizeof *c->policies);
	c->policies[c->n_policies++] = mem_strdup("2.23.140.1.2.1");
	c->ocsp = mem_alloc(sizeof *c->ocsp);
	c->ocsp[c->n_ocsp++] = (struct url){ mem_strdup("http://ocsp.example/"), mem_strdup("http://ocsp.example/") };
	c->scts = mem_alloc(sizeof *c->scts);
	c->scts[c->n_scts++] = (struct sct){ .time_ms = 1790000000123, .log = "Sample Log 2026" };
	c->extensions = mem_alloc(sizeof *c->extensions);
	c->extensions[c->n_extensions++] = (struct extension){ .oid = mem_strdup("2.5.29.15"), .name = "keyUsage",
		.critical = true, .known = true,
		.text = mem_strdup("digitalSignature") };
	return c;
}

static struct cert *sample_constrained_ca(void)
{
	struct cert *c = sample_cert(0x20, "Example Issuing CA R1", "Example Root X1");
	struct name_constraints *nc = mem_alloc(sizeof *nc);

	sample_make_ca(c, 0);
	nc->permitted = mem_alloc(sizeof *nc->permitted);
	nc->permitted[nc->n_permitted++] = (struct subtree){ .tag = 2, .type = "dns",
		.value = mem_strdup("example.org") };
	c->nc = nc;
	return c;
}

static struct cert *sample_root(void)
{
	struct cert *c = sample_cert(0x30, "Example Root X1", "Example Root X1");

	sample_make_ca(c, -1);
	c->self_issued = c->self_signed = true;
	return c;
}

static struct cert *sample_broken(void)
{
	struct cert *c = mem_alloc(sizeof *c);

	c->refs = 1;
	c->der = mem_dup("\x30\x03\x02\x01", 4);
	c->der_len = 4;
	memset(c->sha256, 0x50, sizeof c->sha256);
	c->fault = mem_strdup("the certificate ends early");
	return c;
}

struct inspection *sample_untrusted(void)
{
	struct inspection *i = sample_new("shop.example.net");
	struct dead_end *d;

	sample_card(i, sample_leaf(), ROLE_LEAF, ORIGIN_PRESENTED);
	i->cards[0].san_matches = mem_alloc(4 * sizeof(bool));
	i->cards[0].validation = "DV";
	sample_card(i, sample_constrained_ca(), ROLE_INTERMEDIATE, ORIGIN_FETCHED);
	sample_card(i, sample_root(), ROLE_ROOT, ORIGIN_STORE);
	i->cards[2].in_trust_store = true;
	i->cards[2].anchor = ANCHOR_PUBLIC;
	sample_card(i, sample_cert(0x40, "Old Cross CA", "Ancient Root"), ROLE_STRANGER, ORIGIN_PRESENTED);
	sample_card(i, sample_broken(), ROLE_STRANGER, ORIGIN_PRESENTED);
	sample_index(&i->presented, &i->n_presented, 0);
	sample_index(&i->presented, &i->n_presented, 3);
	sample_index(&i->presented, &i->n_presented, 4);
	sample_index(&i->presented, &i->n_presented, 3);
	sample_index(&i->path, &i->n_path, 0);
	sample_index(&i->path, &i->n_path, 1);
	sample_index(&i->path, &i->n_path, 2);
	sample_finding(i, FINDING_NAME_MISMATCH, LEVEL_UNTRUSTED, VARIANT_UNRELATED, 0);
	sample_finding(i, FINDING_INCOMPLETE_CHAIN, LEVEL_CAUTION, VARIANT_NONE, 1);
	sample_finding(i, FINDING_CHAIN_EXTRA, LEVEL_INFO, VARIANT_NONE, -1);
	sample_step(i, STEP_PARSE, 0, STEP_PASS, "It reads as an X.509 certificate, version 3.");
	sample_step(i, STEP_NAME, 0, STEP_FAIL, "None of its 4 names is shop.example.net.");
	sample_step(i, STEP_ANCHOR, -1, STEP_SKIP, "Not tried.");
	i->dead_ends = d = mem_alloc(sizeof *d);
	i->n_dead_ends = 1;
	sample_index(&d->path, &d->n_path, 0);
	sample_index(&d->path, &d->n_path, 3);
	d->failed = STEP_SIGNATURE;
	d->card = 3;
	d->text = mem_strdup("Old Cross CA's key does not verify the signature.");
	sample_verdict(i, LEVEL_UNTRUSTED, 2, "NET::ERR_CERT_COMMON_NAME_INVALID");
	return i;
}

struct inspection *sample_trusted(void)
{
	struct inspection *i = sample_new("good.example.net");
	struct cert *leaf = sample_cert(0x60, "good.example.net", "Example Root X1");

	sample_san(leaf, SAN_DNS, "good.example.net", NULL);
	sample_card(i, leaf, ROLE_LEAF, ORIGIN_PRESENTED);
	i->cards[0].san_matches = mem_alloc(sizeof(bool));
	i->cards[0].san_matches[0] = true;
	sample_card(i, sample_root(), ROLE_ROOT, ORIGIN_STORE);
	i->cards[1].in_trust_store = true;
	i->cards[1].anchor = ANCHOR_PUBLIC;
	sample_index(&i->presented, &i->n_presented, 0);
	sample_index(&i->path, &i->n_path, 0);
	sample_index(&i->path, &i->n_path, 1);
	sample_step(i, STEP_NAME, 0, STEP_PASS, "good.example.net is one of its names.");
	return i;
}

struct inspection *sample_caution(void)
{
	struct inspection *i = sample_trusted();

	sample_finding(i, FINDING_EXPIRES_SOON, LEVEL_CAUTION, VARIANT_NONE, 0);
	i->time = i->cards[0].cert->not_after - 9 * MOMENT_DAY;
	i->cards[0].days_left = 9;
	sample_verdict(i, LEVEL_CAUTION, 1, NULL);
	return i;
}

struct inspection *sample_unreachable(void)
{
	struct inspection *i = sample_new("gone.example.net");

	i->connection.ms = (struct timings){ 0.25, -1, -1, -1, -1, 0.5 };
	free(i->connection.protocol);
	i->connection.protocol = NULL;
	sample_finding(i, FINDING_REFUSED, LEVEL_UNREACHABLE, VARIANT_NONE, -1);
	sample_verdict(i, LEVEL_UNREACHABLE, 3, NULL);
	return i;
}
