/* SPDX-License-Identifier: GPL-3.0-or-later
 * --help and the manual page's options, from the table. */
#include "options/opts-help.h"
#include "base/buf.h"
#include "options/opts-table.h"

#include <string.h>

enum { OPTS_HELP_COLUMN = 28, OPTS_TOPIC_COLUMN = 12, OPTS_HELP_WIDTH = 79 };

/* A group's title, and its name as a topic of --help. */
static const struct {
	const char *title, *topic;
} opts_groups[N_OPTS_GROUPS] = {
	[OPTS_OUTPUT] = { "Report", "report" },
	[OPTS_TARGETS] = { "Many targets", "targets" },
	[OPTS_CONNECTING] = { "Connecting, and opening files", "connecting" },
	[OPTS_JUDGING] = { "Judging", "judging" },
	[OPTS_LEARNING] = { "Explaining and learning", "learning" },
	[OPTS_LOOKS] = { "Looks, and about certcard", "looks" },
};

static const char opts_intro[] =
	"Usage: certcard [OPTION]... [TARGET]...\n"
	"Inspect a host's certificate chain, judge it, explain it, show it as cards.\n"
	"\n"
	"TARGET is a host, host:port, a pasted URL, smtp://host and its like, a file of\n"
	"certificates (- for standard input), a folder of them, demo:NAME or store:. On\n"
	"a terminal the screen opens; otherwise, or with --format, a report is printed.\n";

static const char opts_intro_short[] =
	"Usage: certcard [OPTION]... [TARGET]...\n"
	"TARGET: a host, host:port, a URL, smtp://host and its like, a file, a folder,\n"
	"demo:NAME or store:. On a terminal the screen opens, else a report is printed.\n"
	"\n";

static const char opts_outro[] =
	"\n"
	"Exit status: 0 trusted, 1 caution, 2 untrusted, 3 unreachable or bad usage.\n";

/* The help sentence with what the table knows beside it: the words, the default. */
static void opts_sentence(struct buf *b, const struct opts_row *row)
{
	int i;

	(void)buf_adds(b, row->help);
	if (row->kind == OPTS_WORD) {
		const char *sep = ": ";

		for (i = 0; row->words[i] != NULL; i++) {
			if (row->words[i][0] == '\0')
				continue;
			(void)buf_addf(b, "%s%s%s", sep, row->words[i], i == 0 ? " (default)" : "");
			sep = ", ";
		}
	} else if ((row->kind == OPTS_INT || row->kind == OPTS_SECONDS) && row->def >= 0) {
		(void)buf_addf(b, " (default %g)", row->def);
	}
}

/* "-f, --format FMT", with marks around the parts: none in --help, font changes in the manual. */
static void opts_names(struct buf *b, const struct opts_row *row, const char *bold, const char *italic,
	const char *roman)
{
	bool optional = row->kind == OPTS_PORT || row->kind == OPTS_MAYBE;

	if (row->letter != 0)
		(void)buf_addf(b, "%s-%c%s%s", bold, row->letter, roman, row->name == NULL ? "" : ", ");
	if (row->name != NULL)
		(void)buf_addf(b, "%s--%s%s", bold, row->name, roman);
	if (row->arg != NULL)
		(void)buf_addf(b, " %s%s%s%s%s", optional ? "[" : "", italic, row->arg, roman, optional ? "]" : "");
}

/* Words wrapped from `column` on, the first line being at `at` already. */
static void opts_wrap(FILE *f, const char *s, size_t at)
{
	while (*s != '\0') {
		size_t n = strcspn(s, " ");

		if (at > OPTS_HELP_COLUMN && at + 1 + n > OPTS_HELP_WIDTH) {
			(void)fprintf(f, "\n%*s", OPTS_HELP_COLUMN, "");
			at = OPTS_HELP_COLUMN;
		}
		at += (size_t)fprintf(f, "%s%.*s", at > OPTS_HELP_COLUMN ? " " : "", (int)n, s);
		s += n + strspn(s + n, " ");
	}
	(void)fputc('\n', f);
}

static void opts_help_row(FILE *f, const struct opts_row *row)
{
	struct buf names = BUF_INIT(200), sentence = BUF_INIT(1000);

	opts_names(&names, row, "", "", "");
	opts_sentence(&sentence, row);
	if (fprintf(f, "  %s%s", row->letter == 0 ? "    " : "", names.data) > OPTS_HELP_COLUMN - 1)
		(void)fprintf(f, "\n%*s", OPTS_HELP_COLUMN, "");
	else
		(void)fprintf(f, "%*s", (int)(OPTS_HELP_COLUMN - 2 - (row->letter == 0 ? 4 : 0) - names.len), "");
	opts_wrap(f, sentence.data, OPTS_HELP_COLUMN);
	buf_done(&sentence);
	buf_done(&names);
}

static void opts_help_group(FILE *f, int g)
{
	(void)fprintf(f, "%s\n", opts_groups[g].title);
	for (size_t i = 0; i < n_opts_rows; i++)
		if ((int)opts_rows[i].group == g)
			opts_help_row(f, &opts_rows[i]);
}

void opts_help(FILE *f)
{
	(void)fputs(opts_intro, f);
	for (int g = 0; g < N_OPTS_GROUPS; g++) {
		(void)fputc('\n', f);
		opts_help_group(f, g);
	}
	(void)fputs(opts_outro, f);
}

/* A topic's options by name alone, two blanks between them, wrapped behind the topic. */
static void opts_overview_group(FILE *f, int g)
{
	int at = fprintf(f, "%-*s", OPTS_TOPIC_COLUMN, opts_groups[g].topic);

	for (size_t i = 0; i < n_opts_rows; i++) {
		struct buf names = BUF_INIT(200);

		if ((int)opts_rows[i].group == g) {
			opts_names(&names, &opts_rows[i], "", "", "");
			if (at > OPTS_TOPIC_COLUMN && at + 2 + (int)names.len > OPTS_HELP_WIDTH)
				at = fprintf(f, "\n%*s", OPTS_TOPIC_COLUMN, "") - 1;
			at += fprintf(f, "%s%s", at > OPTS_TOPIC_COLUMN ? "  " : "", names.data);
		}
		buf_done(&names);
	}
	(void)fputc('\n', f);
}

void opts_overview(FILE *f)
{
	(void)fputs(opts_intro_short, f);
	for (int g = 0; g < N_OPTS_GROUPS; g++)
		opts_overview_group(f, g);
	(void)fputs("\nOne of these words after --help, or all, shows what its options do.\n", f);
	(void)fputs(opts_outro + 1, f);
}

int opts_help_topic(FILE *f, const char *topic)
{
	if (strcmp(topic, "all") == 0) {
		opts_help(f);
		return 0;
	}
	for (int g = 0; g < N_OPTS_GROUPS; g++)
		if (strcmp(topic, opts_groups[g].topic) == 0) {
			opts_help_group(f, g);
			return 0;
		}
	return -1;
}

const char *opts_topic(size_t i)
{
	return i < N_OPTS_GROUPS ? opts_groups[i].topic : NULL;
}

/* Hyphens are minus signs in roff, so that they can be copied from the page. */
static void opts_roff(FILE *f, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '-')
			(void)fputc('\\', f);
		(void)fputc(*s, f);
	}
	(void)fputc('\n', f);
}

static void opts_man_row(FILE *f, const struct opts_row *row)
{
	struct buf names = BUF_INIT(200), sentence = BUF_INIT(1000);

	opts_names(&names, row, "\\fB", "\\fI", "\\fR");
	opts_sentence(&sentence, row);
	(void)fputs(".TP\n", f);
	opts_roff(f, names.data);
	opts_roff(f, sentence.data);
	buf_done(&sentence);
	buf_done(&names);
}

void opts_man(FILE *f)
{
	size_t i;
	int g;

	(void)fputs(".SH OPTIONS\n", f);
	for (g = 0; g < N_OPTS_GROUPS; g++) {
		(void)fprintf(f, ".SS %s\n", opts_groups[g].title);
		for (i = 0; i < n_opts_rows; i++) {
			if ((int)opts_rows[i].group == g)
				opts_man_row(f, &opts_rows[i]);
		}
	}
}
