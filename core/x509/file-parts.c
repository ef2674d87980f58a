/* SPDX-License-Identifier: GPL-3.0-or-later
 * Takes lists apart without understanding more of JSON and YAML than where a value ends. */
#include "x509/file-parts.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "base/mem.h"
#include "x509/wrappings.h"

#include <stdlib.h>
#include <string.h>

enum { PART_NAME = 253 }; /* the longest name that Kubernetes has */

struct parts {
	struct bytes data;
	struct file_part *list;
	size_t n;
	bool more;
	const uint8_t *counted; /* lines, as far as they are */
	unsigned line;
};

/* What names a part. */
struct part_words {
	struct bytes kind, name, space;
};

static bool bytes_are(struct bytes b, const char *text)
{
	return b.n == strlen(text) && memcmp(b.p, text, b.n) == 0;
}

static void name_add(struct buf *b, struct bytes word, bool lower)
{
	for (size_t i = 0; i < word.n && i < PART_NAME; i++) {
		char c = (char)word.p[i];

		if (lower)
			c = (char)ascii_lower(c);
		(void)buf_addc(b, ascii_is_alnum(c) || (c != '\0' && strchr(".-_:", c) != NULL) ? c : '_');
	}
}

static bool parts_have(const struct parts *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->list[i].name, name) == 0)
			return true;
	return false;
}

static void parts_add(struct parts *p, struct bytes octets, const struct part_words *w)
{
	struct buf b = BUF_INIT(4 * PART_NAME);
	size_t len;

	if (w->kind.n == 0)
		return;
	if (p->n >= LIMIT_FILE_ITEMS) {
		p->more = true;
		return;
	}
	if (w->space.n > 0) {
		name_add(&b, w->space, false);
		(void)buf_addc(&b, '/');
	}
	name_add(&b, w->kind, true);
	(void)buf_addc(&b, '/');
	name_add(&b, w->name, false);
	len = b.len;
	for (unsigned twin = 2; parts_have(p, b.data) && twin < LIMIT_FILE_ITEMS; twin++) {
		b.len = len;
		(void)buf_addf(&b, ":%u", twin);
	}
	p->line += text_lines(p->counted, octets.p);
	p->counted = octets.p;
	MEM_GROW(p->list, p->n);
	p->list[p->n++] = (struct file_part){ buf_take(&b), octets, p->line };
}

/* ---- JSON (RFC 8259) ---- */

static const uint8_t *json_blank(const uint8_t *p, const uint8_t *end)
{
	while (p < end && memchr(" \t\r\n,", *p, 5) != NULL)
		p++;
	return p;
}

static const uint8_t *json_string_end(const uint8_t *p, const uint8_t *end)
{
	for (p++; p < end && *p != '"'; p++)
		if (*p == '\\')
			p++;
	return p < end ? p + 1 : end;
}

/* Behind the value that begins at `p`. */
static const uint8_t *json_end(const uint8_t *p, const uint8_t *end)
{
	size_t depth = 0;

	while (p < end) {
		if (*p == '"') {
			p = json_string_end(p, end);
		} else {
			depth += *p == '{' || *p == '[';
			depth -= depth > 0 && (*p == '}' || *p == ']');
			p++;
		}
		if (depth == 0 && (p == end || memchr(",]} \t\r\n:", *p, 8) != NULL))
			return p;
	}
	return end;
}

static struct bytes json_value(const uint8_t *p, const uint8_t *end)
{
	return (struct bytes){ p, (size_t)(json_end(p, end) - p) };
}

/* The value of a member of an object; empty: it has none. */
static struct bytes json_member(struct bytes object, const char *name)
{
	const uint8_t *p, *end;

	if (object.n < 2 || object.p[0] != '{')
		return (struct bytes){ NULL, 0 };
	p = object.p + 1;
	end = object.p + object.n;
	while ((p = json_blank(p, end)) < end && *p == '"') {
		const uint8_t *stop = json_string_end(p, end);
		struct bytes key, value;

		if (stop - p < 2)
			break;
		key = (struct bytes){ p + 1, (size_t)(stop - p) - 2 };
		p = json_blank(stop, end);
		if (p == end || *p != ':')
			break;
		p = json_blank(p + 1, end);
		value = json_value(p, end);
		if (bytes_are(key, name))
			return value;
		p += value.n;
	}
	return (struct bytes){ NULL, 0 };
}

static struct bytes json_text(struct bytes value)
{
	return value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"'
		? (struct bytes){ value.p + 1, value.n - 2 } : (struct bytes){ NULL, 0 };
}

static void json_object(struct parts *p, struct bytes object)
{
	struct bytes about = json_member(object, "metadata");
	struct part_words w = { json_text(json_member(object, "kind")), json_text(json_member(about, "name")),
		json_text(json_member(about, "namespace")) };

	if (w.name.n == 0)
		w.name = json_text(json_member(object, "current-context"));
	parts_add(p, object, &w);
}

static void json_list(struct parts *p, struct bytes list)
{
	const uint8_t *at = list.p + 1, *end = list.p + list.n;

	while ((at = json_blank(at, end)) < end && *at == '{') {
		struct bytes value = json_value(at, end);

		json_object(p, value);
		at += value.n;
	}
}

/* One value behind another, each an object, a List or an array of them. */
static void json_parts(struct parts *p)
{
	const uint8_t *at = p->data.p, *end = at + p->data.n;

	while ((at = json_blank(at, end)) < end && (*at == '{' || *at == '[')) {
		struct bytes value = json_value(at, end), items = json_member(value, "items");

		if (*at == '[')
			json_list(p, value);
		else if (items.n > 0 && items.p[0] == '[')
			json_list(p, items);
		else
			json_object(p, value);
		at += value.n;
	}
}

/* ---- YAML (1.2.2), as kubectl and people write it: blocks ---- */

struct yaml_line {
	struct bytes text; /* without its indentation and its end */
	size_t indent;
	const uint8_t *at;
	bool item;         /* "- " in front of it, which counts as indentation */
};

static bool line_next(struct bytes *in, struct yaml_line *l)
{
	const uint8_t *end;
	size_t n;

	if (in->n == 0)
		return false;
	end = memchr(in->p, '\n', in->n);
	n = end != NULL ? (size_t)(end - in->p) : in->n;
	*l = (struct yaml_line){ .text = { in->p, n }, .at = in->p };
	n += end != NULL;
	*in = (struct bytes){ in->p + n, in->n - n };
	while (l->text.n > 0 && memchr(" \t\r", l->text.p[l->text.n - 1], 3) != NULL)
		l->text.n--;
	while (l->text.n > 0
		&& (l->text.p[0] == ' ' || (!l->item && l->text.n > 1 && memcmp(l->text.p, "- ", 2) == 0))) {
		l->item |= l->text.p[0] == '-';
		l->indent++;
		l->text = (struct bytes){ l->text.p + 1, l->text.n - 1 };
	}
	return true;
}

/* "name: value"; the value without its quotes. false: it is of another key. */
static bool line_has(const struct yaml_line *l, const char *key, struct bytes *value)
{
	size_t n = strlen(key);

	if (l->text.n <= n || memcmp(l->text.p, key, n) != 0 || l->text.p[n] != ':')
		return false;
	*value = (struct bytes){ l->text.p + n + 1, l->text.n - n - 1 };
	while (value->n > 0 && memchr(" '\"", value->p[0], 3) != NULL)
		*value = (struct bytes){ value->p + 1, value->n - 1 };
	while (value->n > 0 && memchr(" '\"", value->p[value->n - 1], 3) != NULL)
		value->n--;
	return true;
}

/* The keys of one object stand where its first one does; those of its metadata stand deeper. */
static void yaml_object(struct parts *p, struct bytes octets)
{
	struct part_words w = { 0 };
	struct bytes in = octets, none;
	size_t indent = 0, deeper = 0;
	bool first = true, about = false;
	struct yaml_line l;

	while (line_next(&in, &l)) {
		if (l.text.n == 0 || l.text.p[0] == '#')
			continue;
		if (first)
			indent = l.indent;
		first = false;
		if (l.indent == indent) {
			about = line_has(&l, "metadata", &none);
			deeper = 0;
			(void)line_has(&l, "kind", &w.kind);
			if (w.name.n == 0)
				(void)line_has(&l, "current-context", &w.name);
		} else if (about && l.indent > indent) {
			deeper = deeper == 0 ? l.indent : deeper;
			if (l.indent == deeper && !line_has(&l, "name", &w.name))
				(void)line_has(&l, "namespace", &w.space);
		}
	}
	parts_add(p, octets, &w);
}

/* The objects of a List: each begins with a dash where the first one does. */
static void yaml_items(struct parts *p, struct bytes in)
{
	const uint8_t *begin = NULL, *end = in.p + in.n;
	size_t indent = 0;
	struct yaml_line l;

	while (line_next(&in, &l)) {
		size_t dash = l.indent - (l.item ? 2 : 0);
		bool starts;

		if (l.text.n == 0)
			continue;
		if (begin == NULL)
			indent = dash;
		starts = l.item && dash == indent;
		if (begin != NULL && (starts || dash < indent || (dash == indent && !l.item)))
			yaml_object(p, (struct bytes){ begin, (size_t)(l.at - begin) });
		if (!starts) {
			if (begin == NULL || dash <= indent)
				return;
			continue;
		}
		begin = l.at;
	}
	if (begin != NULL)
		yaml_object(p, (struct bytes){ begin, (size_t)(end - begin) });
}

static void yaml_document(struct parts *p, struct bytes doc)
{
	struct bytes in = doc, value;
	struct yaml_line l;

	while (line_next(&in, &l))
		if (l.indent == 0 && line_has(&l, "items", &value) && value.n == 0) {
			yaml_items(p, in);
			return;
		}
	yaml_object(p, doc);
}

static void yaml_parts(struct parts *p)
{
	struct bytes in = p->data;
	const uint8_t *begin = in.p, *end = in.p + in.n;
	struct yaml_line l;

	while (line_next(&in, &l)) {
		if (l.indent > 0 || l.text.n < 3 || memcmp(l.text.p, "---", 3) != 0
			|| (l.text.n > 3 && l.text.p[3] != ' '))
			continue;
		yaml_document(p, (struct bytes){ begin, (size_t)(l.at - begin) });
		begin = in.p;
	}
	yaml_document(p, (struct bytes){ begin, (size_t)(end - begin) });
}

/* ---- the whole ---- */

size_t file_parts(struct bytes data, struct file_part **out, bool *more)
{
	static const char word[] = "kind";
	struct parts p = { .data = data, .line = 1 };
	const uint8_t *at;

	*out = NULL;
	*more = false;
	if (data.n > 3 && memcmp(data.p, "\xef\xbb\xbf", 3) == 0)
		p.data = (struct bytes){ data.p + 3, data.n - 3 };
	if (memmem(p.data.p, p.data.n, word, sizeof word - 1) == NULL)
		return 0;
	p.counted = p.data.p;
	at = json_blank(p.data.p, p.data.p + p.data.n);
	if (at < p.data.p + p.data.n && (*at == '{' || *at == '['))
		json_parts(&p);
	else
		yaml_parts(&p);
	*more = p.more;
	if (p.n > 1) {
		*out = p.list;
		return p.n;
	}
	file_parts_free(p.list, p.n);
	return 0;
}

void file_parts_free(struct file_part *parts, size_t n)
{
	while (n > 0)
		free(parts[--n].name);
	free(parts);
}
