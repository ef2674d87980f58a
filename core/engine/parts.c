/* SPDX-License-Identifier: GPL-3.0-or-later
 * Takes files apart before anything is inspected, and holds them until all is done: standard input comes but once. */
#include "engine/parts.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "engine/target-part.h"
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

/* What a list of targets is made into. */
struct parting {
	struct parted *to;
	struct target *list;     /* as many as to->texts */
};

/* The target becomes ours. */
static void parting_add(struct parting *p, struct target t, const char *text)
{
	size_t n = p->to->n;

	/* both arrays grow by the same count */
	MEM_GROW(p->to->texts, n);
	MEM_GROW(p->list, n);
	p->to->texts[n] = mem_strdup(text);
	p->list[n] = t;
	p->to->n++;
}

static void parting_drop(struct parting *p, size_t down_to)
{
	while (p->to->n > down_to) {
		target_done(&p->list[--p->to->n]);
		free(p->to->texts[p->to->n]);
	}
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

static int held_take_apart(struct parting *p, const struct target *file, struct held_file *f, struct cc_err *e)
{
	size_t before = p->to->n;
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
	for (size_t i = 0; i < f->n; i++)
		if (part_worth(&f->parts[i])) {
			struct target part = target_part(file, f->parts[i].name);

			parting_add(p, part, part.facts.input);
		}
	if (p->to->n < before + 2)
		parting_drop(p, before);
	p->to->unfolded |= p->to->n > before;
	return 0;
}

/* A file that is no list is read again when it is its turn; standard input cannot be. */
static int parting_file(struct parting *p, const struct target *file, struct cc_err *e)
{
	struct held_file f = { .path = mem_strdup(file->path), .octets = BUF_INIT(LIMIT_FILE_BYTES) };
	bool standard = strcmp(file->path, "-") == 0;
	int r = file_read(file->path, &f.octets, standard ? e : NULL);

	secret_held();
	if (r == 0)
		r = held_take_apart(p, file, &f, e);
	else if (!standard)
		r = 0; /* it says so itself when it is its turn */
	if (r == 0 && (standard || f.n > 0)) {
		MEM_GROW(p->to->held->list, p->to->held->n);
		p->to->held->list[p->to->held->n++] = f;
		return 0;
	}
	file_parts_free(f.parts, f.n);
	held_wipe(&f.octets);
	free(f.path);
	return r;
}

/* Is it a file that may be a list, and was it not taken apart already? */
static bool parting_worth(const struct parting *p, const struct target *t, const struct opts *o)
{
	if (t->path == NULL || t->part != NULL || held_find(p->to->held, t->path) != NULL)
		return false;
	return strcmp(t->path, "-") == 0
		? isatty(STDIN_FILENO) == 0 && (o->hosts == NULL || strcmp(o->hosts, "-") != 0)
		: file_is_plain(t->path);
}

static int parting_target(struct parting *p, struct target *t, const char *text, const struct opts *o, struct cc_err *e)
{
	size_t before = p->to->n;
	int r = parting_worth(p, t, o) ? parting_file(p, t, e) : 0;

	if (r == 0 && p->to->n == before) {
		parting_add(p, *t, text);
		*t = (struct target){ 0 };
	}
	return r;
}

int parts_unfold(struct given *g, const struct opts *o, struct parted *out, struct cc_err *e)
{
	struct parting p = { .to = out };
	int r = 0;

	*out = (struct parted){ .held = mem_alloc(sizeof *out->held) };
	for (size_t i = 0; r == 0 && i < g->n; i++)
		r = parting_target(&p, &g->list[i], g->texts[i], o, e);
	if (r != 0) {
		parting_drop(&p, 0);
		free(p.list);
		parts_free(out);
		return r;
	}
	given_done(g);
	*g = (struct given){ .list = p.list, .texts = out->texts, .n = out->n };
	return 0;
}

void parts_free(struct parted *p)
{
	while (p->n > 0)
		free(p->texts[--p->n]);
	free(p->texts);
	held_free(p->held);
	*p = (struct parted){ 0 };
}
