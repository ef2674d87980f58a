/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fills a document's template from the tables that the program itself lives by: a line @NAME@ gives way to that table,
 * @FOLDER/FILE@ to that file beside the template.
 * usage: docgen TEMPLATE; the document goes to standard output. `make doc` runs it, `make check` compares. */
#include "base/wrap.h"
#include "gallery/gallery.h"
#include "gallery/list.h"
#include "result/finding.h"
#include "terminal/commands.h"
#include "terminal/keys.h"
#include "options/opts.h"
#include "options/opts-help.h"
#include "engine/target.h"
#include "explain/texts.h"
#include "explain/doc.h"
#include "shells.h"
#include "views/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 4096, NAME_SIZE = 64, COLUMNS = 118 };

/* Text for roff: hyphens that can be copied, no line that begins with a request. */
static void roff(FILE *f, const char *s)
{
	if (*s == '.' || *s == '\'')
		(void)fputs("\\&", f);
	for (; *s != '\0'; s++)
		(void)(*s == '-' ? fputs("\\-", f) : *s == '\\' ? fputs("\\e", f) : fputc(*s, f));
}

/* The help, indented, without its closing line on the exit status. */
static void doc_help(FILE *f)
{
	char *text = NULL;
	size_t n = 0;
	FILE *mem = open_memstream(&text, &n);

	opts_help(mem);
	(void)fclose(mem);
	for (char *line = text, *end; *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		*end = '\0';
		(void)fprintf(f, "%s%s\n", *line == '\0' ? "" : "    ", line);
	}
	free(text);
}

/* Keys by where they work: those of every view, those of several, then each view's own; each is said once. */
struct doc_keys {
	bool man, said[N_REQUESTS];
	const char *heading;             /* not yet written; NULL: it stands there */
};

static void doc_key(FILE *f, struct doc_keys *k, enum request r)
{
	char keys[NAME_SIZE];

	if (k->said[r])
		return;
	k->said[r] = true;
	if (k->heading != NULL)
		(void)fprintf(f, k->man ? ".SS %s\n" : "\n%s:\n\n", k->heading);
	k->heading = NULL;
	(void)request_keys(r, true, keys, sizeof keys);
	if (k->man) {
		(void)fputs(".TP\n.B \"", f);
		roff(f, keys);
		(void)fputs("\"\n", f);
		roff(f, request_help(r));
		(void)fputs(".\n", f);
	} else {
		(void)fprintf(f, "    %-22s %s\n", keys, request_help(r));
	}
}

static int doc_views_with(enum request r)
{
	int n = 0;

	for (size_t v = 0; v < n_views; v++)
		n += request_listed(views[v]->requests, r);
	return n;
}

static void doc_keys_of(FILE *f, bool man)
{
	struct doc_keys k = { .man = man, .heading = "In every view" };

	for (const enum request *r = app_requests; *r != REQUEST_NONE; r++)
		doc_key(f, &k, *r);
	k.heading = "In several views";
	for (enum request r = REQUEST_NONE + 1; r < N_REQUESTS; r++)
		if (doc_views_with(r) > 2)
			doc_key(f, &k, r);
	for (size_t v = 0; v < n_views; v++) {
		k.heading = views[v]->title;
		for (const enum request *r = views[v]->requests; r != NULL && *r != REQUEST_NONE; r++)
			doc_key(f, &k, *r);
	}
	k.heading = "Now and then";
	for (enum request r = REQUEST_NONE + 1; r < N_REQUESTS; r++)
		doc_key(f, &k, r);
}

static void doc_keys_text(FILE *f)
{
	doc_keys_of(f, false);
}

static void doc_keys_man(FILE *f)
{
	doc_keys_of(f, true);
}

static void doc_commands(FILE *f)
{
	char usage[NAME_SIZE];

	for (int c = 0; c < N_COMMANDS; c++)
		(void)fprintf(f, "    %-22s %s\n", command_usage((enum command)c, usage, sizeof usage),
			command_help((enum command)c));
}

static void doc_gallery(FILE *f)
{
	demo_list(&(struct wrap){ f, COLUMNS, false, true });
}

static void doc_gallery_man(FILE *f)
{
	for (size_t i = 0; i < demo_count(); i++) {
		const struct demo_scenario *s = demo_at(i);

		if (i == 0 || strcmp(s->topic, demo_at(i - 1)->topic) != 0)
			(void)fprintf(f, ".SS %s\n", s->topic);
		(void)fputs(".TP\n.B demo:", f);
		roff(f, s->name);
		(void)fputc('\n', f);
		roff(f, s->title);
		(void)fputc('\n', f);
	}
}

static void doc_schemes(FILE *f)
{
	const struct service *s;

	for (size_t i = 0; (s = service_at(i)) != NULL; i++)
		(void)fprintf(f, "    %-16s port %-6d %s\n", s->scheme, s->port,
			s->starttls != NULL ? "upgraded from plain text" : "TLS from the first byte");
}

static void doc_schemes_man(FILE *f)
{
	const struct service *s;

	for (size_t i = 0; (s = service_at(i)) != NULL; i++)
		(void)fprintf(f, ".TP\n.B %s://\nport %d, %s\n", s->scheme, s->port,
			s->starttls != NULL ? "upgraded from plain text" : "TLS from the first byte");
}

static void doc_findings_man(FILE *f)
{
	for (int id = 0; id < N_FINDINGS; id++) {
		struct finding x = { .id = id, .level = finding_level(id) };

		(void)fputs(".TP\n.B ", f);
		roff(f, finding_name(id));
		(void)fprintf(f, "\n%s: ", level_name(x.level));
		roff(f, text_words(&x).title);
		(void)fputc('\n', f);
	}
}

static void doc_findings(FILE *f)
{
	(void)texts_doc(f);
}

static void doc_findings_page(FILE *f)
{
	(void)texts_page(f);
}

static const struct { const char *name; void (*write)(FILE *f); } parts[] = {
	{ "HELP", doc_help },
	{ "KEYS", doc_keys_text },
	{ "COMMANDS", doc_commands },
	{ "COMMANDS-MAN", commands_man },
	{ "GALLERY", doc_gallery },
	{ "SCHEMES", doc_schemes },
	{ "FINDINGS", doc_findings },
	{ "FINDINGS-PAGE", doc_findings_page },
	{ "OPTIONS-MAN", opts_man },
	{ "KEYS-MAN", doc_keys_man },
	{ "GALLERY-MAN", doc_gallery_man },
	{ "SCHEMES-MAN", doc_schemes_man },
	{ "FINDINGS-MAN", doc_findings_man },
	{ "BASH-TARGETS", bash_targets },
	{ "BASH-ARGUMENTS", bash_arguments },
	{ "BASH-OPTIONS", bash_options },
	{ "ZSH-TARGETS", zsh_targets },
	{ "ZSH-OPTIONS", zsh_options },
	{ "FISH-TARGETS", fish_targets },
	{ "FISH-OPTIONS", fish_options },
};

/* "@pictures/card.txt@": a file beside the template, without blanks (U+00A0, too) at the ends of its lines. */
static int doc_file(const char *template, const char *name)
{
	const char *slash = strrchr(template, '/');
	char path[LINE_SIZE], line[LINE_SIZE];
	FILE *f;

	(void)snprintf(path, sizeof path, "%.*s%s", slash != NULL ? (int)(slash - template + 1) : 0, template, name);
	f = fopen(path, "r");
	if (f == NULL) {
		(void)fprintf(stderr, "docgen: %s cannot be read\n", path);
		return -1;
	}
	while (fgets(line, sizeof line, f) != NULL) {
		size_t len = strcspn(line, "\n");

		while (len > 0 && (line[len - 1] == ' ' || (len > 1 && strncmp(line + len - 2, "\302\240", 2) == 0)))
			len -= line[len - 1] == ' ' ? 1 : 2;
		(void)printf("%.*s\n", (int)len, line);
	}
	(void)fclose(f);
	return 0;
}

static int doc_line(const char *template, char *line)
{
	size_t len = strcspn(line, "\n");

	if (len > 2 && line[0] == '@' && line[len - 1] == '@') {
		line[len - 1] = '\0';
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			if (strcmp(parts[i].name, line + 1) == 0) {
				parts[i].write(stdout);
				return 0;
			}
		if (strchr(line + 1, '/') != NULL)
			return doc_file(template, line + 1);
		(void)fprintf(stderr, "docgen: no part %s\n", line + 1);
		return -1;
	}
	(void)fputs(line, stdout);
	return 0;
}

int main(int argc, char **argv)
{
	char line[LINE_SIZE];
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
	int r = 0;

	if (f == NULL) {
		(void)fprintf(stderr, "usage: docgen TEMPLATE\n");
		return 2;
	}
	while (r == 0 && fgets(line, sizeof line, f) != NULL)
		r = doc_line(argv[1], line);
	(void)fclose(f);
	return r == 0 && fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
