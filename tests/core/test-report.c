/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reports for people and machines: what must be in them, and that strangers' text stays text. */
#include "base/mem.h"
#include "base/moment.h"
#include "report/report.h"
#include "report/plain-text.h"
#include "report/pem-chain.h"
#include "report/csv.h"
#include "report/html.h"
#include "report/nagios.h"
#include "report/markdown.h"
#include "report/prometheus.h"
#include "result/fullchain.h"
#include "lib/chains.h"
#include "lib/sample.h"
#include "lib/text-rows.h"
#include "result/phrases.h"
#include "base/text.h"
#include "base/wrap.h"
#include "explain/texts.h"
#include "lib/written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const struct report_style paper = { .width = 80 };

static char *styled(int (*report)(FILE *, const struct inspection *, const struct report_style *), struct inspection *i,
	const struct report_style *s)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	assert_non_null(f);
	assert_int_equal(report(f, i, s), 0);
	assert_int_equal(fclose(f), 0);
	inspection_free(i);
	return text;
}

static char *plain(int (*report)(FILE *, const struct inspection *), struct inspection *i)
{
	char *text = written(report, i);

	inspection_free(i);
	return text;
}

static void has(const char *text, const char *what)
{
	if (strstr(text, what) == NULL)
		fail_msg("\"%s\" is missing in:\n%s", what, text);
}

static void has_not(const char *text, const char *what)
{
	if (strstr(text, what) != NULL)
		fail_msg("\"%s\" stands in:\n%s", what, text);
}

/* No line is wider, and none ends in a blank. */
static void fits(const char *text, size_t width)
{
	const char *p = text;

	while (*p != '\0') {
		size_t n = strcspn(p, "\n");
		char *line = mem_strndup(p, n);

		if (text_width(line) > width)
			fail_msg("wider than %zu: %s", width, line);
		if (n > 0 && p[n - 1] == ' ')
			fail_msg("ends in a blank: \"%s\"", line);
		free(line);
		p += n + (p[n] == '\n');
	}
}

static void test_text_says_the_verdict_first(void **state)
{
	char *text = styled(report_text, sample_untrusted(), &paper);

	(void)state;
	assert_ptr_equal(strstr(text, "shop.example.net:443\nDO NOT TRUST"), text);
	has(text, "name-mismatch, unrelated");
	has(text, "Do, visitor  VISITOR of name-mismatch.");
	has(text, "Do, admin    ADMIN of name-mismatch.");
	has(text, "NET::ERR_CERT_COMMON_NAME_INVALID");
	has(text, "Old Cross CA");
	has(text, "30 days left of 91");
	has(text, "10:10:10:10:10:10:10:10:10:10:10:10:10:10:10:10:\n");
	has_not(text, "ADMIN of chain-extra");                     /* what is only said beside is said in short */
	has_not(text, "\033");
	fits(text, 80);
	free(text);
}

static void test_text_puts_the_audience_first(void **state)
{
	struct report_style s = paper;
	char *text, *admin;

	(void)state;
	s.audience = AUDIENCE_ADMIN;
	text = styled(report_text, sample_untrusted(), &s);
	admin = strstr(text, "ADMIN of name-mismatch");
	assert_true(admin != NULL && admin < strstr(text, "VISITOR of name-mismatch"));
	has(text, "(chain-extra)");
	free(text);
	s.audience = AUDIENCE_TEACHER;
	text = styled(report_text, sample_untrusted(), &s);
	assert_true(strstr(text, "LICENCE of name-mismatch") < strstr(text, "VISITOR of name-mismatch"));
	assert_true(strstr(text, "VISITOR of name-mismatch") < strstr(text, "The walk"));
	has(text, "Does a name match? None of its 4 names is shop.example.net.");
	free(text);
}

/* Lines before the cards, the blank one above them not counted. */
static size_t lines_before_cards(const char *text)
{
	const char *end = strstr(text, "\n\nCertificate 1");
	size_t n = 1;

	for (const char *p = text; p < (end != NULL ? end : text + strlen(text)); p++)
		n += *p == '\n';
	return n;
}

/* Nothing above the cards is cut off in the middle. */
static void no_line_is_cut(const char *text)
{
	const char *end = strstr(text, "\n\nCertificate 1"), *p = text;

	while ((p = strstr(p, "\342\200\246")) != NULL && (end == NULL || p < end)) {
		p += 3;
		if (*p == '\n')
			fail_msg("a line ends in an ellipsis:\n%s", text);
	}
}

/* One fault, whichever: with all that can be said of it the report has 30 lines before the cards. */
static void test_text_of_one_fault_is_thirty_lines(void **state)
{
	const struct text_row *all;
	size_t n = text_rows(&all);

	(void)state;
	for (size_t k = 0; k < n; k++)
		for (int who = AUDIENCE_VISITOR; who <= AUDIENCE_TEACHER; who++) {
			struct inspection *i = sample_trusted();
			struct report_style s = { .width = 80, .audience = (enum audience)who };
			struct finding *f;
			char *text;

			sample_finding(i, all[k].id, finding_level(all[k].id), VARIANT_NONE, 0);
			finding_done(&i->findings[0]);
			i->findings[0] = text_row_finding(&all[k]);
			f = &i->findings[0];
			f->card = 0;
			finding_param(f, PARAM_HOST, "a-rather-long-name.of-a-host.shop.example.net");
			finding_param(f, PARAM_SUBJECT, "a-rather-long-name.of-a-host.shop.example.net");
			finding_param(f, PARAM_ISSUER, "Example Organisation Issuing CA for Servers R1");
			finding_param(f, PARAM_REASON, "its length is wrong");
			finding_explain(f);
			free(i->verdict.headline);
			i->verdict.headline = mem_strdup(f->what);
			i->verdict.level = f->level;
			i->verdict.finding = 0;
			text = styled(report_text, i, &s);
			fits(text, 80);
			if (lines_before_cards(text) > 30)
				fail_msg("%zu lines:\n%s", lines_before_cards(text), text);
			no_line_is_cut(text);
			free(text);
		}
}

/* The reader's advice stands right under the headline, then risk, why, how to tell, and then the others. */
static void test_orders_are_the_same_everywhere(void **state)
{
	static const char *const words[] = { "\n", "ADMIN of name-mismatch", "RISK.", "WHY of name-mismatch",
		"HELPDESK of name-mismatch", "VISITOR of name-mismatch" };
	int (*const reports[])(FILE *, const struct inspection *, const struct report_style *) =
		{ report_text, report_markdown };
	struct report_style s = { .width = 80, .audience = AUDIENCE_ADMIN };

	(void)state;
	for (size_t r = 0; r < 2; r++) {
		char *text = styled(reports[r], sample_untrusted(), &s), *p = text;

		for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
			if ((p = strstr(p, words[k])) == NULL)
				fail_msg("%s is not in its place:\n%s", words[k], text);
		}
		free(text);
	}
}

/* What a card says of how it was checked counts where somebody trusted stands behind it, and there alone. */
static void test_nobody_vouches_for_what_nobody_trusted_wrote(void **state)
{
	struct inspection *i = sample_trusted();
	char *text;

	(void)state;
	i->cards[0].validation = "DV";
	text = phrase_process(i, &i->cards[0]);
	assert_string_equal(text, "DV: only the name was checked");
	free(text);
	sample_finding(i, FINDING_BAD_SIGNATURE, LEVEL_UNTRUSTED, VARIANT_NONE, 0);
	text = phrase_process(i, &i->cards[0]);
	assert_string_equal(text, "it says DV; nobody trusted here vouches for it");
	free(text);
	i->findings[0].id = FINDING_EXPIRED;
	text = phrase_process(i, &i->cards[0]);
	assert_string_equal(text, "DV: only the name was checked");
	free(text);
	i->cards[1].in_trust_store = false;
	i->cards[1].anchor = ANCHOR_NONE;
	text = phrase_process(i, &i->cards[0]);
	assert_string_equal(text, "it says DV; nobody trusted here vouches for it");
	free(text);
	text = styled(report_markdown, i, &paper);
	has(text, "- **Process:** it says DV; nobody trusted here vouches for it");
	has(text, "- **Key's SHA-256:** ");
	free(text);
}

static void test_text_wraps_and_keeps_to_ascii(void **state)
{
	static const int widths[] = { 40, 60, 100 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof widths / sizeof *widths; i++) {
		struct report_style s = { .width = widths[i], .ascii = true };
		char *text = styled(report_text, sample_untrusted(), &s), *p;

		fits(text, (size_t)widths[i]);
		for (p = text; *p != '\0'; p++)
			assert_true((unsigned char)*p < 128);
		free(text);
	}
}

static void test_colours_only_where_allowed(void **state)
{
	struct report_style s = { .width = 80, .color = true };
	char *text = styled(report_text, sample_untrusted(), &s);

	(void)state;
	has(text, "\033[1;31mDO NOT TRUST\033[0m");
	free(text);
}

static void test_text_of_what_gave_no_answer(void **state)
{
	char *text = styled(report_text, sample_unreachable(), &paper);

	(void)state;
	has(text, "NO ANSWER");
	has(text, "refused");
	has_not(text, "Certificate 1");
	fits(text, 80);
	free(text);
}

static void test_long_words_are_broken_by_columns(void **state)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	struct wrap w = { f, 24, false, false };

	(void)state;
	wrap_text(&w, 2, WRAP_PLAIN, "a"
		" \344\270\255\346\226\207\344\270\255\346\226\207\344\270\255\346\226\207\344\270\255\346\226\207\344\270\255\346\226\207\344\270\255\346\226\207 end");
	wrap_field(&w, 0, WRAP_PLAIN, "a label that is long", 8, WRAP_PLAIN, "text");
	assert_int_equal(fclose(f), 0);
	fits(text, 24);
	has(text, "a label that is long\n        text\n");
	free(text);
}

/* What would give a stranger's text a meaning in Markdown must stand behind a backslash, in a code span, or as an
 * entity. */
static void test_markdown_escapes_what_strangers_wrote(void **state)
{
	char *text = styled(report_markdown, sample_untrusted(), &paper);

	(void)state;
	assert_ptr_equal(strstr(text, "## Certificate of shop.example.net:443\n\n**DO NOT TRUST.** "), text);
	has(text, "&lt;b\\>\\*two\\*&lt;/b\\> \\`names\\` \\| \\\\u\\{202e\\}");
	has(text, "evil\\\\u\\{202e\\}\\|name\\`&lt;script\\>\\*\\_\\[x\\]\\(y\\).example");
	has_not(text, "<script");
	has_not(text, "<b>");
	has(text, "**Asked for:** `https://shop.example.net/path`");
	has(text, "- **SHA-256 fingerprint:** `10:10:");
	has(text, "### What was checked");
	has(text, "- **name (fail):** other.example.org: None of its 4 names");
	has(text, "- **For the admin:** ADMIN of name-mismatch.");
	free(text);
}

static void test_markdown_fences_are_longer_than_the_backquotes_inside(void **state)
{
	struct inspection *i = sample_trusted();
	char *text;

	(void)state;
	free(i->target.input);
	i->target.input = mem_strdup("a``b`c");
	text = styled(report_markdown, i, &paper);
	has(text, "**Asked for:** ``` a``b`c ```\n");
	free(text);
}

/* Every line that begins a block is one of ours. */
static void test_markdown_lines_begin_with_our_own_words(void **state)
{
	char *text = styled(report_markdown, sample_untrusted(), &paper), *line = text;

	(void)state;
	while (*line != '\0') {
		size_t n = strcspn(line, "\n");

		if (n > 0 && strncmp(line, "- **", 4) != 0 && strncmp(line, "## Certificate of ", 18) != 0
			&& strncmp(line, "### ", 4) != 0 &&
		    strncmp(line, "**DO NOT TRUST.** ", 18) != 0 && strncmp(line, "3 checks: ", 10) != 0)
			fail_msg("a line begins with something else: %.*s", (int)n, line);
		line += n + (line[n] == '\n');
	}
	free(text);
}

static void test_pem_is_the_presented_chain_as_sent(void **state)
{
	char *text = plain(report_pem, sample_untrusted()), *p = text;
	int n = 0;

	(void)state;
	while ((p = strstr(p, "-----BEGIN CERTIFICATE-----")) != NULL) {
		n++;
		p++;
	}
	assert_int_equal(n, 4);                                     /* a repeat is kept */
	free(text);
	text = plain(report_pem, sample_unreachable());
	assert_string_equal(text, "");
	free(text);
}

/* The served file lacks I and holds the root and a stranger, the wrong way round. */
static void test_the_full_chain(void **state)
{
	static const struct { const char *presented, *path, *note; int certs; bool anchored; enum card_origin i; }
	rows[] = {
		{ "L", "LIR", "Added: I.", 2, true, ORIGIN_PRESENTED },
		{ "L", "LIR", "Added: I (fetched).", 2, true, ORIGIN_FETCHED },
		{ "L", "LIR", "Added: I (from the trust store).", 2, true, ORIGIN_STORE },
		{ "LI", "LIR", "It is what was there already.", 2, true, ORIGIN_PRESENTED },
		{ "RXIL", "LIR", "Left out: R, X. Put in order.", 2, true, ORIGIN_PRESENTED },
		{ "LLI", "LIR", "Put in order.", 2, true, ORIGIN_PRESENTED },
		{ "R", "R", "It is what was there already.", 1, true, ORIGIN_PRESENTED },
		{ "L", "L", "It is what was there already. Something is still missing: the certificate of I, which signed L, was"
			" not found.", 1, false, ORIGIN_PRESENTED },
	};
	struct chain_keys *keys = chain_keys_new();
	struct chain made;

	(void)state;
	chain_make(&made, keys, "R cn=R; I<R cn=I; L<I cn=L; X cn=X");
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *i = mem_alloc(sizeof *i);
		int presented[8], path[8];
		char *pem, *note, *at;
		int n = 0;

		i->cards = mem_alloc(made.n * sizeof *i->cards);
		i->presented = mem_dup(presented, sizeof presented);
		i->path = mem_dup(path, sizeof path);
		for (i->n_cards = 0; i->n_cards < made.n; i->n_cards++)
			i->cards[i->n_cards] = (struct card){ .cert = cert_ref(made.certs[i->n_cards].cert),
				.origin = made.certs[i->n_cards].id[0] == 'I' ? rows[k].i : ORIGIN_PRESENTED,
				.in_trust_store = rows[k].anchored && made.certs[i->n_cards].id[0] == 'R' };
		for (const char *p = rows[k].presented; *p != '\0'; p++)
			i->presented[i->n_presented++] = (int)strcspn("RILX", (char[]){ *p, '\0' });
		for (const char *p = rows[k].path; *p != '\0'; p++)
			i->path[i->n_path++] = (int)strcspn("RILX", (char[]){ *p, '\0' });
		pem = fullchain_pem(i);
		note = fullchain_note(i);
		for (at = pem; (at = strstr(at, "-----BEGIN")) != NULL; at++)
			n++;
		assert_int_equal(n, rows[k].certs);
		at = cert_pem(i->cards[i->path[0]].cert);
		assert_memory_equal(pem, at, strlen(at));
		assert_string_equal(note, rows[k].note);
		free(at);
		free(pem);
		free(note);
		inspection_free(i);
	}
	{
		char *nothing = plain(report_fullchain, sample_unreachable());

		assert_string_equal(nothing, "");
		free(nothing);
	}
	chain_done(&made);
	chain_keys_free(keys);
}

static int nagios_as_it_is(FILE *f, const struct inspection *i)
{
	struct opts o;

	opts_defaults(&o);
	return report_nagios(f, i, &o);
}

static void test_nagios_is_one_line_with_performance_data(void **state)
{
	char *text = plain(nagios_as_it_is, sample_untrusted());

	(void)state;
	assert_ptr_equal(strstr(text, "CERTCARD CRITICAL - shop.example.net:443: DO NOT TRUST: "), text);
	assert_ptr_equal(strchr(text, '|'), strrchr(text, '|'));    /* the stranger's bar would end the text */
	has(text, "| days_left=30 left=");
	has(text, "s time=0.034s findings=3\n");
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	free(text);
	text = plain(nagios_as_it_is, sample_caution());
	assert_ptr_equal(strstr(text, "CERTCARD WARNING"), text);
	has(text, "days_left=9 ");
	free(text);
	text = plain(nagios_as_it_is, sample_trusted());
	assert_ptr_equal(strstr(text, "CERTCARD OK"), text);
	free(text);
	text = plain(nagios_as_it_is, sample_unreachable());
	assert_ptr_equal(strstr(text, "CERTCARD UNKNOWN"), text);
	has_not(text, "days_left");
	free(text);
}

/* What report_nagios() writes with these thresholds; the inspection is freed. */
static char *nagios_with(struct inspection *i, struct opts_days warn, struct opts_days critical)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	struct opts o;

	opts_defaults(&o);
	o.format = FORMAT_NAGIOS;
	o.warn_days = warn;
	o.critical_days = critical;
	assert_non_null(f);
	assert_int_equal(report_nagios(f, i, &o), 0);
	assert_int_equal(fclose(f), 0);
	inspection_free(i);
	return text;
}

/* Monitoring Plugins Development Guidelines, "Performance data" and "Threshold and ranges". */
static void test_nagios_thresholds(void **state)
{
	static const struct opts_days none = { -1, false };
	struct inspection *i = sample_trusted();
	const struct cert *c = i->cards[i->path[0]].cert;
	int64_t left = c->not_after - i->time, life = c->not_after - c->not_before + 1;
	int days = (int)(left / MOMENT_DAY);
	char *text, *want;

	(void)state;
	for (size_t n = 1; n < i->n_path; n++)
		assert_true(i->cards[i->path[n]].cert->not_after > c->not_after);       /* the leaf is the nearest */
	text = nagios_with(i, (struct opts_days){ 20, false }, (struct opts_days){ days, false });
	assert_ptr_equal(strstr(text, "CERTCARD OK - "), text);                 /* as many as asked for */
	want = mem_printf("| days_left=%d;20:;%d: left=%llds;%d:;%lld: ", days, days, (long long)left, 20 * 86400,
		(long long)days * 86400);
	has(text, want);
	free(want);
	free(text);

	text = nagios_with(sample_trusted(), none, (struct opts_days){ days + 1, false });
	want = mem_printf("CERTCARD CRITICAL - %d days left, fewer than %d days: ", days, days + 1);
	assert_ptr_equal(strstr(text, want), text);
	free(want);
	want = mem_printf(" days_left=%d;;%d: ", days, days + 1);
	has(text, want);
	free(want);
	free(text);

	text = nagios_with(sample_trusted(), none, (struct opts_days){ 100, true });
	assert_ptr_equal(strstr(text, "CERTCARD CRITICAL - "), text);
	want = mem_printf(" days_left=%d left=%llds;;%lld: ", days, (long long)left, (long long)life);
	has(text, want);
	free(want);
	free(text);

	text = nagios_with(sample_unreachable(), none, (struct opts_days){ 100, false });
	assert_ptr_equal(strstr(text, "CERTCARD UNKNOWN - "), text);    /* nothing known, no threshold met */
	free(text);
}

/* ---- rows for spreadsheets ---- */

static int csv_whole(FILE *f, const struct inspection *i)
{
	return report_csv_header(f) != 0 ? -1 : report_csv(f, i);
}

/* The next field, read as RFC 4180 says; *p stands behind its comma, or at the next line. */
static char *csv_next(const char **p, bool *last)
{
	struct buf b = BUF_INIT(1024 * 1024);
	bool quoted = **p == '"';

	for (*p += quoted; quoted ? **p != '"' || (*p)[1] == '"' : strchr(",\r", **p) == NULL; (*p)++) {
		assert_int_not_equal(**p, '\0');
		*p += quoted && **p == '"';
		(void)buf_addc(&b, **p);
	}
	*p += quoted;
	*last = **p == '\r';
	assert_true(*last ? (*p)[1] == '\n' : **p == ',');
	*p += *last ? 2 : 1;
	return buf_take(&b);
}

/* The value below a name, of one row; every name has one. The caller frees. */
static char *csv_value(const char *text, const char *column)
{
	const char *name = text, *value = strstr(text, "\r\n") + 2;
	char *found = NULL;
	bool last = false, end = false;

	while (!last) {
		char *n = csv_next(&name, &last), *v = csv_next(&value, &end);

		assert_int_equal(last, end);
		if (strcmp(n, column) == 0)
			found = v;
		else
			free(v);
		free(n);
	}
	assert_int_equal(*value, '\0');
	assert_non_null(found);
	return found;
}

static void csv_is(const char *text, const char *column, const char *want)
{
	char *value = csv_value(text, column);

	assert_string_equal(value, want);
	free(value);
}

static void test_csv_has_a_value_for_each_column(void **state)
{
	struct inspection *i = sample_untrusted();
	char *text;

	(void)state;
	free(i->verdict.headline);
	i->verdict.headline = mem_strdup("=cmd|' /C calc'!A0, a \"quote\"");
	text = plain(csv_whole, i);
	csv_is(text, "verdict", "untrusted");
	csv_is(text, "exit_status", "2");
	csv_is(text, "days_left", "30");
	csv_is(text, "headline", "'=cmd|' /C calc'!A0, a \"quote\"");       /* no formula */
	csv_is(text, "host", "shop.example.net");
	free(text);
	text = plain(csv_whole, sample_trusted());
	csv_is(text, "verdict", "trusted");
	csv_is(text, "finding", "");
	free(text);
	text = plain(csv_whole, sample_unreachable());
	csv_is(text, "verdict", "unreachable");
	csv_is(text, "days_left", "");
	csv_is(text, "sha256", "");
	free(text);
}

/* ---- a page ---- */

static const struct report_style html_style = { .ascii = true, .audience = AUDIENCE_HELPDESK };

static int html_whole(FILE *f, const struct inspection *i)
{
	return report_html_begin(f, &html_style, "<title> & co") != 0 || report_html(f, i, &html_style) != 0
		? -1 : report_html_end(f);
}

/* Every element that is opened is closed, in its turn; there is none that could run, fetch or leave the page. */
static void html_is_well_formed(const char *text)
{
	static const char *const allowed[] = { "html", "head", "title", "style", "body", "article", "section", "header",
		"footer", "div", "p", "span", "strong", "b", "bdi", "code", "h1", "h2", "h3", "dl", "dt", "dd", "ul", "ol", "li", "table",
		"thead", "tbody", "tr", "th", "td", "figure", "figcaption", "pre", "svg", "line", "text", "rect" };
	char open[64][16];
	size_t depth = 0, seen = 0;

	assert_ptr_equal(strstr(text, "<!DOCTYPE html>\n"), text);
	for (const char *p = strchr(text + 1, '<'); p != NULL; p = strchr(p + 1, '<')) {
		bool end = p[1] == '/', empty = strncmp(p, "<meta ", 6) == 0 || strchr(p, '>')[-1] == '/';
		size_t n = strspn(p + 1 + end, "abcdefghijklmnopqrstuvwxyz0123456789"), k;
		char name[16];

		assert_in_range(n, 1, sizeof name - 1);
		(void)snprintf(name, sizeof name, "%.*s", (int)n, p + 1 + end);
		seen++;
		for (k = 0; k < sizeof allowed / sizeof *allowed && strcmp(allowed[k], name) != 0; k++)
			;
		if (k == sizeof allowed / sizeof *allowed && strcmp(name, "meta") != 0)
			fail_msg("<%s> is none of ours", name);
		if (end) {
			assert_true(depth > 0);
			assert_string_equal(open[--depth], name);
		} else if (!empty) {
			assert_true(depth < 64);
			memcpy(open[depth++], name, sizeof name);
		}
	}
	assert_int_equal(depth, 0);
	assert_true(seen > 20);
	for (const char *p = text; *p != '\0'; p++)
		assert_true((unsigned char)*p < 128);    /* the style says ASCII */
	has(text, "default-src 'none'");
	has_not(text, " href=");
	has_not(text, " src=");
	has_not(text, "@import");
	has_not(text, "url(");
	has_not(text, "<b>*");
}

static void test_a_page_is_well_formed_and_alone(void **state)
{
	char *text = plain(html_whole, sample_untrusted());

	(void)state;
	html_is_well_formed(text);
	has(text, "<title>&#60;title&#62; &#38; co</title>");
	has(text, "DO NOT TRUST");
	has(text, "&#60;b&#62;*");                       /* a stranger's markup, seen and not obeyed */
	has(text, "<svg ");
	assert_true(strstr(text, "For the helpdesk") < strstr(text, "For the admin"));
	free(text);
	text = plain(html_whole, sample_trusted());
	html_is_well_formed(text);
	free(text);
	text = plain(html_whole, sample_unreachable());
	html_is_well_formed(text);
	has(text, "NO ANSWER");
	has_not(text, "<svg ");
	free(text);
}

/* A month's name at the right edge would be cut off: no text of the timeline ends beyond the drawing's 760 pixels. The
 * moment judged at is moved through a year, so that each place of a mark comes up. */
static void test_the_timeline_cuts_no_date_off(void **state)
{
	(void)state;
	for (int day = 0; day < 366; day += 5) {
		struct inspection *i = sample_trusted();
		char *text, *at;

		i->time += day * (int64_t)86400;
		text = plain(html_whole, i);
		for (at = text; (at = strstr(at, "<text x=\"")) != NULL; at++) {
			int x = (int)strtol(at + strlen("<text x=\""), NULL, 10);
			const char *from = strchr(at, '>') + 1;

			assert_true(x + (int)strcspn(from, "<") * 7 <= 760 || strncmp(from, "judged", 6) == 0);
		}
		free(text);
	}
}

/* The rules of the text exposition format that promtool checks, too. */
static void check_exposition(const char *text)
{
	char name[100] = "", seen[4000] = "";
	const char *p;

	for (p = text; *p != '\0'; p += strcspn(p, "\n") + 1) {
		size_t n = strcspn(p, "{ ");

		if (strncmp(p, "# HELP ", 7) == 0) {
			char key[110];

			(void)snprintf(name, sizeof name, "%.*s", (int)strcspn(p + 7, " "), p + 7);
			(void)snprintf(key, sizeof key, " %s ", name);
			assert_null(strstr(seen, key));         /* once, and all samples together */
			assert_true(strlen(seen) + strlen(key) < sizeof seen);
			memcpy(seen + strlen(seen), key, strlen(key) + 1);
			assert_non_null(strstr(p, "\n# TYPE "));
		} else if (p[0] != '#') {
			assert_int_equal(strlen(name), n);
			assert_memory_equal(name, p, n);
			assert_int_equal(p[n], '{');
		}
	}
	assert_int_equal(text[strlen(text) - 1], '\n');
}

static void test_prometheus_groups_and_escapes(void **state)
{
	struct inspection *i[] = { sample_untrusted(), sample_trusted(), sample_trusted(), sample_unreachable() };
	struct cc_err e;
	struct prometheus *p = prometheus_new(&e);
	char *text = NULL;
	size_t n = 0, k;
	FILE *f = open_memstream(&text, &n);

	(void)state;
	assert_non_null(p);
	free(i[0]->cards[0].cert->subject.cn);
	i[0]->cards[0].cert->subject.cn = mem_strdup("quote\" back\\\\slash");
	for (k = 0; k < 4; k++) {
		assert_int_equal(prometheus_add(p, i[k]), 0);
		inspection_free(i[k]);
	}
	assert_int_equal(prometheus_write(p, f), 0);
	assert_int_equal(fclose(f), 0);
	prometheus_free(p);
	check_exposition(text);
	has(text, "certcard_exit_status{target=\"shop.example.net:443\",address=\"192.0.2.17\"} 2\n");
	has(text, "certcard_leaf_not_after_seconds{target=\"shop.example.net:443\",address=\"192.0.2.17\"}"
		" 1797878400\n");
	has(text, "level=\"unreachable\",finding=\"refused\"} 1\n");
	has(text, "subject=\"quote\\\" back\\\\\\\\slash\"");
	has(text, "id=\"name-mismatch\",variant=\"unrelated\",level=\"untrusted\",card=\"0\"} 1\n");
	/* the second one of a target and address would be the same series */
	assert_ptr_equal(strstr(strstr(text, "certcard_exit_status{target=\"good") + 1,
		"certcard_exit_status{target=\"good"), NULL);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_says_the_verdict_first),
		cmocka_unit_test(test_text_puts_the_audience_first),
		cmocka_unit_test(test_text_of_one_fault_is_thirty_lines),
		cmocka_unit_test(test_orders_are_the_same_everywhere),
		cmocka_unit_test(test_nobody_vouches_for_what_nobody_trusted_wrote),
		cmocka_unit_test(test_text_wraps_and_keeps_to_ascii),
		cmocka_unit_test(test_colours_only_where_allowed),
		cmocka_unit_test(test_text_of_what_gave_no_answer),
		cmocka_unit_test(test_long_words_are_broken_by_columns),
		cmocka_unit_test(test_markdown_escapes_what_strangers_wrote),
		cmocka_unit_test(test_markdown_fences_are_longer_than_the_backquotes_inside),
		cmocka_unit_test(test_markdown_lines_begin_with_our_own_words),
		cmocka_unit_test(test_pem_is_the_presented_chain_as_sent),
		cmocka_unit_test(test_the_full_chain),
		cmocka_unit_test(test_nagios_is_one_line_with_performance_data),
		cmocka_unit_test(test_nagios_thresholds),
		cmocka_unit_test(test_csv_has_a_value_for_each_column),
		cmocka_unit_test(test_a_page_is_well_formed_and_alone),
		cmocka_unit_test(test_the_timeline_cuts_no_date_off),
		cmocka_unit_test(test_prometheus_groups_and_escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
