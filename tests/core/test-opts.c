/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command line: every option of the contract, and what is refused. */
#include "base/moment.h"
#include "base/nearest.h"
#include "options/opts-table.h"
#include "options/opts-help.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_ARGS = 32 };

/* Parse a NULL-terminated list of arguments. The strings live as long as the caller's. */
static int parse(struct opts *o, struct cc_err *e, char **list)
{
	static char *argv[MAX_ARGS];
	static char name[] = "certcard";
	int argc = 1;

	argv[0] = name;
	while (*list != NULL && argc < MAX_ARGS - 1)
		argv[argc++] = *list++;
	argv[argc] = NULL;
	*e = (struct cc_err){ 0 };
	return opts_parse(o, argc, argv, e);
}

#define PARSE(o, e, ...) parse(o, e, (char *[]){ __VA_ARGS__, NULL })

static char *arg(const char *s)
{
	static char pool[64][100];
	static size_t n;
	char *p = pool[n++ % 64];

	(void)snprintf(p, 100, "%s", s);
	return p;
}

static void test_defaults(void **state)
{
	struct opts o;

	(void)state;
	opts_defaults(&o);
	assert_int_equal(o.format, FORMAT_NONE);
	assert_int_equal(o.jobs, 64);
	assert_true(o.timeout > 9.99 && o.timeout < 10.01);
	assert_true(o.connect_timeout == 0);
	assert_int_equal(o.max_depth, -1);
	assert_int_equal(o.warn_days.n, -1);
	assert_int_equal(o.purpose, PURPOSE_SERVER);
	assert_int_equal(o.color, WHEN_AUTO);
	assert_int_equal(o.family, 0);
	assert_false(o.at_set);
}

static void test_every_option_of_the_contract(void **state)
{
	static const char *const names[] =
		{ "format", "hosts", "jobs", "servername", "connect", "all-addresses", "starttls", "proxy",
		"ca", "add-ca", "crl", "cert", "key", "at", "purpose", "client", "strict", "max-depth", "offline", "dane",
		"warn-days", "critical-days",
		"timeout", "connect-timeout", "remember", "audience", "explain", "list-demos", "serve-demo", "lang", "theme", "list-themes",
		"color", "ascii", "plain",
		"help", "version", "shard", "exit-on", "lesson", "handout", "list-recent", "all-certificates",
		"password-file", "keep-root" };
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof names / sizeof *names; i++) {
		for (j = 0; j < n_opts_rows && (opts_rows[j].name == NULL || strcmp(opts_rows[j].name, names[i]) != 0);
			j++)
			;
		if (j == n_opts_rows)
			fail_msg("--%s is not in the table", names[i]);
	}
	assert_int_equal(n_opts_rows, sizeof names / sizeof *names + 2);     /* and -4 and -6 */
}

static void test_values_arrive(void **state)
{
	struct opts o;
	struct cc_err e;

	(void)state;
	assert_int_equal(PARSE(&o, &e, arg("-f"), arg("jsonl"), arg("one.example"), arg("-j8"), arg("--timeout=2.5"),
		arg("-4"),
		arg("--max-depth"), arg("0"), arg("--audience=admin"), arg("--purpose"), arg("email"), arg("--color"),
		arg("never"),
		arg("--strict"), arg("--at"), arg("2026-11-21"), arg("--servername"), arg("n.example"), arg("--"),
		arg("-x.example")), 0);
	assert_int_equal(o.format, FORMAT_JSONL);
	assert_int_equal(o.jobs, 8);
	assert_true(o.timeout > 2.49 && o.timeout < 2.51);
	assert_int_equal(o.family, 4);
	assert_int_equal(o.max_depth, 0);
	assert_int_equal(o.audience, AUDIENCE_ADMIN);
	assert_true(o.audience_set);
	assert_int_equal(o.purpose, PURPOSE_EMAIL);
	assert_int_equal(o.color, WHEN_NEVER);
	assert_true(o.strict);
	assert_true(o.at_set);
	assert_int_equal(o.at, 1795219200);
	assert_string_equal(o.servername, "n.example");
	assert_int_equal(o.n_targets, 2);
	assert_string_equal(o.targets[0], "one.example");
	assert_string_equal(o.targets[1], "-x.example");
}

static void test_thresholds_shares_and_levels(void **state)
{
	struct opts o;
	struct cc_err e;

	(void)state;
	assert_int_equal(PARSE(&o, &e, arg("--warn-days"), arg("30%"), arg("--exit-on"),
		arg("untrusted"), arg("--shard"), arg("2/8")), 0);
	assert_int_equal(o.warn_days.n, 30);
	assert_true(o.warn_days.percent);
	assert_int_equal(o.exit_on, EXIT_ON_UNTRUSTED);
	assert_int_equal(o.shard.i, 2);
	assert_int_equal(o.shard.n, 8);
	assert_int_equal(PARSE(&o, &e, arg("--warn-days=0")), 0);
	assert_int_equal(o.warn_days.n, 0);
	assert_int_equal(o.exit_on, EXIT_ON_TRUSTED);
	assert_int_equal(o.shard.n, 0);
}

static void test_files_that_may_be_given_again_and_each_counts(void **state)
{
	static const struct { const char *option; size_t field; } rows[] = {
		{ "--crl", offsetof(struct opts, crl) }, { "--ca", offsetof(struct opts, ca) },
		{ "--add-ca", offsetof(struct opts, add_ca) },
	};
	struct opts o;
	struct cc_err e;
	char *many[2 * (LIMIT_OPTION_FILES + 1) + 2] = { arg("certcard") };

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		const struct opts_list *list = (const void *)((const char *)&o + rows[k].field);
		char joined[32], empty[32];

		(void)snprintf(joined, sizeof joined, "%s=b", rows[k].option);
		(void)snprintf(empty, sizeof empty, "%s=", rows[k].option);
		assert_int_equal(PARSE(&o, &e, arg("x.example")), 0);
		assert_int_equal(list->n, 0);
		assert_int_equal(PARSE(&o, &e, arg(rows[k].option), arg("a"), arg("x.example"), joined,
			arg(rows[k].option), arg("a")), 0);
		assert_int_equal(list->n, 3);
		assert_int_equal(o.crl.n + o.ca.n + o.add_ca.n, 3);
		assert_string_equal(list->items[0], "a");
		assert_string_equal(list->items[1], "b");
		assert_string_equal(list->items[2], "a");
		assert_int_equal(PARSE(&o, &e, empty), -1);
		for (int i = 0; i <= LIMIT_OPTION_FILES; i++) {
			many[1 + 2 * i] = arg(rows[k].option);
			many[2 + 2 * i] = arg("a");
		}
		assert_int_equal(opts_parse(&o, 1 + 2 * LIMIT_OPTION_FILES, many, &e), 0);
		assert_int_equal(opts_parse(&o, 3 + 2 * LIMIT_OPTION_FILES, many, &e), -1);
	}
}

static void test_the_port_of_serve_demo_may_stand_apart_or_be_absent(void **state)
{
	struct opts o;
	struct cc_err e;

	(void)state;
	assert_int_equal(PARSE(&o, &e, arg("--serve-demo")), 0);
	assert_true(o.serve_demo);
	assert_int_equal(o.serve_port, 0);
	assert_int_equal(PARSE(&o, &e, arg("--serve-demo"), arg("8443")), 0);
	assert_int_equal(o.serve_port, 8443);
	assert_int_equal(o.n_targets, 0);
	assert_int_equal(PARSE(&o, &e, arg("--serve-demo=8444"), arg("--ascii")), 0);
	assert_int_equal(o.serve_port, 8444);
	assert_int_equal(PARSE(&o, &e, arg("--serve-demo"), arg("--ascii")), 0);
	assert_int_equal(o.serve_port, 0);
	assert_int_equal(PARSE(&o, &e, arg("--serve-demo"), arg("70000")), -1);
}

static void test_nonsense_is_refused_in_one_line(void **state)
{
	static const struct { const char *a, *b, *c, *says; } rows[] = {
		{ "--formt", "json", NULL, "--format?" },
		{ "--no-such-thing", NULL, NULL, "--help" },
		{ "--c", NULL, NULL, "more than one" },
		{ "-x", NULL, NULL, "-x" },
		{ "--format", NULL, NULL, "needs FMT" },
		{ "-f", NULL, NULL, "--format needs FMT" },
		{ "--version=x", NULL, NULL, "takes no argument" },
		{ "--format", "xml", NULL, "text, json, jsonl" },
		{ "--format", "", NULL, "it can be" },
		{ "--color", "blue", NULL, "auto, always or never" },
		{ "--jobs", "0", NULL, "from 1 to 1024" },
		{ "--jobs", "1025", NULL, "1024" },
		{ "--jobs", "12x", NULL, "whole number" },
		{ "--jobs", "-3", NULL, "whole number" },
		{ "--jobs", "1.5", NULL, "whole number" },
		{ "--timeout", "0", NULL, "number" },
		{ "--timeout", "nan", NULL, "number" },
		{ "--timeout", "1..5", NULL, "number" },
		{ "--max-depth", "-1", NULL, "whole number" },
		{ "--max-depth", "4294967296", NULL, "whole number" },
		{ "--warn-days", "soon", NULL, "whole number" },
		{ "--warn-days", "%", NULL, "percentage" },
		{ "--warn-days", "101%", NULL, "percentage" },
		{ "--warn-days", "3%%", NULL, "percentage" },
		{ "--warn-days", "36501", NULL, "36500" },
		{ "--warn-days", "-1", NULL, "whole number" },
		{ "--exit-on", "critical", NULL, "unreachable or untrusted" },
		{ "--shard", "0/3", NULL, "I/N" },
		{ "--shard", "4/3", NULL, "I/N" },
		{ "--shard", "1/0", NULL, "I/N" },
		{ "--shard", "1", NULL, "I/N" },
		{ "--shard", "1/2/3", NULL, "I/N" },
		{ "--shard", "1/9999999", NULL, "1000000" },
		{ "--shard", "1/99999999999999999999", NULL, "I/N" },
		{ "--shard", "-1/2", NULL, "I/N" },
		{ "--at", "yesterday", NULL, "date" },
		{ "--servername", "", NULL, "empty" },
		{ "-4", "-6", NULL, "exclude" },
		{ "--cert", "x", NULL, "--key is missing" },
		{ "--proxy", "ftp://x", NULL, "socks5h" },
		{ "--proxy", "proxy.example:3128", NULL, "http://" },
		{ "--dane", "--offline", NULL, "--offline" },
		{ "--explain", "curl:", "(60)", "quotes" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct opts o;
		struct cc_err e;
		char *list[4] = { arg(rows[i].a), rows[i].b != NULL ? arg(rows[i].b) : NULL,
			rows[i].c != NULL ? arg(rows[i].c) : NULL, NULL };

		if (parse(&o, &e, list) == 0)
			fail_msg("%s %s was taken", rows[i].a, rows[i].b != NULL ? rows[i].b : "");
		if (strstr(e.msg, rows[i].says) == NULL)
			fail_msg("%s: %s", rows[i].a, e.msg);
		assert_null(strchr(e.msg, '\n'));
	}
}

static void test_hostile_arguments_are_harmless_in_messages(void **state)
{
	struct opts o;
	struct cc_err e;

	(void)state;
	assert_int_equal(PARSE(&o, &e, arg("--\033[31mx")), -1);
	assert_null(strchr(e.msg, '\033'));
	assert_int_equal(PARSE(&o, &e, arg("-f"), arg("\033]0;x\007")), -1);
	assert_null(strchr(e.msg, '\033'));
}

static void test_help_beats_contradictions(void **state)
{
	struct opts o;
	struct cc_err e;

	(void)state;
	assert_int_equal(PARSE(&o, &e, arg("--cert"), arg("x"), arg("-h")), 0);
	assert_true(o.help);
	assert_int_equal(PARSE(&o, &e, arg("-V")), 0);
	assert_true(o.version);
}

static char *printed(void (*print)(FILE *))
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	assert_non_null(f);
	print(f);
	assert_int_equal(fclose(f), 0);
	return text;
}

/* Every option stands in it, and no line is wider than 80 columns. */
static void names_every_option(const char *help)
{
	size_t i;

	for (i = 0; i < n_opts_rows; i++) {
		char name[40];

		if (opts_rows[i].name != NULL)
			(void)snprintf(name, sizeof name, "--%s", opts_rows[i].name);
		else
			(void)snprintf(name, sizeof name, "-%c ", opts_rows[i].letter);
		if (strstr(help, name) == NULL)
			fail_msg("--help does not name %s", name);
	}
	for (const char *line = help; *line != '\0'; line += strcspn(line, "\n") + 1) {
		if (strcspn(line, "\n") > 80)
			fail_msg("too long: %.*s", (int)strcspn(line, "\n"), line);
	}
}

static int lines(const char *text)
{
	int n = 0;

	for (; *text != '\0'; text++)
		n += *text == '\n';
	return n;
}

static void test_help_fits_80_columns_and_names_every_option(void **state)
{
	char *help = printed(opts_help), *overview = printed(opts_overview), *man = printed(opts_man);

	(void)state;
	names_every_option(help);
	names_every_option(overview);
	assert_in_range(lines(overview), 12, 24);
	assert_non_null(strstr(man, "\\fB\\-\\-add\\-ca\\fR \\fIFILE\\fR"));
	free(help);
	free(overview);
	free(man);
}

/* Each topic fits a screen, and together they are the whole; a topic that is none says so. */
static void test_help_by_topics(void **state)
{
	char *help = printed(opts_help);
	struct opts o;
	struct cc_err e;

	(void)state;
	for (size_t i = 0; opts_topic(i) != NULL; i++) {
		char *text = NULL;
		size_t n = 0;
		FILE *f = open_memstream(&text, &n);

		assert_int_equal(opts_help_topic(f, opts_topic(i)), 0);
		assert_int_equal(fclose(f), 0);
		assert_in_range(lines(text), 3, 40);
		assert_non_null(strstr(help, text));
		free(text);
	}
	assert_int_equal(opts_help_topic(stdout, "no-such-topic"), -1);
	assert_int_equal(PARSE(&o, &e, arg("-h"), arg("judging")), 0);
	assert_string_equal(o.help_topic, "judging");
	assert_int_equal(PARSE(&o, &e, arg("--help")), 0);
	assert_true(o.help);
	assert_null(o.help_topic);
	free(help);
}

static void test_moments(void **state)
{
	static const struct { const char *text; int64_t t; } good[] = {
		{ "1970-01-01", 0 },
		{ "2026-11-21T18:40:00Z", 1795286400 },
		{ "2026-11-21t18:40:00z", 1795286400 },
		{ "2026-11-21 18:40:00Z", 1795286400 },
		{ "2026-11-21T19:40:00+01:00", 1795286400 },
		{ "2026-11-21T09:10:00-09:30", 1795286400 },
		{ "2026-11-21T18:40:00.999999999999Z", 1795286400 },
		{ "1969-12-31T23:59:59.5Z", -1 },
		{ "2016-12-31T23:59:60Z", 1483228800 },
		{ "2017-01-01T00:59:60+01:00", 1483228800 },
		{ "2000-02-29", 951782400 },
		{ "9999-12-31T23:59:59Z", 253402300799 },
	};
	static const char *const bad[] =
		{ "", "now", "2026", "2026-13-01", "2026-00-01", "2026-02-29", "1900-02-29", "2026-11-31",
		"2026-11-21T",
		"2026-11-21T18:40Z", "2026-11-21T18:40:00", "2026-11-21T24:00:00Z", "2026-11-21T18:60:00Z",
		"2026-11-21T18:40:61Z",
		"2026-11-21T18:40:60Z", "2026-11-21T18:40:00.Z", "2026-11-21T18:40:00+1:00",
		"2026-11-21T18:40:00+24:00",
		"2026-11-21T18:40:00+0100", "2026-11-21T18:40:00Zx", "2026-11-21x", "26-11-21", " 2026-11-21",
		"2026-11-21Z" };
	char text[MOMENT_SIZE];
	size_t i;
	int64_t t;

	(void)state;
	for (i = 0; i < sizeof good / sizeof *good; i++) {
		const char *why = moment_parse(good[i].text, &t);

		if (why != NULL)
			fail_msg("%s: %s", good[i].text, why);
		assert_int_equal(t, good[i].t);
	}
	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (moment_parse(bad[i], &t) == NULL)
			fail_msg("\"%s\" was taken for a time", bad[i]);
	}
	assert_string_equal(moment_text(-62167219200, text), "0000-01-01T00:00:00Z");
	assert_string_equal(moment_text_ms(-1, text), "1969-12-31T23:59:59.999Z");
	assert_string_equal(moment_minute(1795286400, text), "21 Nov 2026 18:40 UTC");
}

static void test_words_both_ways(void **state)
{
	(void)state;
	assert_int_equal(opts_word_value("audience", "teacher"), AUDIENCE_TEACHER);
	assert_int_equal(opts_word_value("audience", "nobody"), -1);
	assert_int_equal(opts_word_value("format", ""), -1);
	assert_string_equal(opts_word("format", FORMAT_PROMETHEUS), "prometheus");
	assert_null(opts_word("format", FORMAT_NONE));
	assert_null(opts_word("format", 99));
	assert_null(opts_word("jobs", 1));
}

static const char *word_at(const void *words, size_t i)
{
	return ((const char *const *)words)[i];
}

static void test_nearest_words(void **state)
{
	static const char *const words[] = { "expired", "expires-soon", "wrong-host", "ca", NULL };

	(void)state;
	assert_string_equal(nearest("expird", word_at, words), "expired");
	assert_string_equal(nearest("EXPIERD", word_at, words), "expired");
	assert_string_equal(nearest("wrong", word_at, words), "wrong-host");
	assert_null(nearest("banana", word_at, words));
	assert_null(nearest("", word_at, words));
	assert_int_equal(nearest_distance("ab", "ba"), 1);
	assert_int_equal(nearest_distance("", "abc"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_every_option_of_the_contract),
		cmocka_unit_test(test_values_arrive),
		cmocka_unit_test(test_thresholds_shares_and_levels),
		cmocka_unit_test(test_files_that_may_be_given_again_and_each_counts),
		cmocka_unit_test(test_the_port_of_serve_demo_may_stand_apart_or_be_absent),
		cmocka_unit_test(test_nonsense_is_refused_in_one_line),
		cmocka_unit_test(test_hostile_arguments_are_harmless_in_messages),
		cmocka_unit_test(test_help_beats_contradictions),
		cmocka_unit_test(test_help_fits_80_columns_and_names_every_option),
		cmocka_unit_test(test_help_by_topics),
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_words_both_ways),
		cmocka_unit_test(test_nearest_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
