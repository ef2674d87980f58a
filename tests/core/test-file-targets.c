/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files as targets, from what is typed to the inspection: which certificate is judged, and what is said of how they
 * stand. */

#include "base/mem.h"
#include "lib/chains.h"
#include "lib/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 1024 * 1024 };

/* L is issued by I, I by R. O is over, and issued by I as well. */
static struct {
	struct chain_keys *keys;
	struct chain chain;
	char folder[64];
} made;

static char *made_path(const char *name)
{
	return mem_printf("%s/%s", made.folder, name);
}

static void made_write(const char *name, struct bytes octets)
{
	char *path = made_path(name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(octets.p, 1, octets.n, f), octets.n);
	assert_int_equal(fclose(f), 0);
	free(path);
}

/* PEM of these, each behind `before` and in front of `after`. */
static void made_write_pem(const char *name, const char *ids, const char *before, const char *after)
{
	struct buf b = BUF_INIT(MOST);

	for (; *ids != '\0'; ids++) {
		char *pem = cert_pem(chain_find(&made.chain, (char[]){ *ids, '\0' }));

		assert_int_equal(buf_addf(&b, "%s%s%s", before, pem, after), 0);
		free(pem);
	}
	made_write(name, buf_bytes(&b));
	buf_done(&b);
}

static void made_write_p7(const char *name, const char *ids)
{
	gnutls_pkcs7_t p7;
	gnutls_datum_t der;

	assert_int_equal(gnutls_pkcs7_init(&p7), 0);
	for (; *ids != '\0'; ids++) {
		const struct cert *c = chain_find(&made.chain, (char[]){ *ids, '\0' });

		der = (gnutls_datum_t){ c->der, (unsigned)c->der_len };
		assert_int_equal(gnutls_pkcs7_set_crt_raw(p7, &der), 0);
	}
	assert_int_equal(gnutls_pkcs7_export2(p7, GNUTLS_X509_FMT_DER, &der), 0);
	made_write(name, (struct bytes){ der.data, der.size });
	gnutls_free(der.data);
	gnutls_pkcs7_deinit(p7);
}

static int group_setup(void **state)
{
	(void)state;
	(void)snprintf(made.folder, sizeof made.folder, "/tmp/certcard-files-XXXXXX");
	assert_non_null(mkdtemp(made.folder));
	made.keys = chain_keys_new();
	chain_make(&made.chain, made.keys, "R; I<R; L<I; O<I noca from=-90 to=-1 dns=www.example.test cn=old; X");
	made_write_pem("root", "R", "", "");
	return 0;
}

static int group_teardown(void **state)
{
	char *root = made_path("root");

	(void)state;
	(void)unlink(root);
	free(root);
	(void)rmdir(made.folder);
	chain_done(&made.chain);
	chain_keys_free(made.keys);
	return 0;
}

/* What comes of the file `name` in the folder. */
static struct inspection *inspect(const char *name)
{
	char *ca = made_path("root"), *path = made_path(name);
	struct inspection *i;
	struct opts o;

	opts_defaults(&o);
	o.ca = (struct opts_list){ { ca }, 1 };
	o.offline = true;
	o.at_set = true;
	o.at = CHAINS_NOW;
	i = inspect_target(&(struct engine_input){ .opts = &o }, path, NULL);
	(void)unlink(path);
	free(path);
	free(ca);
	return i;
}

/* The ids of cards. */
static char *ids_of(const struct inspection *i, const int *cards, size_t n)
{
	struct buf b = BUF_INIT(MOST);

	for (size_t k = 0; k < n; k++)
		(void)buf_adds(&b, chain_id(&made.chain, i->cards[cards[k]].cert));
	return buf_take(&b);
}

/* The findings but those about the profile, as "a b". */
static char *findings_of(const struct inspection *i)
{
	struct buf b = BUF_INIT(MOST);

	for (size_t k = 0; k < i->n_findings; k++)
		if (i->findings[k].id != FINDING_PROFILE_VIOLATION)
			(void)buf_addf(&b, "%s%s", b.len > 0 ? " " : "", finding_name(i->findings[k].id));
	return buf_take(&b);
}

/* `presented` NULL: in any order, as GnuTLS sorts PKCS #7. */
static void expect(const char *name, const char *presented, const char *path, const char *findings)
{
	struct inspection *i = inspect(name);
	char *sent = ids_of(i, i->presented, i->n_presented), *way = ids_of(i, i->path, i->n_path),
	     *said = findings_of(i);

	if ((presented != NULL && strcmp(sent, presented) != 0) || strcmp(way, path) != 0
		|| strcmp(said, findings) != 0)
		fail_msg("%s: presented %s, path %s, findings \"%s\"", name, sent, way, said);
	free(sent);
	free(way);
	free(said);
	inspection_free(i);
}

static void test_lists(void **state)
{
	(void)state;
	made_write_pem("list", "LI", "", "");
	expect("list", "LI", "LIR", "");
	made_write_pem("upside down", "RIL", "", "");
	expect("upside down", "RIL", "LIR", "chain-disordered root-sent");
	made_write_pem("two", "IL", "", "");
	expect("two", "IL", "LIR", "chain-disordered");
	made_write_pem("over", "RIO", "", "");
	expect("over", "RIO", "OIR", "expired chain-disordered root-sent");
	made_write_pem("with a stranger", "LIX", "", "");
	expect("with a stranger", "LIX", "LIR", "chain-extra");
}

/* Values beside each other are files of their own: nothing is out of order, nothing too much. */
static void test_values(void **state)
{
	(void)state;
	made_write_pem("values", "XRIL", "{\"x\": \"", "\"},\n");
	expect("values", "XRIL", "LIR", "");
}

static void test_sets(void **state)
{
	(void)state;
	made_write_p7("set.p7b", "RIL");
	expect("set.p7b", NULL, "LIR", "root-sent");
	made_write_p7("set.p7b", "RIO");
	expect("set.p7b", NULL, "OIR", "expired root-sent");
	made_write_p7("set.p7b", "RI");
	expect("set.p7b", NULL, "IR", "root-sent");
}

/* Each of --ca counts, and each of --add-ca, in any order; one that is not there or holds no certificate ends it. */
static void test_roots_of_several_files(void **state)
{
	static const char *const orders[][2] = { { "root", "X" }, { "X", "root" } };
	char *missing = made_path("missing"), *text = made_path("text"), *list = made_path("list");
	char *x = made_path("X");

	(void)state;
	made_write_pem("X", "X", "", "");
	made_write_pem("list", "LI", "", "");
	made_write("text", (struct bytes){ (const uint8_t *)"text", 4 });
	for (size_t k = 0; k < 8; k++) {
		char *first = made_path(orders[k & 1][0]), *second = made_path(orders[k & 1][1]);
		struct opts_list both = { { first, second }, 2 };
		struct inspection *i;
		struct opts o;

		opts_defaults(&o);
		*((k & 2) != 0 ? &o.add_ca : &o.ca) = both;
		o.offline = o.at_set = true;
		o.at = CHAINS_NOW;
		i = inspect_target(&(struct engine_input){ .opts = &o }, (k & 4) != 0 ? x : list, NULL);
		assert_string_equal(level_name(i->verdict.level), "trusted");
		assert_string_equal(chain_id(&made.chain, i->cards[i->path[i->n_path - 1]].cert),
			(k & 4) != 0 ? "X" : "R");
		inspection_free(i);
		for (size_t at = 0; at < 4; at++) {
			struct cc_err e = { 0 };

			*((k & 2) != 0 ? &o.add_ca : &o.ca) = both;
			((k & 2) != 0 ? &o.add_ca : &o.ca)->items[at / 2] = at % 2 == 0 ? missing : text;
			assert_null(engine_new(&(struct engine_input){ .opts = &o }, &e));
			assert_non_null(strstr(e.msg, at % 2 == 0 ? missing : text));
		}
		free(first);
		free(second);
	}
	(void)unlink(x);
	(void)unlink(list);
	(void)unlink(text);
	free(missing);
	free(text);
	free(list);
	free(x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_roots_of_several_files),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
