/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people type, paste and edit, and the gate for all text: the first octet chooses the sanitiser, a target, an
 * error text for --explain, a file of visits, one of settings, or a theme. */
#include "fuzz/fuzz.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "engine/target.h"
#include "explain/explain.h"
#include "explain/index.h"
#include "options/opts.h"
#include "options/settings.h"
#include "terminal/theme.h"
#include "visits/visits-file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* Clean once is clean for good, and within its bound. */
static void fuzz_text(const char *text, size_t n)
{
	enum { SHORT = 64, COLUMNS = 20 };
	char *clean = text_clean(text, n, LIMIT_TEXT_BYTES), *brief = text_clean(text, n, SHORT);
	char *line = text_clean_line(text, LIMIT_TEXT_BYTES), *again = text_clean_line(clean, LIMIT_TEXT_BYTES);
	char *fit = text_fit(clean, COLUMNS, false), *ascii = text_ascii(clean);

	fuzz_expect_clean(clean);
	fuzz_expect_clean(brief);
	fuzz_expect_clean(line);
	fuzz_expect_clean(fit);
	must(text_is_clean(clean) && strcmp(clean, again) == 0);
	must(strlen(clean) <= LIMIT_TEXT_BYTES && strlen(brief) <= SHORT);
	must(text_width(fit) <= COLUMNS);
	for (const char *p = ascii; *p != '\0'; p++)
		must(*p >= ' ' && *p <= '~');
	free(clean);
	free(brief);
	free(line);
	free(again);
	free(fit);
	free(ascii);
}

static void fuzz_target(const char *text, size_t n)
{
	struct target t;
	struct opts o;
	struct cc_err e = { 0 };

	(void)n;
	opts_defaults(&o);
	if (target_parse(&t, text, &o, &e) != 0) {
		must(e.code != ERR_NONE);
		fuzz_expect_clean(e.msg);
		return;
	}
	if (t.facts.kind == TARGET_HOST) {
		char *label = target_label(&t.facts);

		must(strlen(t.facts.host) <= LIMIT_HOST_BYTES && t.facts.port > 0 && t.facts.port < 65536);
		fuzz_expect_clean(t.facts.host);
		fuzz_expect_clean(t.facts.host_unicode);
		fuzz_expect_clean(label);
		free(label);
	}
	target_done(&t);
}

static void fuzz_explain(const char *text, size_t n)
{
	static struct code_index *index;
	struct explanation *x;

	if (index == NULL)
		index = code_index_new();
	x = explain_with(index, text);
	(void)n;
	fuzz_expect_clean(x->asked);
	must(x->n_rows <= EXPLAIN_ROWS && x->known == (x->n_causes > 0));
	explanation_free(x);
}

/* What is read can be written, and is the same when it is read again. */
static void fuzz_visits(const char *text, size_t n)
{
	struct buf in = BUF_INIT(n + 1), once = BUF_INIT(LIMIT_STATE_BYTES), twice = BUF_INIT(LIMIT_STATE_BYTES);
	struct visits v = { 0 }, w = { 0 };

	(void)buf_add(&in, text, n);
	if (visits_parse(&v, &in) == 0) {
		for (size_t i = 0; i < v.n; i++) {
			fuzz_expect_clean(v.list[i].target);
			fuzz_expect_clean(v.list[i].issuer);
		}
		visits_write(&v, &once);
		must(visits_parse(&w, &once) == 0 && w.n == v.n);
		visits_write(&w, &twice);
		must(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0);
	}
	visits_done(&v);
	visits_done(&w);
	buf_done(&in);
	buf_done(&once);
	buf_done(&twice);
}

static void fuzz_said(void *ctx, const char *line)
{
	(void)ctx;
	must(strlen(line) > 0);
}

static void fuzz_settings(const char *text, size_t n)
{
	int fd = memfd_create("settings", MFD_CLOEXEC);
	char *path = mem_printf("/proc/self/fd/%d", fd);
	struct settings *s;
	struct opts o;

	must(fd >= 0 && write(fd, text, n) == (ssize_t)n);
	s = settings_open(path, fuzz_said, NULL);
	opts_defaults(&o);
	settings_apply(s, &o);
	settings_free(s);
	free(path);
	(void)close(fd);
}

static void fuzz_theme(const char *text, size_t n)
{
	struct theme *t = mem_alloc(sizeof *t);
	struct cc_err e = { 0 };

	(void)n;
	if (theme_parse(t, "x", text, &e) != 0)
		fuzz_expect_clean(e.msg);
	free(t);
}

static const struct {
	void (*read)(const char *text, size_t n);
	const char *seed;
} fuzz_readers[] = {
	{ fuzz_text, "plain \xc3\xbc \xe2\x80\xae \xf0\x9f\x94\x92 \\ \x1b[31m a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81 \xe4\xb8\xad" },
	{ fuzz_target, "https://user:pass@www.example.com:8443/a/b?c=d#e" },
	{ fuzz_target, "smtp://[2001:db8::1]:25" },
	{ fuzz_target, "b\xc3\xbc" "cher.example" },
	{ fuzz_explain, "curl: (60) SSL certificate problem: unable to get local issuer certificate" },
	{ fuzz_explain, "javax.net.ssl.SSLHandshakeException: PKIX path building failed: 0x800B0109 (-2146762487)" },
	{ fuzz_visits, "certcard visits 1\nb.example:443\t1\ttrusted\texpired\t\t\t\t\t\n"
		"a.example:443\t1700000000\tcaution\t\t1600000000\t"
		"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\t"
		"f00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\t1800000000\tAn issuer\tamong\n" },
	{ fuzz_settings, "# a line\naudience = admin\ntheme=dark\ncolor = never\nascii = yes\nplain = no\n" },
	{ fuzz_theme, "title: A title\n[none]\ngood: bold\n[8]\ntext: black on white\ngood: bright-green on 3 bold\n"
		"[256]\nbad: 210\n" },
};

enum { FUZZ_READERS = sizeof fuzz_readers / sizeof *fuzz_readers };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *text;

	if (n == 0)
		return 0;
	text = mem_strndup((const char *)data + 1, n - 1);
	fuzz_readers[data[0] % FUZZ_READERS].read(text, strlen(text));
	free(text);
	return 0;
}

bool fuzz_seed(size_t i, struct buf *out)
{
	if (i >= FUZZ_READERS)
		return false;
	(void)buf_addc(out, (char)i);
	(void)buf_adds(out, fuzz_readers[i].seed);
	return true;
}
