/* SPDX-License-Identifier: GPL-3.0-or-later
 * Takes files apart before anything is inspected, and holds them until all is done: standard input comes but once. */
#include "engine/parts.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "engine/target.h"
#include "x509/file-parts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct held_file {
	char *path;
	struct buf octets;
	struct file_part *parts;
	size_t n;
};

struct held_files {
	struct held_file *list;
	size_t n;
};

static void held_wipe(struct buf *b)
{
	if (b->data != NULL)
		explicit_bzero(b->data, b->size);
	buf_done(b);
}

static void held_free(struct held_files *h)
{
	for (size_t i = 0; i < h->n; i++) {
		file_parts_free(h->list[i].parts, h->list[i].n);
		held_wipe(&h->list[i].octets);
		free(h->list[i].path);
	}
	free(h->list);
	free(h);
}

static const struct held_file *held_find(const struct held_files *h, const char *path)
{
	for (size_t i = 0; h != NULL && i < h->n; i++)
		if (strcmp(h->list[i].path, path) == 0)
			return &h->list[i];
	return NULL;
}

static const struct file_part *part_find(const struct file_part *parts, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(parts[i].name, name) == 0)
			return &parts[i];
	return NULL;
}

/* ---- for the engine ---- */

bool parts_held(const struct held_files *h, const char *path, const char *part, const char *label,
	struct pemfile_data *out)
{
	const struct held_file *f = held_find(h, path);
	const struct file_part *p = f != NULL && part != NULL ? part_find(f->parts, f->n, part) : NULL;
	struct bytes octets;

	if (f == NULL || (part != NULL && p == NULL))
		return false;
	octets = p != NULL ? p->octets : buf_bytes(&f->octets);
	*out = (struct pemfile_data){ .octets = BUF_INIT(LIMIT_FILE_BYTES), .label = mem_strdup(label),
		.line = p != NULL ? p->line : 1, .reader.fd = -1 };
	(void)buf_add(&out->octets, octets.p, octets.n);
	return true;
}

int parts_pick(struct pemfile_data *d, const char *part, struct cc_err *e)
{
	struct buf octets = BUF_INIT(LIMIT_FILE_BYTES);
	struct file_part *parts;
	const struct file_part *p;
	bool more;
	size_t n = file_parts(buf_bytes(&d->octets), &parts, &more);

	p = part_find(parts, n, part);
	if (p != NULL) {
		d->line = p->line;
		(void)buf_add(&octets, p->octets.p, p->octets.n);
		held_wipe(&d->octets);
		d->octets = octets;
	} else {
		char *name = text_clean_str(part);

		(void)err_setx(e, ERR_PARSE, "%s has no part that is called %s", d->label, name);
		free(name);
	}
	file_parts_free(parts, n);
	return p != NULL ? 0 : -1;
}

/* ---- before anything is inspected ---- */

static void parted_add(struct parted *p, char *target)
{
	MEM_GROW(p->targets, p->n);
	p->targets[p->n++] = target;
}

/* Is it worth an inspection: is there anything in it, or something that opens with a password? */
static bool part_worth(const struct file_part *part)
{
	struct pemfile_data d = { .octets = BUF_INIT(LIMIT_FILE_BYTES), .label = mem_strdup(part->name),
		.reader.fd = -1 };
	bool locked = false, worth;
	const struct pemfile_opts o = { .locked = &locked };
	struct pemfile open;

	(void)buf_add(&d.octets, part->octets.p, part->octets.n);
	worth = pemfile_open(&d, &open, &o, NULL) == 0;
	if (worth)
		pemfile_close(&open);
	pemfile_unload(&d);
	return worth || locked;
}

static int held_take_apart(struct parted *p, struct held_file *f, struct cc_err *e)
{
	size_t before = p->n, i;
	bool more;

	f->n = file_parts(buf_bytes(&f->octets), &f->parts, &more);
	if (more) {
		char *name = text_clean_str(f->path);

		(void)err_setx(e, ERR_LIMIT,
			"%s holds more than the %d Secrets and their like that certcard reads of a list",
			strcmp(f->path, "-") == 0 ? "standard input" : name, LIMIT_FILE_ITEMS);
		free(name);
		return -1;
	}
	for (i = 0; i < f->n; i++)
		if (part_worth(&f->parts[i]))
			parted_add(p, mem_printf("%s#%s", f->path, f->parts[i].name));
	if (p->n < before + 2)
		while (p->n > before)
			free(p->targets[--p->n]);
	p->unfolded |= p->n > before;
	return 0;
}

/* A file that is no list is read again when it is its turn; standard input cannot be. */
static int parted_file(struct parted *p, const char *path, const char *target, struct cc_err *e)
{
	struct held_file f = { .path = mem_strdup(path), .octets = BUF_INIT(LIMIT_FILE_BYTES) };
	bool standard = strcmp(path, "-") == 0;
	size_t before = p->n;
	int r = file_read(path, &f.octets, standard ? e : NULL);

	secret_held();
	if (r == 0)
		r = held_take_apart(p, &f, e);
	else if (!standard)
		r = 0; /* it says so itself when it is its turn */
	if (r == 0 && p->n == before)
		parted_add(p, mem_strdup(target));
	if (r == 0 && (standard || f.n > 0)) {
		MEM_GROW(p->held->list, p->held->n);
		p->held->list[p->held->n++] = f;
		return 0;
	}
	file_parts_free(f.parts, f.n);
	held_wipe(&f.octets);
	free(f.path);
	return r;
}

static int parted_target(struct parted *p, const struct opts *o, const char *text, struct cc_err *e)
{
	struct target t;
	int r = 0;

	if (target_parse(&t, text, o, NULL) != 0) {
		parted_add(p, mem_strdup(text)); /* said when it is its turn */
		return 0;
	}
	if (t.path == NULL || t.part != NULL || held_find(p->held, t.path) != NULL)
		parted_add(p, mem_strdup(text));
	else if (strcmp(t.path, "-") == 0
			? isatty(STDIN_FILENO) == 0 && (o->hosts == NULL || strcmp(o->hosts, "-") != 0)
			: file_is_plain(t.path))
		r = parted_file(p, t.path, text, e);
	else
		parted_add(p, mem_strdup(text));
	target_done(&t);
	return r;
}

int parts_unfold(const struct opts *o, struct parted *out, struct cc_err *e)
{
	int r = 0;

	*out = (struct parted){ .held = mem_alloc(sizeof *out->held) };
	for (size_t i = 0; r == 0 && i < o->n_targets; i++)
		r = parted_target(out, o, o->targets[i], e);
	if (r != 0)
		parts_free(out);
	return r;
}

void parts_free(struct parted *p)
{
	while (p->n > 0)
		free(p->targets[--p->n]);
	free(p->targets);
	held_free(p->held);
	*p = (struct parted){ 0 };
}
