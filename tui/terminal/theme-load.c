/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where themes come from: the user's folder, the package's folder, this program. */

#include "terminal/theme-load.h"
#include "base/buf.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The files of themes/, so that certcard looks right before it is installed, too. The first one is the default. */
static const struct { const char *name, *text; } theme_builtin[] = {
#include "terminal/themes.inc"
};

enum { THEME_N_BUILTIN = sizeof theme_builtin / sizeof *theme_builtin, THEME_MAX_LISTED = 256 };

void theme_default(struct theme *t)
{
	(void)theme_parse(t, theme_builtin[0].name, theme_builtin[0].text, NULL);
}

/* The two folders, best first. The caller frees; NULL when there is no such folder. */
static char *theme_folder(int which)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (which == 1)
		return mem_strdup(PKGDATADIR "/themes");
	if (config != NULL && config[0] == '/')
		return mem_printf("%s/certcard/themes", config);
	return home != NULL && home[0] == '/' ? mem_printf("%s/.config/certcard/themes", home) : NULL;
}

/* 1 when read, 0 when there is no such file, -1 with e set. */
static int theme_read_file(struct theme *t, const char *name, const char *path, struct cc_err *e)
{
	struct buf text = BUF_INIT(THEME_MAX_BYTES);
	struct cc_err why = { 0 };
	char block[4096];
	size_t n;
	int rc = -1;
	FILE *f = fopen(path, "re");

	if (f == NULL)
		return errno == ENOENT ? 0 : err_set(e, ERR_IO, "%.300s", path);
	while ((n = fread(block, 1, sizeof block, f)) > 0 && buf_add(&text, block, n) == 0)
		;
	if (ferror(f))
		(void)err_set(e, ERR_IO, "%.300s", path);
	else if (text.full)
		(void)err_setx(e, ERR_LIMIT, "%.300s: a theme is at most %d bytes", path, THEME_MAX_BYTES);
	else if (theme_parse(t, name, text.data == NULL ? "" : text.data, &why) != 0)
		(void)err_setx(e, ERR_PARSE, "%.300s:%.150s", path, why.msg);
	else
		rc = 1;
	(void)fclose(f);
	buf_done(&text);
	return rc;
}

static int theme_from_builtin(struct theme *t, const char *name, struct cc_err *e)
{
	for (int i = 0; i < THEME_N_BUILTIN; i++) {
		if (strcmp(name, theme_builtin[i].name) == 0)
			return theme_parse(t, name, theme_builtin[i].text, e);
	}
	return err_setx(e, ERR_USAGE, "there is no theme '%.60s'; --list-themes shows them", name);
}

int theme_load(struct theme *t, const char *name, struct cc_err *e)
{
	int rc = 0;

	if (strchr(name, '/') != NULL) {
		rc = theme_read_file(t, name, name, e);
		return rc == 0 ? err_setx(e, ERR_IO, "%.300s: there is no such file", name) : rc == 1 ? 0 : -1;
	}
	for (int which = 0; which < 2 && rc == 0; which++) {
		char *folder = theme_folder(which);

		if (folder != NULL) {
			char *path = mem_printf("%s/%s.theme", folder, name);

			rc = theme_read_file(t, name, path, e);
			free(path);
		}
		free(folder);
	}
	if (rc == 0)
		return theme_from_builtin(t, name, e);
	return rc == 1 ? 0 : -1;
}

struct theme_names { char **names; size_t n; };

static void theme_add_name(struct theme_names *list, const char *name, size_t len)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strlen(list->names[i]) == len && memcmp(list->names[i], name, len) == 0)
			return;
	}
	if (list->n == THEME_MAX_LISTED)
		return;
	MEM_GROW(list->names, list->n);
	list->names[list->n++] = mem_strndup(name, len);
}

static void theme_add_folder(struct theme_names *list, const char *folder)
{
	static const char suffix[] = ".theme";
	const size_t cut = sizeof suffix - 1;
	DIR *d = opendir(folder);

	if (d == NULL)
		return;
	for (const struct dirent *f = readdir(d); f != NULL; f = readdir(d)) {
		size_t n = strlen(f->d_name);

		if (n > cut && f->d_name[0] != '.' && strcmp(f->d_name + n - cut, suffix) == 0)
			theme_add_name(list, f->d_name, n - cut);
	}
	(void)closedir(d);
}

static int theme_compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void theme_each(void (*fn)(void *ctx, const struct theme *t, const struct cc_err *e), void *ctx)
{
	struct theme_names list = { 0 };

	for (int which = 0; which < 2; which++) {
		char *folder = theme_folder(which);

		if (folder != NULL)
			theme_add_folder(&list, folder);
		free(folder);
	}
	for (int i = 0; i < THEME_N_BUILTIN; i++)
		theme_add_name(&list, theme_builtin[i].name, strlen(theme_builtin[i].name));
	qsort(list.names, list.n, sizeof *list.names, theme_compare_names);
	for (size_t i = 0; i < list.n; i++) {
		struct theme t;
		struct cc_err e = { 0 };

		fn(ctx, &t, theme_load(&t, list.names[i], &e) == 0 ? NULL : &e);
		free(list.names[i]);
	}
	free(list.names);
}
