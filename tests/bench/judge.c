/* SPDX-License-Identifier: GPL-3.0-or-later
 * Judging one path against gnutls_x509_trust_list_verify_crt2() with its list loaded, in one process, by turns.
 * usage: judge CHAIN BUNDLE; prints the microseconds of both. */
#include "result/inspection.h"
#include "judge/judge.h"
#include "x509/pemfile.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 20, EACH = 50 };

static double cpu_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int judge_once(const struct opts *o, struct trust *trust, struct cert *const *chain, size_t n, int64_t now)
{
	struct inspection i = { .target.kind = TARGET_HOST };
	struct cert *read[8];
	struct judge_input in =
		{ .opts = o, .now = now, .host = "localhost", .tls = { .server = true, .version = 0x0304 },
		.presented = read, .n_presented = n, .origin = ORIGIN_PRESENTED, .trust = trust };
	struct judge *j;
	int ok;

	for (size_t k = 0; k < n; k++)
		read[k] = cert_read(chain[k]->der, chain[k]->der_len);
	j = judge_new(&in);
	while (judge_step(j) == JUDGE_AGAIN)
		;
	struct inspection *out = calloc(1, sizeof *out);

	*out = i;
	judge_finish(j, out);
	ok = out->verdict.level == LEVEL_TRUSTED;
	inspection_free(out);
	for (size_t k = 0; k < n; k++)
		cert_unref(read[k]);
	return ok;
}

static int gnutls_once(gnutls_x509_trust_list_t list, struct cert *const *chain, size_t n)
{
	gnutls_typed_vdata_st data[] = { { GNUTLS_DT_DNS_HOSTNAME, (unsigned char *)(uintptr_t)"localhost", 0 } };
	gnutls_x509_crt_t crt[8];
	unsigned status = 1;

	for (size_t k = 0; k < n; k++) {
		gnutls_datum_t der = { chain[k]->der, (unsigned)chain[k]->der_len };

		(void)gnutls_x509_crt_init(&crt[k]);
		(void)gnutls_x509_crt_import(crt[k], &der, GNUTLS_X509_FMT_DER);
	}
	(void)gnutls_x509_trust_list_verify_crt2(list, crt, (unsigned)n, data, 1, 0, &status, NULL);
	for (size_t k = 0; k < n; k++)
		gnutls_x509_crt_deinit(crt[k]);
	return status == 0;
}

int main(int argc, char **argv)
{
	struct cert **chain;
	size_t n;
	struct cc_err e;
	struct trust_index *ix;
	struct trust *trust;
	struct opts o;
	gnutls_x509_trust_list_t list;
	double ours = 0, theirs = 0;
	int64_t now = time(NULL);

	if (argc != 3 || pemfile_read(argv[1], &chain, &n, NULL, &e) != 0 || n > 8)
		return 2;
	(void)setenv("SSL_CERT_FILE", argv[2], 1);
	ix = trust_index_system(&e);
	trust = trust_new(ix);
	opts_defaults(&o);
	o.offline = true;
	(void)gnutls_x509_trust_list_init(&list, 0);
	(void)gnutls_x509_trust_list_add_trust_file(list, argv[2], NULL, GNUTLS_X509_FMT_PEM, 0, 0);
	for (int r = 0; r < ROUNDS; r++) {
		double t0 = cpu_us(), t1, t2;
		int bad = 0;

		for (int k = 0; k < EACH; k++)
			bad += !judge_once(&o, trust, chain, n, now);
		t1 = cpu_us();
		for (int k = 0; k < EACH; k++)
			bad += !gnutls_once(list, chain, n);
		t2 = cpu_us();
		if (bad != 0)
			return 1;
		ours += t1 - t0;
		theirs += t2 - t1;
	}
	(void)printf("%.0f %.0f\n", ours / (ROUNDS * EACH), theirs / (ROUNDS * EACH));
	return 0;
}
