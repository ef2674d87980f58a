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
	o.ca = ca;
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_sets),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
