/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text with PEM blocks and values in base64 in it, whatever it is written in. */

#include "x509/pem-text.h"
#include "asn1/der.h"
#include "asn1/pem.h"
#include "base/limits.h"
#include "base/mem.h"
#include "x509/der-kind.h"
#include "x509/file-kinds.h"
#include "x509/gather-der.h"
#include "x509/layer-octets.h"
#include "x509/pem-fault.h"
#include "x509/wrapped-lines.h"
#include "x509/wrappings.h"

#include <stdlib.h>
#include <string.h>

/* ---- PEM ---- */

/* What a block is by its label: the end of it decides ("RSA PRIVATE KEY"). */
enum block_kind { BLOCK_CERT, BLOCK_TRUSTED, BLOCK_PKCS7, BLOCK_REQUEST, BLOCK_KEY, BLOCK_OTHER };
static const struct block_row {
	const char *ending;
	enum block_kind kind;
	const char *what;
} block_rows[] = {
	{ "TRUSTED CERTIFICATE", BLOCK_TRUSTED, NULL },
	{ "CERTIFICATE REQUEST", BLOCK_REQUEST, "holds a certificate signing request, not a certificate" },
	{ "ATTRIBUTE CERTIFICATE", BLOCK_OTHER, "holds an attribute certificate, which is of another kind" },
	{ "CERTIFICATE", BLOCK_CERT, NULL },
	{ "PKCS7", BLOCK_PKCS7, NULL },
	{ "PKCS #7 SIGNED DATA", BLOCK_PKCS7, NULL },
	{ "CERTIFICATE CHAIN", BLOCK_PKCS7, NULL },
	{ "CMS", BLOCK_PKCS7, NULL },
	{ "ENCRYPTED PRIVATE KEY", BLOCK_KEY,
		"holds an encrypted private key, not a certificate: openssl pkey -in FILE"
		" -out FILE.key takes its password off" },
	{ "OPENSSH PRIVATE KEY", BLOCK_OTHER, FILE_KIND_OPENSSH },
	{ "PRIVATE KEY", BLOCK_KEY, "holds a private key, not a certificate" },
	{ "PUBLIC KEY", BLOCK_OTHER, "holds a public key, not a certificate" },
	{ "CRL", BLOCK_OTHER, "holds a certificate revocation list, not a certificate: --crl FILE applies it" },
	{ "PARAMETERS", BLOCK_OTHER, "holds key parameters, not a certificate" },
};

static const struct block_row *block_row(const struct pem_block *b)
{
	for (size_t i = 0; i < sizeof block_rows / sizeof *block_rows; i++) {
		size_t n = strlen(block_rows[i].ending);

		if (b->label.n >= n && memcmp(b->label.p + b->label.n - n, block_rows[i].ending, n) == 0)
			return &block_rows[i];
	}
	return NULL;
}

/* Places are asked for in the order in which they stand, nearly always: counting goes on from the last one. */
unsigned layer_line(const struct layer *l, const uint8_t *at)
{
	struct gather *g = l->g;

	if (!l->counts)
		return l->line;
	if (g->counted_from != l->data.p || g->counted_to > at) {
		g->counted_from = g->counted_to = l->data.p;
		g->counted = 0;
	}
	g->counted += text_lines(g->counted_to, at);
	g->counted_to = at;
	return l->line + g->counted;
}

/* What stands in front of the block on its line. */
static struct bytes block_before(const struct layer *l, const struct pem_block *b)
{
	const uint8_t *p = b->at;

	while (p > l->data.p && p[-1] != '\n' && p[-1] != '\r' && p[-1] != '\v' && b->at - p < 200)
		p--;
	return (struct bytes){ p, (size_t)(b->at - p) };
}

/* Where in the file a place of the block's body is, which may stand in a copy of it without escapes. */
static unsigned block_line(const struct layer *l, const struct pem_block *b, struct bytes body, const uint8_t *at)
{
	return layer_line(l, b->body.p) + (l->counts ? text_lines(body.p, at) : 0);
}

/* What is wrong with a block's text, and the line in which it is. */
struct block_bad { enum pem_fault fault; unsigned line; };

/* `bad`: the line that is no base64, or NULL: all are, and there are `n` characters of it that do not come out even. */
static struct block_bad block_bad(const struct layer *l, const struct pem_block *b, struct bytes body,
	const uint8_t *bad, size_t n)
{
	const uint8_t *odd;

	if (bad != NULL)
		return (struct block_bad){ pem_fault_of_line(body, bad), block_line(l, b, body, bad) };
	odd = pem_fault_odd_line(body);
	return (struct block_bad){ n > 0 ? PEM_FAULT_LENGTH : PEM_FAULT_EMPTY,
		block_line(l, b, body, n > 0 && odd != NULL ? odd : body.p) };
}

/* The octets of a block, first as it should be, then without what it may be wrapped in. */
static struct block_bad block_decode(const struct layer *l, const struct pem_block *b, struct buf *out)
{
	struct buf text = BUF_INIT(LIMIT_FILE_BYTES * 2), lines = BUF_INIT(LIMIT_FILE_BYTES * 2);
	struct bytes body = b->body;
	size_t max = body.n / 4 * 3 + 3, n = 0;
	uint8_t *octets = mem_alloc(max);
	bool ok = base64_decode(body, octets, max, &n)
		&& (der_kind((struct bytes){ octets, n }) != KIND_NONE || block_before(l, b).n == 0);
	const uint8_t *bad = ok ? NULL : body.p;
	struct block_bad is = { PEM_FAULT_NONE, 0 };

	if (!ok && l->g->o != NULL) {
		if (unwrap_escapes(body, &text))
			body = buf_bytes(&text);
		unwrap_lines(block_before(l, b), body, &lines, &bad);
		n = 0;
		ok = bad == NULL && lines.len > 0 && base64_decode(buf_bytes(&lines), octets, max, &n);
	}
	if (!ok || n == 0)
		is = block_bad(l, b, body, bad, lines.len);
	(void)buf_add(out, octets, n);
	explicit_bzero(octets, max);
	free(octets);
	gather_wipe(&text);
	gather_wipe(&lines);
	return is;
}

/* The line in which the block's text ends. */
static unsigned block_ends(const struct layer *l, const struct pem_block *b)
{
	const uint8_t *end = b->body.p + b->body.n;

	while (end > b->body.p && (wrapped_line_end(end[-1]) || wrapped_blank(end[-1])))
		end--;
	return layer_line(l, end);
}

static const char *block_what(const struct pem_block *b)
{
	const struct block_row *row = block_row(b);

	return row != NULL && row->kind == BLOCK_REQUEST ? "request" : row != NULL && row->kind == BLOCK_PKCS7
		? "PKCS #7 bundle" : "certificate";
}

static void block_fault(const struct layer *l, const struct pem_block *b, struct block_bad bad, struct bytes der)
{
	unsigned begins = layer_line(l, b->at);
	const char *what = block_what(b);
	size_t should;

	if (bad.fault == PEM_FAULT_NONE && der_cut_off(der, &should))
		gather_fault(l->g, false, begins, pem_fault_cut(what, der.n, should, begins,
			block_ends(l, b)));
	else
		gather_fault(l->g, false, bad.line > begins ? bad.line : begins,
			pem_fault_words(what, bad.fault, bad.line, begins));
}

/* What is no certificate, in lines of which one is longer or shorter than the others: that is the text's fault. */
static bool block_odd(const struct layer *l, const struct pem_block *b)
{
	const uint8_t *odd = l->g->o != NULL ? pem_fault_odd_line(b->body) : NULL;

	if (odd != NULL)
		gather_fault(l->g, false, block_line(l, b, b->body, odd),
			pem_fault_words(block_what(b), PEM_FAULT_LENGTH, block_line(l, b, b->body, odd),
				layer_line(l, b->at)));
	return odd != NULL;
}

/* `before`: how many there were without it. */
static void block_cert(const struct layer *l, const struct pem_block *b, struct bytes der, size_t before)
{
	struct gather *g = l->g;

	gather_cert(g, der, UNIT_LIST, false);
	if (g->n > before && !g->certs[before].cert->parsed && block_odd(l, b))
		cert_unref(g->certs[--g->n].cert);
}

/* OpenSSL appends its trust settings to the certificate: only that is taken. What is no certificate may be another
 * wrapping. */
static void block_take(const struct layer *l, const struct pem_block *b, enum block_kind kind)
{
	struct gather *g = l->g;
	struct buf octets = BUF_INIT(LIMIT_FILE_BYTES * 2);
	struct bytes in, rest;
	struct der first;
	size_t should, before = g->n;
	struct block_bad bad = block_decode(l, b, &octets);

	in = rest = buf_bytes(&octets);
	if (bad.fault != PEM_FAULT_NONE || der_cut_off(in, &should)) {
		block_fault(l, b, bad, in);
	} else if (kind == BLOCK_TRUSTED && der_next(&rest, &first)) {
		gather_cert(g, first.whole, UNIT_LIST, false);
	} else if (der_kind(in) > KIND_CERT || (der_next(&rest, &first) && der_is(&rest, DER_SEQUENCE))) {
		gather_der(g, in);
	} else if (der_kind(in) == KIND_CERT) {
		block_cert(l, b, in, before);
	} else {
		layer_read(&(struct layer){ g, in, layer_line(l, b->at), l->depth + 1, false });
		if (g->n == before && kind == BLOCK_REQUEST)
			gather_request(g, in);
		else if (g->n == before && kind != BLOCK_PKCS7 && !der_is(&in, DER_SEQUENCE) && !block_odd(l, b))
			gather_fault(g, false, layer_line(l, b->at),
				mem_strdup("what stands in the block that begins there is base64, but of something"
					   " else than a certificate"));
		else if (g->n == before && kind != BLOCK_PKCS7 && der_is(&in, DER_SEQUENCE))
			gather_cert(g, in, UNIT_LIST, false);
	}
	gather_wipe(&octets);
}

/* A private key. One that OpenSSL of old encrypted says how in its headers, which GnuTLS wants to see, too (RFC 1421
 * 4.6.1). */
static void block_key(const struct layer *l, const struct pem_block *b, const uint8_t *end)
{
	static const char dek[] = "DEK-Info:";
	struct buf octets = BUF_INIT(LIMIT_FILE_BYTES * 2);
	struct bytes in;

	if (memmem(b->body.p, b->body.n, dek, sizeof dek - 1) != NULL) {
		gather_key(l->g, (struct bytes){ b->at, (size_t)(end - b->at) }, true, true);
	} else if (block_decode(l, b, &octets).fault == PEM_FAULT_NONE) {
		enum der_kind kind;

		in = buf_bytes(&octets);
		kind = der_kind(in);
		if (kind == KIND_CERT || kind == KIND_REQUEST || kind == KIND_PKCS7) /* under the wrong label */
			gather_der(l->g, in);
		else
			gather_key(l->g, in, false, kind == KIND_LOCKED_KEY);
	}
	gather_wipe(&octets);
}

/* Does what stands between two blocks say that they are two values? The end of a string or of an element right behind
 * the one, or the key of a YAML block (YAML 1.2.2, 8.1) right before the other; or the line in which openssl s_client
 * shows the first of them once more. */
static bool gap_separates(struct bytes gap)
{
	static const char again[] = "Server certificate";
	const uint8_t *p = gap.p, *end = gap.p + gap.n;

	if (memmem(p, gap.n, again, sizeof again - 1) != NULL)
		return true;

	while (p < end && (memchr(" \t\r\n\v", *p, 5) != NULL || (*p == '\\' && p + 1 < end)))
		p += *p == '\\' ? 2 : 1;
	if (p < end && (*p == '"' || *p == '\'' || (*p == '<' && p + 1 < end && p[1] == '/')))
		return true;
	while (end > p && memchr(" \t\r\n\v+-0123456789", end[-1], 17) != NULL)
		end--;
	return end - p >= 3 && (end[-1] == '|' || end[-1] == '>') && memchr(" \t", end[-2], 2) != NULL
		&& end[-3] == ':';
}

/* ---- values in base64 ---- */

enum { RUN_RESTARTS = 4 };

/* Are these octets something that is worth a look? */
static bool octets_known(struct bytes in)
{
	static const uint8_t begin[] = "-----BEGIN ";
	static const uint8_t heads[][4] = { { 0xfe, 0xed, 0xfe, 0xed }, { 0xce, 0xce, 0xce, 0xce } };
	struct bytes rest = in;
	struct der d;

	if (in.n < 4)
		return false;
	if (der_kind(in) > KIND_OTHER && (der_next(&rest, &d) || in.p[1] == 0x80))
		return true;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (memcmp(in.p, heads[i], 4) == 0)
			return true;
	if (memcmp(in.p, "{\"", 2) == 0) /* the head of a JSON Web Token (RFC 7515 4.1.6) */
		return true;
	if (memmem(in.p, in.n, begin, sizeof begin - 1) != NULL || memcmp(in.p, "\xff\xfe", 2) == 0
		|| memcmp(in.p, "\xfe\xff", 2) == 0)
		return true;
	for (size_t i = 0; i < in.n; i++) /* base64 of base64 */
		if (memchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n", in.p[i], 67)
			== NULL)
			return false;
	return true;
}

/* A run that begins with a word of the text around it: where its base64 may begin. NULL: nowhere. */
static const uint8_t *run_restart(struct bytes run)
{
	const uint8_t *p = run.p, *end = run.p + run.n;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		while (p < end && memchr("\r\n \t>|#", *p, 7) != NULL)
			p++;
		if (end - p >= RUN_MIN && (memcmp(p, "MI", 2) == 0 || memcmp(p, "LS0t", 4) == 0))
			return p;
	}
	return NULL;
}

static bool run_decode(struct bytes run, struct buf *out)
{
	struct buf lines = BUF_INIT(LIMIT_FILE_BYTES * 2);
	const uint8_t *bad;
	size_t max = run.n / 4 * 3 + 3, n = 0;
	uint8_t *octets = mem_alloc(max);
	bool ok;

	unwrap_lines((struct bytes){ 0 }, run, &lines, &bad);
	ok = bad == NULL && base64_decode(buf_bytes(&lines), octets, max, &n);
	(void)buf_add(out, octets, ok ? n : 0);
	explicit_bzero(octets, max);
	free(octets);
	gather_wipe(&lines);
	return ok && n > 0;
}

/* Look into a run. false: it is nothing known. */
static bool run_look(const struct layer *l, struct bytes run)
{
	struct buf octets = BUF_INIT(LIMIT_FILE_BYTES * 2);
	bool decodes = run_decode(run, &octets), known = decodes && octets_known(buf_bytes(&octets));
	size_t should;

	if (known) {
		l->g->unit++;
		layer_read(&(struct layer){ l->g, buf_bytes(&octets), layer_line(l, run.p), l->depth + 1, false });
		l->g->unit++;
	} else if (decodes && memcmp(run.p, "MI", 2) == 0 && der_cut_off(buf_bytes(&octets), &should)) {
		gather_fault(l->g, true, layer_line(l, run.p),
			mem_printf("the base64 that begins there is cut off: %zu of %zu"
				   " bytes are there",
				octets.len, should));
	}
	gather_wipe(&octets);
	return known;
}

/* The line behind the first one of a run; empty: there is none that is worth it. */
static struct bytes run_next_line(struct bytes run)
{
	const uint8_t *p = run.p, *end = run.p + run.n;

	while (p < end && memchr("\n\r\v", *p, 3) == NULL)
		p++;
	while (p < end && memchr("\n\r\v \t", *p, 5) != NULL)
		p++;
	return (struct bytes){ p, end - p >= RUN_MIN ? (size_t)(end - p) : 0 };
}

/* The words in front of the base64 may look like some: where it begins as certificates do is looked at first, then the
 * first lines one by one, such as those behind the head of a mail ("MIME-Version: 1.0"). */
static void run_take(const struct layer *l, struct bytes run)
{
	const uint8_t *end = run.p + run.n;
	struct bytes at = run;

	for (int i = 0; i < RUN_RESTARTS && at.p != NULL; i++) {
		if (run_look(l, at))
			return;
		at.p = run_restart(at);
		at.n = at.p != NULL ? (size_t)(end - at.p) : 0;
	}
	at = run_next_line(run);
	for (int i = 0; i < RUN_RESTARTS && at.n > 0 && !run_look(l, at); i++)
		at = run_next_line(at);
}

/* ---- the text ---- */

static void gap_take(const struct layer *l, struct bytes gap)
{
	struct bytes run;

	while (!gather_over(l->g) && base64_run_next(&gap, &run) && l->g->parts++ < LIMIT_FILE_PARTS)
		run_take(l, run);
}

static void text_take(const struct layer *l)
{
	struct bytes text = l->data, gap;
	const struct block_row *row;
	struct pem_block block;

	while (!gather_over(l->g)) {
		gap.p = text.p;
		if (!pem_next(&text, &block)) {
			if (l->g->o != NULL)
				gap_take(l, text);
			return;
		}
		gap.n = (size_t)(block.at - gap.p);
		if (l->g->o != NULL)
			gap_take(l, gap);
		l->g->unit += gap_separates(gap);
		row = block_row(&block);
		if (row == NULL && l->g->other == NULL)
			gather_other(l->g, file_kind_label(block.label));
		if (row == NULL)
			continue;
		if (row->what != NULL)
			gather_other(l->g, row->what);
		if (row->kind == BLOCK_KEY)
			block_key(l, &block, text.p);
		else if (row->kind != BLOCK_OTHER)
			block_take(l, &block, row->kind);
	}
}

/* In what is none of the usual base64. false: nothing came of it. */
static bool text_again(const struct layer *l, void (*take)(const struct layer *l))
{
	struct gather *g = l->g;
	size_t found = g->n + g->n_requests + g->n_keys;
	struct gather before = *g;

	g->fault = NULL;
	g->fault_doubtful = false;
	take(l);
	if (g->n + g->n_requests + g->n_keys > found) {
		free(before.fault);
		return true;
	}
	if (before.fault != NULL) {
		free(g->fault);
		g->fault = before.fault;
		g->fault_line = before.fault_line;
		g->fault_doubtful = before.fault_doubtful;
	}
	return false;
}

/* Two characters of base64 have others in URLs (RFC 4648 5): everywhere but in the lines of PEM. */
static void take_base64url(const struct layer *l)
{
	struct buf plain = BUF_INIT(LIMIT_FILE_BYTES * 2);

	if (unwrap_base64url(l->data, &plain))
		text_take(&(struct layer){ l->g, buf_bytes(&plain), l->line, l->depth, l->counts });
	gather_wipe(&plain);
}

/* Text with nothing in it may be text that is escaped, so that nothing was seen. */
static void take_escaped(const struct layer *l)
{
	struct buf plain = BUF_INIT(LIMIT_FILE_BYTES * 2);
	struct gather *g = l->g;

	if (unwrap_escapes(l->data, &plain)) {
		free(g->fault);
		g->fault = NULL;
		text_take(&(struct layer){ g, buf_bytes(&plain), l->line, l->depth, l->counts });
	}
	gather_wipe(&plain);
}

void layer_text(const struct layer *l)
{
	struct gather *g = l->g;
	size_t before = g->n + g->n_requests + g->n_keys;
	bool faulty = g->fault != NULL;

	g->counted_from = NULL;
	text_take(l);
	if (g->o == NULL || g->other != NULL || faulty || g->n + g->n_requests + g->n_keys > before)
		return;
	take_escaped(l);
	if (g->other == NULL && g->n + g->n_requests + g->n_keys == before && !text_again(l, take_base64url)
		&& !text_again(l, layer_hex) && !text_again(l, layer_octets) && g->fault == NULL)
		layer_end_alone(l);
}
