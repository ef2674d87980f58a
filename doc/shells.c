/* SPDX-License-Identifier: GPL-3.0-or-later
 * Options and targets as bash, zsh and fish want them. */
#include "shells.h"

#include "engine/target.h"
#include "gallery/list.h"
#include "options/opts-table.h"

#include <string.h>

/* What a shell may offer behind an option. */
enum offer { OFFER_NOTHING, OFFER_WORDS, OFFER_FILE, OFFER_ANY, OFFER_PERHAPS };

static enum offer shell_offer(const struct opts_row *row)
{
	if (row->arg == NULL)
		return OFFER_NOTHING;
	if (row->kind == OPTS_PORT || row->kind == OPTS_MAYBE)
		return OFFER_PERHAPS;
	if (row->words != NULL)
		return OFFER_WORDS;
	return strcmp(row->arg, "FILE") == 0 ? OFFER_FILE : OFFER_ANY;
}

static void shell_words(FILE *f, const struct opts_row *row)
{
	const char *sep = "";

	for (size_t i = 0; row->words[i] != NULL; i++) {
		if (row->words[i][0] == '\0')
			continue;
		(void)fprintf(f, "%s%s", sep, row->words[i]);
		sep = " ";
	}
}

/* Of a sentence of help the part before its first comma, colon or bracket; no character that a quoted word of these
 * shells would need to be told of stands in one. */
static void shell_help(FILE *f, const char *help)
{
	size_t n = strcspn(help, ",:;([");

	while (n > 0 && help[n - 1] == ' ')
		n--;
	for (size_t i = 0; i < n; i++)
		if (strchr("'\"\\`$[]", help[i]) == NULL)
			(void)fputc(help[i], f);
}

/* ---- bash ---- */

void bash_targets(FILE *f)
{
	const struct service *s;

	(void)fputs("\tprintf '%s\\n' store:", f);
	for (size_t i = 0; i < demo_count(); i++)
		(void)fprintf(f, " \\\n\t\tdemo:%s", demo_at(i)->name);
	for (size_t i = 0; (s = service_at(i)) != NULL; i++)
		(void)fprintf(f, " \\\n\t\t%s://", s->scheme);
	(void)fputc('\n', f);
}

void bash_arguments(FILE *f)
{
	for (size_t i = 0; i < n_opts_rows; i++) {
		const struct opts_row *row = &opts_rows[i];
		enum offer o = shell_offer(row);

		if (o == OFFER_NOTHING || o == OFFER_PERHAPS)
			continue;
		(void)fputc('\t', f);
		if (row->letter != 0)
			(void)fprintf(f, "-%c | ", row->letter);
		(void)fprintf(f, "--%s) printf '%%s\\n' ", row->name);
		if (o == OFFER_WORDS)
			shell_words(f, row);
		else
			(void)fputs(o == OFFER_FILE ? "file" : "any", f);
		(void)fputs(" ;;\n", f);
	}
}

void bash_options(FILE *f)
{
	for (size_t i = 0; i < n_opts_rows; i++) {
		if (opts_rows[i].letter != 0)
			(void)fprintf(f, "-%c\n", opts_rows[i].letter);
		if (opts_rows[i].name != NULL)
			(void)fprintf(f, "--%s\n", opts_rows[i].name);
	}
}

/* ---- zsh ---- */

/* Colons part a word from its description: those of the word have a backslash. */
void zsh_targets(FILE *f)
{
	const struct service *s;

	(void)fputs("\t\t'store\\::the trust store'\n", f);
	for (size_t i = 0; i < demo_count(); i++) {
		(void)fprintf(f, "\t\t'demo\\:%s:", demo_at(i)->name);
		shell_help(f, demo_at(i)->title);
		(void)fputs("'\n", f);
	}
	for (size_t i = 0; (s = service_at(i)) != NULL; i++)
		(void)fprintf(f, "\t\t'%s\\://:port %d'\n", s->scheme, s->port);
}

static void zsh_argument(FILE *f, const struct opts_row *row)
{
	enum offer o = shell_offer(row);

	if (o == OFFER_NOTHING)
		return;
	(void)fprintf(f, "%s:%s:", o == OFFER_PERHAPS ? ":" : "", row->arg);
	if (o == OFFER_WORDS) {
		(void)fputc('(', f);
		shell_words(f, row);
		(void)fputc(')', f);
	} else if (o == OFFER_FILE) {
		(void)fputs("_files", f);
	}
}

void zsh_options(FILE *f)
{
	for (size_t i = 0; i < n_opts_rows; i++) {
		const struct opts_row *row = &opts_rows[i];
		bool again = row->kind == OPTS_LIST;

		for (int name = 0; name < 2; name++) {
			if (name == 0 ? row->letter == 0 : row->name == NULL)
				continue;
			(void)fprintf(f, "\t'%s", again ? "*" : "");
			if (name == 0)
				(void)fprintf(f, "-%c[", row->letter);
			else
				(void)fprintf(f, "--%s[", row->name);
			shell_help(f, row->help);
			(void)fputc(']', f);
			zsh_argument(f, row);
			(void)fputs("' \\\n", f);
		}
	}
}

/* ---- fish ---- */

void fish_targets(FILE *f)
{
	const struct service *s;

	(void)fputs("complete -c certcard -a store: -d 'the trust store'\n", f);
	for (size_t i = 0; i < demo_count(); i++) {
		(void)fprintf(f, "complete -c certcard -a demo:%s -d '", demo_at(i)->name);
		shell_help(f, demo_at(i)->title);
		(void)fputs("'\n", f);
	}
	for (size_t i = 0; (s = service_at(i)) != NULL; i++)
		(void)fprintf(f, "complete -c certcard -a %s:// -d 'port %d'\n", s->scheme, s->port);
}

void fish_options(FILE *f)
{
	for (size_t i = 0; i < n_opts_rows; i++) {
		const struct opts_row *row = &opts_rows[i];
		enum offer o = shell_offer(row);

		(void)fputs("complete -c certcard", f);
		if (row->letter != 0)
			(void)fprintf(f, " -s %c", row->letter);
		if (row->name != NULL)
			(void)fprintf(f, " -l %s", row->name);
		if (o == OFFER_WORDS) {
			(void)fputs(" -x -a '", f);
			shell_words(f, row);
			(void)fputc('\'', f);
		} else if (o == OFFER_FILE || o == OFFER_ANY) {
			(void)fputs(o == OFFER_FILE ? " -r -F" : " -x", f);
		}
		(void)fputs(" -d '", f);
		shell_help(f, row->help);
		(void)fputs("'\n", f);
	}
}
