/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finds the certificates in a file, whatever it is (layer.h), and says what there was instead. */
#include "x509/pemfile.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "x509/gather.h"
#include "x509/layer.h"
#include "x509/file-leaf.h"

#include <stdlib.h>
#include <string.h>

#define FOR_EXPLAIN " (if it is a log, or an error's words: certcard --explain - < FILE says what they mean)"

static bool all_of(struct bytes data, const char *octets, size_t n)
{
	for (size_t i = 0; i < data.n; i++)
		if (memchr(octets, data.p[i], n) == NULL)
			return false;
	return true;
}

/* Lines that somebody can read, and neither a page nor a table of a machine's: a log, or words that were pasted. */
static bool has_messages(struct bytes data)
{
	bool words = false;

	for (size_t i = 0; i < data.n; i++) {
		uint8_t c = data.p[i];

		if ((c < ' ' && strchr("\t\r\n\033", c) == NULL) || c == 0 || c == 0x7f)
			return false;
		words |= c == ' ' && i > 0 && data.p[i - 1] > ' ';
	}
	return words && data.p[0] != '<' && data.p[0] != '{';
}

/* `any`: requests and keys will do as well. */
static int gather_result(const struct gather *g, struct bytes data, bool any, struct cc_err *e)
{
	if (g->full)
		return err_setx(e, ERR_LIMIT, "%s holds more than the %zu certificates that certcard reads", g->label,
			g->max);
	if (g->fault != NULL && (g->n == 0 || !g->fault_doubtful))
		return err_setx(e, ERR_PARSE, "%s, line %u: %s", g->label, g->fault_line, g->fault);
	if (g->n > 0 || (any && (g->n_requests > 0 || g->n_keys > 0)))
		return 0;
	if (data.n == 0)
		return err_setx(e, ERR_PARSE, "%s is empty", g->label);
	if (g->other != NULL)
		return err_setx(e, ERR_PARSE, "%s %s", g->label, g->other);
	if (all_of(data, "", 1))
		return err_setx(e, ERR_PARSE, "%s holds %zu octets of zero and nothing else: what was in it is lost",
			g->label, data.n);
	if (all_of(data, " \t\r\n\0", 5))
		return err_setx(e, ERR_PARSE, "%s holds nothing but blanks", g->label);
	return err_setx(e, ERR_PARSE, "%s holds no certificate: it is neither PEM, DER, PKCS #7 nor PKCS #12%s",
		g->label, has_messages(data) ? FOR_EXPLAIN : "");
}

/* Is a text one of so many certificates that there is no use in reading the first? */
static bool gather_too_many(struct bytes data, size_t max)
{
	static const char begin[] = "-----BEGIN CERTIFICATE-----";
	const uint8_t *p = data.p, *end = data.p + data.n;
	size_t n = 0;

	while (n <= max && p < end && (p = memmem(p, (size_t)(end - p), begin, sizeof begin - 1)) != NULL) {
		p += sizeof begin - 1;
		n++;
	}
	return n > max;
}

static int gather_all(struct gather *g, struct bytes data, const char *label, const struct pemfile_opts *o,
	unsigned line, bool any, struct cc_err *e)
{
	*g = (struct gather){ .o = o,
		.label = label,
		.max = o != NULL && o->max_certs != 0 ? o->max_certs : LIMIT_FILE_CERTS };
	g->full = gather_too_many(data, g->max);
	if (!g->full)
		layer_read(&(struct layer){ g, data, line != 0 ? line : 1, 0, true });
	if (gather_result(g, data, any, e) == 0)
		return 0;
	gather_done(g);
	return -1;
}

int pemfile_parse(struct bytes data, const char *label, struct cert ***out, size_t *n, const struct pemfile_opts *o,
	struct cc_err *e)
{
	struct gather g;
	size_t at = 0, first;

	*out = NULL;
	*n = 0;
	if (gather_all(&g, data, label, o, 1, false, e) != 0)
		return -1;
	*out = mem_resize(NULL, g.n, sizeof **out);
	for (first = 0; first < g.n && !g.certs[first].own; first++)
		;
	if (first < g.n)
		(*out)[at++] = cert_ref(g.certs[first].cert);
	for (size_t i = 0; i < g.n; i++)
		if (i != first)
			(*out)[at++] = cert_ref(g.certs[i].cert);
	*n = g.n;
	gather_done(&g);
	return 0;
}

static void pemfile_name(struct pemfile_data *d, const char *path)
{
	*d = (struct pemfile_data){ .octets = BUF_INIT(LIMIT_FILE_BYTES), .reader.fd = -1 };
	d->label = strcmp(path, "-") == 0 ? mem_strdup("standard input") : text_clean(path, strlen(path), 256);
}

int pemfile_load(const char *path, struct pemfile_data *d, struct cc_err *e)
{
	pemfile_name(d, path);
	if (file_read(path, &d->octets, e) == 0)
		return 0;
	pemfile_unload(d);
	return -1;
}

enum file_state pemfile_load_step(const char *path, struct pemfile_data *d, struct cc_err *e)
{
	enum file_state s;

	if (d->label == NULL) {
		pemfile_name(d, path);
		d->loading = file_begin(&d->reader, path, e) == 0;
		if (!d->loading) {
			pemfile_unload(d);
			return FILE_FAILED;
		}
	}
	if (!d->loading)
		return FILE_WHOLE;
	s = file_step(&d->reader, &d->octets, e);
	if (s == FILE_FAILED) {
		pemfile_unload(d);
	} else if (s == FILE_WHOLE) {
		file_end(&d->reader);
		d->loading = false;
	}
	return s;
}

void pemfile_unload(struct pemfile_data *d)
{
	if (d->loading)
		file_end(&d->reader);
	d->loading = false;
	gather_wipe(&d->octets);
	free(d->label);
	d->label = NULL;
}

int pemfile_read(const char *path, struct cert ***out, size_t *n, const struct pemfile_opts *o, struct cc_err *e)
{
	static const struct pemfile_opts plain;
	struct pemfile_data d;
	int r;

	*out = NULL;
	*n = 0;
	if (pemfile_load(path, &d, e) != 0)
		return -1;
	r = pemfile_parse(buf_bytes(&d.octets), d.label, out, n, o != NULL ? o : &plain, e);
	pemfile_unload(&d);
	return r;
}

int pemfile_open(const struct pemfile_data *d, struct pemfile *out, const struct pemfile_opts *o, struct cc_err *e)
{
	static const struct pemfile_opts plain;
	struct gather g;
	int r = gather_all(&g, buf_bytes(&d->octets), d->label, o != NULL ? o : &plain, d->line, true, e);

	*out = (struct pemfile){ 0 };
	if (r == 0) {
		if (g.n > 0)
			gather_arrange(&g, out);
		out->requests = g.requests;
		out->n_requests = g.n_requests;
		out->keys = g.keys;
		out->n_keys = g.n_keys;
		g.requests = NULL;
		g.keys = NULL;
		g.n_requests = g.n_keys = 0;
		gather_done(&g);
	}
	return r;
}

void pemfile_close(struct pemfile *f)
{
	pemfile_free(f->certs, f->n);
	pemfile_free(f->requests, f->n_requests);
	free(f->order);
	free(f->keys);
	*f = (struct pemfile){ 0 };
}

void pemfile_free(struct cert **certs, size_t n)
{
	while (n > 0)
		cert_unref(certs[--n]);
	free(certs);
}
