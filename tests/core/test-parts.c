/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists of Secrets and their like, taken apart: as kubectl writes them in JSON and YAML, as several documents, and from
 * standard input; each part is a target of its own, named by what it is. */
#include "engine/parts.h"

#include "base/limits.h"
#include "base/mem.h"
#include "engine/target.h"
#include "lib/chains.h"
#include "x509/file-parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the parts ---- */

/* "name@line name@line" */
static void names_are(const char *text, const char *names)
{
	struct buf b = BUF_INIT(4096);
	struct file_part *parts;
	bool more;
	size_t n = file_parts((struct bytes){ (const uint8_t *)text, strlen(text) }, &parts, &more);

	assert_false(more);
	for (size_t i = 0; i < n; i++) {
		(void)buf_addf(&b, "%s%s@%u", i > 0 ? " " : "", parts[i].name, parts[i].line);
		assert_true(parts[i].octets.p >= (const uint8_t *)text);
		assert_true(parts[i].octets.p + parts[i].octets.n <= (const uint8_t *)text + strlen(text));
	}
	if (strcmp(b.data == NULL ? "" : b.data, names) != 0)
		fail_msg("%s: %s", text, b.data);
	file_parts_free(parts, n);
	buf_done(&b);
}

static void test_json(void **state)
{
	(void)state;
	names_are(
		"{\"kind\":\"List\",\"items\":[\n{\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"}},\n"
		"{\"data\":{\"kind\":\"}\"},\"kind\":\"ConfigMap\",\"metadata\":{\"labels\":{\"name\":\"no\"},\"name\":\"b\"}}]}",
		"n/secret/a@2 configmap/b@3");
	names_are(
		"[{\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"}},{\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"}}]",
		"secret/a@1 secret/a:2@1");
	names_are(
		"{\"kind\":\"Secret\",\"metadata\":{\"name\":\"a b/\\u00e9\"}}\n{\"kind\":\"Config\",\"current-context\":\"x\"}\n",
		"secret/a_b__u00e9@1 config/x@2");
	names_are("{\"kind\":\"Secret\",\"metadata\":{\"name\":\"alone\"}}", "");
	names_are("{\"kind\":\"List\",\"items\":[]}", "");
	names_are("{\"items\":[{\"kind\":\"Secret\"},{\"kind\":\"Secr", "");
	names_are("{\"kind\":", "");
	names_are("[[[\"kind\"", "");
}

static void test_yaml(void **state)
{
	(void)state;
	names_are(
		"apiVersion: v1\nitems:\n- apiVersion: v1\n  data:\n    kind: no\n    ca.crt: |\n      -----BEGIN\n      kind: no\n"
		"  kind: Secret\n  metadata:\n    annotations:\n      name: no\n    name: a\n    namespace: n\n"
		"- kind: ConfigMap\n  metadata:\n    name: \"b\"\nkind: List\nmetadata:\n  resourceVersion: \"\"\n",
		"n/secret/a@3 configmap/b@15");
	names_are(
		"items:\n  - kind: Secret\n    metadata:\n      name: a\n      ownerReferences:\n      - kind: no\n        name: no\n"
		"  - kind: Secret\n    metadata: \n      name: b\n", "secret/a@2 secret/b@8");
	names_are(
		"---\nkind: Secret\nmetadata:\n  name: a\n---\n# nothing\n--- # more\nkind: Config\r\ncurrent-context: x\r\n",
		"secret/a@2 config/x@8");
	names_are("\xef\xbb\xbfkind: Secret\nmetadata:\n  name: a\n---\nkind: Secret\nmetadata:\n  name: 'b'\n",
		"secret/a@1 secret/b@5");
	names_are("kind: Secret\nmetadata:\n  name: alone\n", "");
	names_are("kind\n---\nkind\n", "");
}

static void test_limit(void **state)
{
	struct buf b = BUF_INIT(1024 * 1024);
	struct file_part *parts;
	bool more;
	size_t n;

	(void)state;
	for (int i = 0; i <= LIMIT_FILE_ITEMS; i++)
		(void)buf_addf(&b, "kind: Secret\nmetadata:\n  name: s%d\n---\n", i);
	n = file_parts(buf_bytes(&b), &parts, &more);
	assert_int_equal(n, LIMIT_FILE_ITEMS);
	assert_true(more);
	file_parts_free(parts, n);
	buf_done(&b);
}

/* ---- targets ---- */

static struct {
	struct chain_keys *keys;
	struct chain chain;
	char *text;
} made;

static void add_secret(struct buf *b, const char *id, const char *name)
{
	char *pem = cert_pem(chain_find(&made.chain, id)), *line = pem, *end;

	(void)buf_addf(b, "---\nkind: Secret\nmetadata:\n  name: %s\nstringData:\n  tls.crt: |\n", name);
	for (; (end = strchr(line, '\n')) != NULL; line = end + 1)
		(void)buf_addf(b, "    %.*s\n", (int)(end - line), line);
	free(pem);
}

static int group_setup(void **state)
{
	struct buf b = BUF_INIT(64 * 1024);

	(void)state;
	made.keys = chain_keys_new();
	chain_make(&made.chain, made.keys, "R; L<R");
	add_secret(&b, "L", "web");
	(void)buf_adds(&b, "---\nkind: Secret\nmetadata:\n  name: token\ndata:\n  token: c2VjcmV0\n");
	add_secret(&b, "R", "ca");
	(void)buf_adds(&b,
		"---\nkind: Secret\nmetadata:\n  name: broken\nstringData:\n  tls.crt: |\n    -----BEGIN CERTIFICATE-----\n"
		"    MIIB!\n    -----END CERTIFICATE-----\n");
	made.text = buf_take(&b);
	return 0;
}

static int group_teardown(void **state)
{
	(void)state;
	free(made.text);
	chain_done(&made.chain);
	chain_keys_free(made.keys);
	return 0;
}

/* The certificate in what a target names, read as the engine reads it. */
static void part_is(const struct opts *o, const char *text, const char *id)
{
	struct pemfile_data d = { 0 };
	struct pemfile open;
	struct target t;
	struct cc_err e = { 0 };

	if (target_parse(&t, text, o, &e) != 0)
		fail_msg("%s", e.msg);
	assert_int_equal(t.facts.kind, TARGET_FILE);
	assert_non_null(t.part);
	if (!parts_held(o->held, t.path, t.part, text, &d)) {
		assert_int_equal(pemfile_load(t.path, &d, &e), 0);
		assert_int_equal(parts_pick(&d, t.part, &e), 0);
	}
	assert_true(d.line > 1);
	assert_int_equal(pemfile_open(&d, &open, NULL, &e), 0);
	assert_int_equal(open.n, 1);
	assert_true(cert_same(open.certs[0], chain_find(&made.chain, id)));
	pemfile_close(&open);
	pemfile_unload(&d);
	target_done(&t);
}

static void unfolds(char *path)
{
	char host[] = "host.example", *targets[] = { host, path };
	char *web = mem_printf("%s#secret/web", path), *ca = mem_printf("%s#secret/ca", path);
	struct opts o;
	struct given given;
	struct parted p;
	struct cc_err e = { 0 };

	opts_defaults(&o);
	o.targets = targets;
	o.n_targets = 2;
	o.servername = "www.example.test";
	if (given_parse(&given, &o, &e) != 0 || parts_unfold(&given, &o, &p, &e) != 0)
		fail_msg("%s", e.msg);
	assert_true(p.unfolded);
	assert_int_equal(p.n, 3);
	assert_int_equal(given.n, 3);
	assert_string_equal(p.texts[0], "host.example");
	assert_string_equal(p.texts[1], web);
	assert_string_equal(p.texts[2], ca);
	/* as if they had been typed so */
	for (size_t i = 0; i < given.n; i++) {
		struct target t;

		assert_int_equal(target_parse(&t, p.texts[i], &o, NULL), 0);
		assert_string_equal(given.list[i].facts.input, t.facts.input);
		assert_int_equal(given.list[i].facts.kind, t.facts.kind);
		assert_string_equal(given.list[i].facts.servername, t.facts.servername);
		assert_true(i == 0 || strcmp(given.list[i].path, t.path) == 0);
		assert_true(i == 0 || strcmp(given.list[i].part, t.part) == 0);
		target_done(&t);
	}
	o.servername = NULL;
	o.held = p.held;
	part_is(&o, web, "L");
	part_is(&o, ca, "R");
	given_done(&given);
	parts_free(&p);
	free(web);
	free(ca);
}

static void test_file(void **state)
{
	char path[] = "parts-XXXXXX", *named;
	struct pemfile_data d = { 0 };
	struct opts o;
	struct cc_err e = { 0 };
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, made.text, strlen(made.text)), strlen(made.text));
	(void)close(fd);
	named = mem_printf("./%s", path);
	unfolds(named);
	/* typed by somebody: nothing is held */
	opts_defaults(&o);
	free(named);
	named = mem_printf("./%s#secret/web", path);
	part_is(&o, named, "L");
	assert_int_equal(pemfile_load(path, &d, &e), 0);
	assert_int_equal(parts_pick(&d, "secret/none", &e), -1);
	assert_non_null(strstr(e.msg, "secret/none"));
	pemfile_unload(&d);
	free(named);
	(void)unlink(path);
}

static void test_standard_input(void **state)
{
	char path[] = "parts-XXXXXX", dash[] = "-";
	int fd = mkstemp(path), saved = dup(STDIN_FILENO);

	(void)state;
	assert_true(fd >= 0 && saved >= 0);
	(void)unlink(path);
	assert_int_equal(write(fd, made.text, strlen(made.text)), strlen(made.text));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
	unfolds(dash);
	assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
	(void)close(saved);
	(void)close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_yaml),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_standard_input),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
