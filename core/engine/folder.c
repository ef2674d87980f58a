/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goes through a folder, and finds out which of its files are worth a row. */
#include "engine/folder.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "engine/target.h"
#include "x509/pemfile.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder_file {
	char *path;
	uint8_t (*certs)[32];    /* SHA-256 of each, the leaf's first */
	size_t n, others;        /* certificates; keys and requests */
	bool dropped;
};

struct folder {
	char *root, *archive;    /* where links may lead, each with a slash at its end; archive: NULL for none */
	struct folder_file *files;
	size_t n, certs, seen;
	struct cc_err *e;
};

static const char *folder_path(const char *target)
{
	if (strncmp(target, "file:", 5) != 0)
		return target;
	return strncmp(target + 5, "///", 3) == 0 ? target + 7 : target + 5;
}

/* Not a host's name that everybody could find, nor this machine's, nor anything with a port. "live" is a top level
 * domain, but nobody visits one. */
static bool folder_is_bare(const char *target)
{
	return strpbrk(target, ":/") == NULL && strspn(target, ".") != strlen(target) && !target_obvious_host(target)
		&& strcasecmp(target, "localhost") != 0;
}

bool folder_is_one(const char *target)
{
	const char *path = folder_path(target);
	struct stat st;

	return (path != target || strchr(path, '/') != NULL || strcmp(path, ".") == 0 || strcmp(path, "..") == 0
		|| folder_is_bare(target)) && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int folder_over(struct folder *f, const char *what, int limit)
{
	char *root = text_clean_str(f->root);

	(void)err_setx(f->e, ERR_LIMIT, "%s holds more than the %d %s that certcard reads of a folder", root, limit,
		what);
	free(root);
	return -1;
}

/* ---- what is there ---- */

/* certbot keeps the files in archive/NAME, and in live/NAME links to the newest of them. */
static char *folder_archive(const char *root)
{
	const char *live = strstr(root, "/live/");

	return live != NULL ? mem_printf("%.*s/archive/", (int)(live - root), root) : NULL;
}

static bool folder_link_leads_inside(const struct folder *f, const char *path)
{
	char *real = realpath(path, NULL);
	bool inside = real != NULL && (strncmp(real, f->root, strlen(f->root)) == 0
		|| (f->archive != NULL && strncmp(real, f->archive, strlen(f->archive)) == 0));

	free(real);
	return inside;
}

static bool folder_is_readable(const struct stat *st)
{
	return S_ISREG(st->st_mode) && st->st_size > 0 && st->st_size <= LIMIT_FILE_BYTES;
}

static int folder_list(struct folder *f, const char *path, int depth);

static int folder_entry(struct folder *f, const char *path, int depth)
{
	struct stat st;

	if (++f->seen > LIMIT_FOLDER_ENTRIES)
		return folder_over(f, "entries", LIMIT_FOLDER_ENTRIES);
	if (lstat(path, &st) != 0)
		return 0;
	if (S_ISDIR(st.st_mode))
		return folder_list(f, path, depth + 1);
	if (S_ISLNK(st.st_mode) && (!folder_link_leads_inside(f, path) || stat(path, &st) != 0))
		return 0;
	if (!folder_is_readable(&st))
		return 0;
	if (f->n >= LIMIT_FOLDER_FILES)
		return folder_over(f, "files", LIMIT_FOLDER_FILES);
	MEM_GROW(f->files, f->n);
	f->files[f->n++] = (struct folder_file){ .path = mem_strdup(path) };
	return 0;
}

/* What begins with a dot is nobody's certificate. A folder that may not be read is passed over, but the first. */
static int folder_list(struct folder *f, const char *path, int depth)
{
	struct dirent *entry;
	DIR *d;
	int r = 0;

	if (depth > LIMIT_FOLDER_DEPTH)
		return folder_over(f, "folders one in another", LIMIT_FOLDER_DEPTH);
	d = opendir(path);
	if (d == NULL) {
		char *name = text_clean_str(path);

		r = depth == 0 ? err_set(f->e, ERR_IO, "%s", name) : 0;
		free(name);
		return r;
	}
	while (r == 0 && (entry = readdir(d)) != NULL) {
		char *below;

		if (entry->d_name[0] == '.')
			continue;
		below = mem_printf("%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", entry->d_name);
		r = folder_entry(f, below, depth);
		free(below);
	}
	(void)closedir(d);
	return r;
}

/* ---- what is in it ---- */

/* A file under a password is asked about when it is its turn, if its name says what it is. */
static int folder_read(struct folder *f, struct folder_file *file)
{
	struct pemfile_data data = { 0 };
	struct pemfile open = { 0 };
	bool read = pemfile_load(file->path, &data, NULL) == 0;

	if (read && pemfile_open(&data, &open, NULL, NULL) == 0) {
		file->n = open.n;
		file->others = open.n_keys + open.n_requests;
		file->certs = mem_resize(NULL, open.n + 1, sizeof *file->certs);
		for (size_t i = 0; i < open.n; i++)
			memcpy(file->certs[i], open.certs[i]->sha256, 32);
		f->certs += open.n;
		pemfile_close(&open);
	} else {
		file->dropped = !target_names_file(file->path);
	}
	if (read)
		pemfile_unload(&data);
	return f->certs <= LIMIT_FOLDER_CERTS ? 0 : folder_over(f, "certificates", LIMIT_FOLDER_CERTS);
}

static bool folder_has(const struct folder_file *file, const uint8_t *sha256)
{
	for (size_t i = 0; i < file->n; i++)
		if (memcmp(file->certs[i], sha256, 32) == 0)
			return true;
	return false;
}

/* Does the other file say all that this one says? Of two that say the same the first one stays. */
static bool folder_repeats(const struct folder_file *one, const struct folder_file *other, bool later)
{
	if (one->n == 0 || one->others > 0 || other->n < one->n || (other->n == one->n && !later && other->others == 0))
		return false;
	for (size_t i = 0; i < one->n; i++)
		if (!folder_has(other, one->certs[i]))
			return false;
	return true;
}

static void folder_drop_repeats(struct folder *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->n && !f->files[i].dropped; k++)
			if (k != i && !f->files[k].dropped)
				f->files[i].dropped = folder_repeats(&f->files[i], &f->files[k], k < i);
}

/* ---- the whole ---- */

static int folder_compare(const void *a, const void *b)
{
	return strcmp(((const struct folder_file *)a)->path, ((const struct folder_file *)b)->path);
}

static void folder_done(struct folder *f)
{
	for (size_t i = 0; i < f->n; i++) {
		free(f->files[i].path);
		free(f->files[i].certs);
	}
	free(f->files);
	free(f->root);
	free(f->archive);
}

static int folder_add(char ***out, size_t *n, const char *path, struct cc_err *e)
{
	char *real = realpath(path, NULL);
	struct folder f = { .root = mem_printf("%s/", real != NULL && strcmp(real, "/") != 0 ? real : ""), .e = e };
	size_t before = *n;
	int r;

	free(real);
	f.archive = folder_archive(f.root);
	r = folder_list(&f, path, 0);
	for (size_t i = 0; r == 0 && i < f.n; i++)
		r = folder_read(&f, &f.files[i]);
	if (r == 0 && f.n > 0) {
		qsort(f.files, f.n, sizeof *f.files, folder_compare);
		folder_drop_repeats(&f);
	}
	for (size_t i = 0; r == 0 && i < f.n; i++) {
		if (f.files[i].dropped)
			continue;
		MEM_GROW(*out, *n);
		(*out)[(*n)++] = mem_printf("%s%s", strstr(f.files[i].path, "://") != NULL ? "file:" : "",
			f.files[i].path);
	}
	if (r == 0 && *n == before) {
		char *name = text_clean_str(path);

		r = err_setx(e, ERR_USAGE, "%s is a folder without certificates, requests or keys in it%s%s%s", name,
			folder_is_bare(path) ? "; the host of that name is " : "", folder_is_bare(path) ? name : "",
			folder_is_bare(path) ? ":443" : "");
		free(name);
	}
	folder_done(&f);
	return r;
}

int folder_unfold(char *const *targets, size_t n, char ***out, size_t *n_out, struct cc_err *e)
{
	int r = 0;

	*out = NULL;
	*n_out = 0;
	for (size_t i = 0; r == 0 && i < n; i++) {
		if (folder_is_one(targets[i])) {
			r = folder_add(out, n_out, folder_path(targets[i]), e);
		} else {
			MEM_GROW(*out, *n_out);
			(*out)[(*n_out)++] = mem_strdup(targets[i]);
		}
	}
	if (r != 0)
		folder_free(*out, *n_out);
	return r;
}

void folder_free(char **targets, size_t n)
{
	while (n > 0)
		free(targets[--n]);
	free(targets);
}
