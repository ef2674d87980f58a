/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command line, read by getopt_long from the table. */
#include "options/opts.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/moment.h"
#include "base/nearest.h"
#include "options/opts-table.h"
#include "base/text.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const opts_formats[] =
	{ "", "text", "json", "jsonl", "pem", "fullchain", "markdown", "nagios", "prometheus", "csv", "html",
	NULL };
static const char *const opts_purposes[] = { "server", "client", "email", "any", NULL };
static const char *const opts_audiences[] = { "visitor", "helpdesk", "admin", "teacher", "all", NULL };
static const char *const opts_exit_levels[] = { "trusted", "caution", "unreachable", "untrusted", NULL };
static const char *const opts_whens[] = { "auto", "always", "never", NULL };

const struct opts_row opts_rows[] = {
#define OPT(short, long, argument, what, member, ...) \
	{ .letter = (short), .name = (long), .arg = (argument), .kind = OPTS_##what, \
		.field = offsetof(struct opts, member), __VA_ARGS__ },
#include "options/opts.def"
#undef OPT
};
const size_t n_opts_rows = sizeof opts_rows / sizeof *opts_rows;

enum {
	OPTS_ROWS = sizeof opts_rows / sizeof *opts_rows,
	OPTS_CODE = 1000             /* what getopt_long returns for a long option: this and its row */
};

static void *opts_field(struct opts *o, size_t offset)
{
	return (char *)o + offset;
}

/* Enumerations are stored as int, too: they have the same size and values (GCC's and Clang's ABI for non-negative
 * ones). */
static void opts_store_int(struct opts *o, const struct opts_row *row, int value)
{
	memcpy(opts_field(o, row->field), &value, sizeof value);
}

void opts_defaults(struct opts *o)
{
	size_t i;

	*o = (struct opts){ .format = FORMAT_NONE };
	for (i = 0; i < n_opts_rows; i++) {
		if (opts_rows[i].kind == OPTS_INT)
			opts_store_int(o, &opts_rows[i], (int)opts_rows[i].def);
		else if (opts_rows[i].kind == OPTS_SECONDS)
			memcpy(opts_field(o, opts_rows[i].field), &opts_rows[i].def, sizeof opts_rows[i].def);
		else if (opts_rows[i].kind == OPTS_DAYS)
			*(struct opts_days *)opts_field(o, opts_rows[i].field) = (struct opts_days){ -1, false };
	}
}

int64_t opts_days_seconds(struct opts_days d, int64_t life)
{
	if (d.n < 0)
		return -1;
	return d.percent ? life / 100 * d.n + life % 100 * d.n / 100 : (int64_t)d.n * MOMENT_DAY;
}

int opts_exit_rank(int status)
{
	static const int ranks[4] = { EXIT_ON_TRUSTED, EXIT_ON_CAUTION, EXIT_ON_UNTRUSTED, EXIT_ON_UNREACHABLE };

	return ranks[status & 3];
}

int opts_exit_status(const struct opts *o, int status)
{
	return opts_exit_rank(status) >= (int)o->exit_on ? status : 0;
}

/* ---- words ---- */

static int opts_find_word(const struct opts_row *row, const char *word)
{
	int i;

	for (i = 0; row->words[i] != NULL; i++) {
		if (word[0] != '\0' && strcmp(row->words[i], word) == 0)
			return i;
	}
	return -1;
}

static const struct opts_row *opts_word_row(const char *option)
{
	size_t i;

	for (i = 0; i < n_opts_rows; i++) {
		if (opts_rows[i].kind == OPTS_WORD && strcmp(opts_rows[i].name, option) == 0)
			return &opts_rows[i];
	}
	return NULL;
}

const char *opts_word(const char *option, int value)
{
	const struct opts_row *row = opts_word_row(option);
	int i;

	for (i = 0; row != NULL && row->words[i] != NULL; i++) {
		if (i == value && row->words[i][0] != '\0')
			return row->words[i];
	}
	return NULL;
}

int opts_word_value(const char *option, const char *word)
{
	const struct opts_row *row = opts_word_row(option);

	return row == NULL ? -1 : opts_find_word(row, word);
}

/* ---- one option ---- */

/* How the user wrote it, as far as we know: the long name where there is one. */
static const char *opts_spelling(const struct opts_row *row, char out[static 32])
{
	if (row->name != NULL)
		(void)snprintf(out, 32, "--%s", row->name);
	else
		(void)snprintf(out, 32, "-%c", row->letter);
	return out;
}

static int opts_bad_value(const struct opts_row *row, const char *arg, struct cc_err *e, const char *why)
{
	char name[32], *clean = text_clean_str(arg), *shown = text_fit(clean, 60, false);

	(void)err_setx(e, ERR_USAGE, "%s %s: %s", opts_spelling(row, name), shown, why);
	free(shown);
	free(clean);
	return -1;
}

static int opts_set_word(struct opts *o, const struct opts_row *row, const char *arg, struct cc_err *e)
{
	int value = opts_find_word(row, arg), i, r;
	struct buf why = BUF_INIT(300);
	const char *sep = "it can be ";

	if (value >= 0) {
		opts_store_int(o, row, value);
		return 0;
	}
	for (i = 0; row->words[i] != NULL; i++) {
		if (row->words[i][0] == '\0')
			continue;
		(void)buf_addf(&why, "%s%s", sep, row->words[i]);
		sep = row->words[i + 1] != NULL && row->words[i + 2] == NULL ? " or " : ", ";
	}
	r = opts_bad_value(row, arg, e, why.data);
	buf_done(&why);
	return r;
}

/* A number in the row's range; NaN and trailing text are out of it. */
static int opts_number(const struct opts_row *row, const char *arg, double *out, struct cc_err *e)
{
	char why[80], *end = NULL;
	bool plain = arg[0] != '\0'
		&& strspn(arg, row->kind == OPTS_SECONDS ? "0123456789." : "0123456789") == strlen(arg);

	errno = 0;
	*out = plain ? strtod(arg, &end) : NAN;
	if (plain && errno == 0 && *end == '\0' && *out >= row->lo && *out <= row->hi)
		return 0;
	(void)snprintf(why, sizeof why, "it is not a %s from %g to %.0f",
		row->kind == OPTS_SECONDS ? "number" : "whole number", row->lo, row->hi);
	return opts_bad_value(row, arg, e, why);
}

static int opts_set_number(struct opts *o, const struct opts_row *row, const char *arg, struct cc_err *e)
{
	double value;

	if (opts_number(row, arg, &value, e) != 0)
		return -1;
	if (row->kind == OPTS_SECONDS)
		memcpy(opts_field(o, row->field), &value, sizeof value);
	else
		opts_store_int(o, row, (int)value);
	return 0;
}

static int opts_set_days(struct opts *o, const struct opts_row *row, const char *arg, struct cc_err *e)
{
	char why[80];
	size_t n = strspn(arg, "0123456789");
	bool percent = n > 0 && strcmp(arg + n, "%") == 0;
	long value = n > 0 && n < 7 && (arg[n] == '\0' || percent) ? strtol(arg, NULL, 10) : -1;

	if (value < row->lo || value > (percent ? 100 : row->hi)) {
		(void)snprintf(why, sizeof why, "it is neither a whole number from %.0f to %.0f nor a percentage",
			row->lo, row->hi);
		return opts_bad_value(row, arg, e, why);
	}
	*(struct opts_days *)opts_field(o, row->field) = (struct opts_days){ (int)value, percent };
	return 0;
}

static int opts_add(struct opts_list *list, const struct opts_row *row, const char *arg, struct cc_err *e)
{
	enum { MOST = sizeof list->items / sizeof *list->items };

	if (arg[0] == '\0')
		return opts_bad_value(row, arg, e, "it is empty");
	if (list->n == MOST)
		return err_setx(e, ERR_USAGE, "--%s is given more than %d times", row->name, MOST);
	list->items[list->n++] = arg;
	return 0;
}

static int opts_set_value(struct opts *o, const struct opts_row *row, struct cc_err *e)
{
	int before;

	memcpy(&before, opts_field(o, row->field), sizeof before);
	if (before != 0 && before != (int)row->def)
		return err_setx(e, ERR_USAGE, "-4 and -6 exclude each other");
	opts_store_int(o, row, (int)row->def);
	return 0;
}

static int opts_set_time(struct opts *o, const struct opts_row *row, const char *arg, struct cc_err *e)
{
	const char *why = moment_parse(arg, opts_field(o, row->field));

	return why == NULL ? 0 : opts_bad_value(row, arg, e, why);
}

static int opts_set_shard(struct opts *o, const struct opts_row *row, const char *arg, struct cc_err *e)
{
	char why[80], *end;
	long i = 0, n = 0;

	errno = 0;
	if (arg[strspn(arg, "0123456789/")] == '\0' && (i = strtol(arg, &end, 10)) > 0 && *end == '/')
		n = strtol(end + 1, &end, 10);
	if (errno != 0 || n < i || n <= 0 || n > LIMIT_SHARDS || *end != '\0') {
		(void)snprintf(why, sizeof why, "it is not I/N with 1 <= I <= N <= %d, as in 2/8", LIMIT_SHARDS);
		return opts_bad_value(row, arg, e, why);
	}
	*(struct opts_shard *)opts_field(o, row->field) = (struct opts_shard){ (int)i, (int)n };
	return 0;
}

/* Set one option. `arg` is NULL where it takes none (and for PORT without one). */
static int opts_set(struct opts *o, const struct opts_row *row, char *arg, struct cc_err *e)
{
	int r = 0;

	switch (row->kind) {
	case OPTS_FLAG:
		*(bool *)opts_field(o, row->field) = true;
		break;
	case OPTS_VALUE:
		r = opts_set_value(o, row, e);
		break;
	case OPTS_STRING:
		memcpy(opts_field(o, row->field), &arg, sizeof arg);
		if (arg[0] == '\0')
			r = opts_bad_value(row, arg, e, "it is empty");
		break;
	case OPTS_MAYBE:
		if (arg != NULL)
			*(const char **)opts_field(o, row->field) = arg;
		break;
	case OPTS_LIST:
		r = opts_add(opts_field(o, row->field), row, arg, e);
		break;
	case OPTS_WORD:
		r = opts_set_word(o, row, arg, e);
		break;
	case OPTS_TIME:
		r = opts_set_time(o, row, arg, e);
		break;
	case OPTS_DAYS:
		r = opts_set_days(o, row, arg, e);
		break;
	case OPTS_SHARD:
		r = opts_set_shard(o, row, arg, e);
		break;
	case OPTS_PORT:
		if (arg == NULL)
			break;
		__attribute__((fallthrough));
	case OPTS_INT:
	case OPTS_SECONDS:
		r = opts_set_number(o, row, arg, e);
	}
	if (r == 0 && row->given != 0)
		*(bool *)opts_field(o, row->given) = true;
	return r;
}

/* ---- the command line ---- */

struct opts_getopt {
	char letters[2 * OPTS_ROWS + 2];
	struct option longs[OPTS_ROWS + 1];
};

static bool opts_is_optional(const struct opts_row *row)
{
	return row->kind == OPTS_PORT || row->kind == OPTS_MAYBE;
}

static void opts_getopt_table(struct opts_getopt *g)
{
	size_t i, n = 0, nl = 0;

	*g = (struct opts_getopt){ 0 };
	g->letters[n++] = ':';               /* a missing argument is told from an unknown option */
	for (i = 0; i < n_opts_rows; i++) {
		const struct opts_row *row = &opts_rows[i];

		if (row->letter != 0) {
			g->letters[n++] = (char)row->letter;
			if (row->arg != NULL)
				g->letters[n++] = ':';
			if (opts_is_optional(row))
				g->letters[n++] = ':';
		}
		if (row->name != NULL)
			g->longs[nl++] = (struct option){ row->name,
				row->arg == NULL ? no_argument : opts_is_optional(row) ? optional_argument
				: required_argument,
				NULL, OPTS_CODE + (int)i };
	}
}

static const struct opts_row *opts_row_of(int code)
{
	size_t i;

	if (code >= OPTS_CODE && (size_t)(code - OPTS_CODE) < n_opts_rows)
		return &opts_rows[code - OPTS_CODE];
	for (i = 0; i < n_opts_rows; i++) {
		if (code != 0 && opts_rows[i].letter == code)
			return &opts_rows[i];
	}
	return NULL;
}

static const char *opts_name_at(const void *words, size_t i)
{
	(void)words;
	while (i < n_opts_rows && opts_rows[i].name == NULL)
		i++;
	return i < n_opts_rows ? opts_rows[i].name : NULL;
}

static int opts_unknown_long(const char *arg, struct cc_err *e)
{
	size_t n = strcspn(arg + 2, "=");
	char *word = mem_strndup(arg + 2, n), *clean = text_clean_str(word), *shown = text_fit(clean, 60, false);
	const char *near = nearest(word, opts_name_at, NULL);
	size_t i, begins = 0;

	for (i = 0; i < n_opts_rows; i++)
		begins += opts_rows[i].name != NULL && strncmp(opts_rows[i].name, word, n) == 0;
	if (begins > 1)
		(void)err_setx(e, ERR_USAGE, "--%s can mean more than one option: write it out", shown);
	else if (near != NULL)
		(void)err_setx(e, ERR_USAGE, "there is no option --%s; did you mean --%s?", shown, near);
	else
		(void)err_setx(e, ERR_USAGE, "there is no option --%s; certcard --help lists them", shown);
	free(shown);
	free(clean);
	free(word);
	return -1;
}

/* What getopt_long did not like, in our words. `arg` is the argument it was at. */
static int opts_complain(int code, int which, const char *arg, struct cc_err *e)
{
	const struct opts_row *row = opts_row_of(which);
	char name[32];

	if (row != NULL && code == ':')
		return err_setx(e, ERR_USAGE, "%s needs %s", opts_spelling(row, name), row->arg);
	if (row != NULL)
		return err_setx(e, ERR_USAGE, "%s takes no argument", opts_spelling(row, name));
	if (which == 0)
		return opts_unknown_long(arg, e);
	if (which > ' ' && which < 127)
		return err_setx(e, ERR_USAGE, "there is no option -%c; certcard --help lists them", which);
	return err_setx(e, ERR_USAGE, "there is no such option; certcard --help lists them");
}

/* Things that contradict each other. */
static int opts_check(const struct opts *o, struct cc_err *e)
{
	if (o->cert != NULL && o->key == NULL)
		return err_setx(e, ERR_USAGE, "--cert and --key belong together: --key is missing");
	if (o->explain != NULL && o->n_targets > 0)
		return err_setx(e, ERR_USAGE,
			"--explain takes one CODE and no target: put a message of several words in quotes");
	if (o->proxy != NULL && strncmp(o->proxy, "http://", 7) != 0 && strncmp(o->proxy, "https://", 8) != 0 &&
	    strncmp(o->proxy, "socks5://", 9) != 0 && strncmp(o->proxy, "socks5h://", 10) != 0)
		return err_setx(e, ERR_USAGE,
		"--proxy: the URL begins with http://, https://, socks5:// or socks5h://");
	if (o->handout != NULL && o->format != FORMAT_NONE && o->format != FORMAT_HTML && o->format != FORMAT_MARKDOWN)
		return err_setx(e, ERR_USAGE, "--handout is written as --format html or markdown");
	if (o->critical_days.n >= 0 && o->format != FORMAT_NAGIOS)
		return err_setx(e, ERR_USAGE, "--critical-days belongs to --format nagios");
	if (o->dane && o->offline)
		return err_setx(e, ERR_USAGE, "--dane asks the DNS, which --offline forbids");
	return 0;
}

static bool opts_is_port(const char *arg)
{
	return arg != NULL && arg[0] != '\0' && strspn(arg, "0123456789") == strlen(arg);
}

int opts_parse(struct opts *o, int argc, char **argv, struct cc_err *e)
{
	struct opts_getopt g;
	int code;

	opts_defaults(o);
	opts_getopt_table(&g);
	optind = 0;                          /* GNU: begin anew */
	opterr = 0;
	while ((code = getopt_long(argc, argv, g.letters, g.longs, NULL)) != -1) {
		const struct opts_row *row = opts_row_of(code);

		if (code == '?' || code == ':' || row == NULL)
			return opts_complain(code, optopt, argv[optind > 0 ? optind - 1 : 0], e);
		/* getopt knows an optional argument only as --name=arg; the contract writes it apart. */
		if (row->kind == OPTS_PORT && optarg == NULL && optind < argc && opts_is_port(argv[optind]))
			optarg = argv[optind++];
		if (row->kind == OPTS_MAYBE && optarg == NULL && optind < argc && argv[optind][0] != '-')
			optarg = argv[optind++];
		if (opts_set(o, row, optarg, e) != 0)
			return -1;
	}
	o->targets = argv + optind;
	o->n_targets = (size_t)(argc - optind);
	return o->help || o->version ? 0 : opts_check(o, e);
}
