/* SPDX-License-Identifier: GPL-3.0-or-later
 * A folder as a target: which of its files get a row, where links may lead, and where the limits are. */
#include "engine/folder.h"

#include "base/limits.h"
#include "base/mem.h"
#include "pki/pki.h"
#include "x509/cert.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64];
static char *ca_pem, *leaf_pem, *other_pem, *key_pem;

static char *path_of(const char *name)
{
	return mem_printf("%s/%s", root, name);
}

static void put(const char *name, const char *first, const char *second)
{
	char *path = path_of(name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(first, f) >= 0 && fputs(second, f) >= 0);
	assert_int_equal(fclose(f), 0);
	free(path);
}

static void put_folder(const char *name)
{
	char *path = path_of(name);

	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

static void put_link(const char *name, const char *to)
{
	char *path = path_of(name);

	assert_int_equal(symlink(to, path), 0);
	free(path);
}

static char *make_pem(const char *cn, const struct pki_key *key)
{
	const struct pki_spec spec = { .cn = cn, .not_after = 1900000000 };
	struct pki_cert made;
	struct cc_err e;
	gnutls_datum_t pem;
	char *s;

	assert_int_equal(pki_cert_make(&made, &spec, key, NULL, &e), 0);
	assert_int_equal(gnutls_pem_base64_encode2("CERTIFICATE", &(gnutls_datum_t){ (unsigned char *)made.der.data,
		(unsigned)made.der.len }, &pem), 0);
	s = mem_strndup((const char *)pem.data, pem.size);
	gnutls_free(pem.data);
	pki_cert_done(&made);
	return s;
}

static char *make_key(void)
{
	gnutls_x509_privkey_t key;
	gnutls_datum_t pem;
	char *s;

	assert_int_equal(gnutls_x509_privkey_init(&key), 0);
	assert_int_equal(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
		GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0), 0);
	assert_int_equal(gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &pem), 0);
	s = mem_strndup((const char *)pem.data, pem.size);
	gnutls_free(pem.data);
	gnutls_x509_privkey_deinit(key);
	return s;
}

/* As certbot leaves it, with things beside that have no place there. */
static int group_setup(void **state)
{
	static const char *const links[] = { "cert", "chain", "fullchain", "privkey" };
	struct cc_err e;
	struct pki_key *key = pki_key_new(PKI_P256, &e);

	(void)state;
	(void)snprintf(root, sizeof root, "/tmp/certcard-folder-XXXXXX");
	assert_non_null(mkdtemp(root));
	ca_pem = make_pem("CA", key);
	leaf_pem = make_pem("a.localhost", key);
	other_pem = make_pem("b.localhost", key);
	key_pem = make_key();
	pki_key_free(key);
	put_folder("live");
	put_folder("live/a");
	put_folder("archive");
	put_folder("archive/a");
	put("archive/a/cert1.pem", leaf_pem, "");
	put("archive/a/chain1.pem", ca_pem, "");
	put("archive/a/fullchain1.pem", leaf_pem, ca_pem);
	put("archive/a/privkey1.pem", key_pem, "");
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		char *name = mem_printf("live/a/%s.pem", links[i]);
		char *to = mem_printf("../../archive/a/%s1.pem", links[i]);

		put_link(name, to);
		free(name);
		free(to);
	}
	put("live/README", "no certificate", "");
	put("live/broken.crt", "no certificate", "");
	put("live/.hidden.pem", other_pem, "");
	put("live/copy.pem", leaf_pem, ca_pem);
	put("outside.pem", other_pem, "");
	put_link("live/outside.pem", "../outside.pem");
	put_link("live/up", "..");
	put_link("live/nowhere.pem", "nothing");
	put_folder("empty");
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static int group_teardown(void **state)
{
	int r = nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);

	(void)state;
	free(ca_pem);
	free(leaf_pem);
	free(other_pem);
	free(key_pem);
	return r;
}

/* The files of a folder, behind its name; `targets` are words behind the root, NULL at the end. */
static void expect_files(const char *target, const char *const *want)
{
	char *path = path_of(target), **list;
	size_t n, i;
	struct cc_err e;

	assert_true(folder_is_one(path));
	if (folder_unfold(&path, 1, &list, &n, &e) != 0)
		fail_msg("%s", e.msg);
	for (i = 0; i < n && want[i] != NULL; i++)
		if (strcmp(list[i] + strlen(root) + 1, want[i]) != 0)
			fail_msg("%s instead of %s", list[i], want[i]);
	if (i < n || want[i] != NULL)
		fail_msg("%s in place %zu", i < n ? list[i] : "nothing", i);
	folder_free(list, n);
	free(path);
}

static void test_each_leaf_once(void **state)
{
	(void)state;
	expect_files("archive", (const char *const[]){ "archive/a/fullchain1.pem", "archive/a/privkey1.pem", NULL });
	expect_files("archive/a", (const char *const[]){ "archive/a/fullchain1.pem", "archive/a/privkey1.pem", NULL });
}

static void test_links_stay_inside(void **state)
{
	(void)state;
	expect_files("live", (const char *const[]){ "live/a/fullchain.pem", "live/a/privkey.pem", "live/broken.crt",
		NULL });
	expect_files("live/a", (const char *const[]){ "live/a/fullchain.pem", "live/a/privkey.pem", NULL });
}

static void test_other_targets_stay(void **state)
{
	char host[] = "example.org", input[] = "-", *folder = path_of("archive");
	char *targets[] = { host, folder, input }, **list;
	struct cc_err e;
	size_t n;

	(void)state;
	assert_int_equal(folder_unfold(targets, 3, &list, &n, &e), 0);
	assert_int_equal(n, 4);
	assert_string_equal(list[0], "example.org");
	assert_string_equal(list[3], "-");
	folder_free(list, n);
	free(folder);
	assert_false(folder_is_one("example.org"));
	assert_false(folder_is_one("https://example.org/"));
}

/* A folder's name needs no slash, unless it could be a host's that everybody finds. */
static void test_a_bare_name(void **state)
{
	static const struct { const char *name; bool is; } rows[] = {
		{ "certcard-certs", true }, { "certcard.d", true }, { "live", true }, { "certcard.com", false },
		{ "localhost", false }, { "certcard-certs:8443", false },
	};
	char *here = getcwd(NULL, 0), name[] = "certcard-certs", *target = name, **list;
	struct cc_err e = { 0 };
	size_t n;

	(void)state;
	put_folder("bare");
	assert_int_equal(chdir(root), 0);
	assert_int_equal(chdir("bare"), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(mkdir(rows[i].name, 0700), 0);
		if (folder_is_one(rows[i].name) != rows[i].is)
			fail_msg("%s is taken for another thing", rows[i].name);
	}
	assert_int_equal(folder_unfold(&target, 1, &list, &n, &e), -1);
	assert_non_null(strstr(e.msg, "in it; the host of that name is certcard-certs:443"));
	put("bare/certcard-certs/a.pem", leaf_pem, "");
	assert_int_equal(folder_unfold(&target, 1, &list, &n, &e), 0);
	assert_int_equal(n, 1);
	assert_string_equal(list[0], "certcard-certs/a.pem");
	folder_free(list, n);
	assert_int_equal(chdir(here), 0);
	free(here);
}

static void expect_refused(const char *target, const char *says)
{
	char *path = path_of(target), **list;
	struct cc_err e;
	size_t n;

	assert_int_equal(folder_unfold(&path, 1, &list, &n, &e), -1);
	if (strstr(e.msg, says) == NULL)
		fail_msg("%s", e.msg);
	free(path);
}

static void test_limits(void **state)
{
	char *deep = mem_strdup("deep");

	(void)state;
	expect_refused("empty", "without certificates");
	put_folder("many");
	for (int i = 0; i <= LIMIT_FOLDER_FILES; i++) {
		char *name = mem_printf("many/%d.pem", i);

		put(name, "x", "");
		free(name);
	}
	expect_refused("many", "more than the 1024 files");
	for (int i = 0; i < LIMIT_FOLDER_DEPTH + 2; i++) {
		char *below = mem_printf("%s/x", deep);

		put_folder(deep);
		free(deep);
		deep = below;
	}
	free(deep);
	expect_refused("deep", "one in another");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_leaf_once),
		cmocka_unit_test(test_links_stay_inside),
		cmocka_unit_test(test_other_targets_stay),
		cmocka_unit_test(test_a_bare_name),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
