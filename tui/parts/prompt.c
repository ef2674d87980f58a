/* SPDX-License-Identifier: GPL-3.0-or-later
 * Editing one line. */
#include "parts/prompt.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

void prompt_init(struct prompt *p, size_t max)
{
	*p = (struct prompt){ .max = max, .size = 64 };
	p->text = mem_alloc(p->size);
	p->killed = mem_strdup("");
	p->typed = mem_strdup("");
}

void prompt_done(struct prompt *p)
{
	for (size_t i = 0; i < p->n_history; i++)
		free(p->history[i]);
	free(p->history);
	free(p->text);
	free(p->killed);
	free(p->typed);
	*p = (struct prompt){ 0 };
}

static bool prompt_insert(struct prompt *p, const char *s, size_t n)
{
	if (n > p->max - p->len)
		return false;
	while (p->len + n + 1 > p->size) {
		p->size *= 2;
		p->text = mem_resize(p->text, p->size, 1);
	}
	memmove(p->text + p->at + n, p->text + p->at, p->len - p->at + 1);
	memcpy(p->text + p->at, s, n);
	p->len += n;
	p->at += n;
	return true;
}

/* Take out the bytes from `from` to `to`; the cursor goes to where they were. */
static void prompt_delete(struct prompt *p, size_t from, size_t to)
{
	memmove(p->text + from, p->text + to, p->len - to + 1);
	p->len -= to - from;
	p->at = from;
}

static void prompt_kill(struct prompt *p, size_t from, size_t to)
{
	if (from == to)
		return;
	free(p->killed);
	p->killed = mem_strndup(p->text + from, to - from);
	prompt_delete(p, from, to);
}

void prompt_set(struct prompt *p, const char *text)
{
	prompt_delete(p, 0, p->len);
	(void)prompt_insert(p, text, strnlen(text, p->max));
}

void prompt_remember(struct prompt *p, const char *text)
{
	if (*text != '\0' && (p->n_history == 0 || strcmp(p->history[p->n_history - 1], text) != 0)) {
		if (p->n_history == LIMIT_HISTORY) {
			free(p->history[0]);
			memmove(p->history, p->history + 1, (LIMIT_HISTORY - 1) * sizeof *p->history);
			p->n_history--;
		}
		p->history = mem_resize(p->history, p->n_history + 1, sizeof *p->history);
		p->history[p->n_history++] = mem_strdup(text);
	}
	p->shown = p->n_history;
}

/* The places before and behind the character at the cursor, and likewise of the word. */
static size_t prompt_before(const struct prompt *p, size_t at)
{
	while (at > 0 && ((unsigned char)p->text[--at] & 0xc0) == 0x80)
		;
	return at;
}

static size_t prompt_behind(const struct prompt *p, size_t at)
{
	while (at < p->len && ((unsigned char)p->text[++at] & 0xc0) == 0x80)
		;
	return at;
}

static bool prompt_parts(char c)
{
	return c != '\0' && strchr(" ./:@", c) != NULL;
}

static size_t prompt_word_before(const struct prompt *p)
{
	size_t at = p->at;

	while (at > 0 && prompt_parts(p->text[at - 1]))
		at--;
	while (at > 0 && !prompt_parts(p->text[at - 1]))
		at--;
	return at;
}

static size_t prompt_word_behind(const struct prompt *p)
{
	size_t at = p->at;

	while (at < p->len && prompt_parts(p->text[at]))
		at++;
	while (at < p->len && !prompt_parts(p->text[at]))
		at++;
	return at;
}

static bool prompt_history(struct prompt *p, int step)
{
	if ((step < 0 && p->shown == 0) || (step > 0 && p->shown >= p->n_history))
		return false;
	if (p->shown == p->n_history) {
		free(p->typed);
		p->typed = mem_strdup(p->text);
	}
	p->shown = step < 0 ? p->shown - 1 : p->shown + 1;
	prompt_set(p, p->shown == p->n_history ? p->typed : p->history[p->shown]);
	return true;
}

static void prompt_char(struct prompt *p, int32_t key)
{
	uint8_t bytes[6];
	int n = u8_uctomb(bytes, (ucs4_t)key, sizeof bytes);

	if (n > 0)
		(void)prompt_insert(p, (const char *)bytes, (size_t)n);
}

/* The editing keys. False: the key is none of them. */
static bool prompt_edit(struct prompt *p, int32_t key)
{
	switch (key) {
	case KEYCODE_LEFT: case CTRL_KEY('b'): p->at = prompt_before(p, p->at); return true;
	case KEYCODE_RIGHT: case CTRL_KEY('f'): p->at = prompt_behind(p, p->at); return true;
	case KEYCODE_WORD_LEFT: p->at = prompt_word_before(p); return true;
	case KEYCODE_WORD_RIGHT: p->at = prompt_word_behind(p); return true;
	case KEYCODE_HOME: case CTRL_KEY('a'): p->at = 0; return true;
	case KEYCODE_END: case CTRL_KEY('e'): p->at = p->len; return true;
	case KEYCODE_BACKSPACE: prompt_delete(p, prompt_before(p, p->at), p->at); return true;
	case KEYCODE_DELETE: case CTRL_KEY('d'): prompt_delete(p, p->at, prompt_behind(p, p->at)); return true;
	case CTRL_KEY('k'): prompt_kill(p, p->at, p->len); return true;
	case CTRL_KEY('u'): prompt_kill(p, 0, p->at); return true;
	case KEYCODE_WORD_DELETE: prompt_kill(p, p->at, prompt_word_behind(p)); return true;
	case KEYCODE_WORD_RUB: case CTRL_KEY('w'): prompt_kill(p, prompt_word_before(p), p->at); return true;
	case CTRL_KEY('y'): (void)prompt_insert(p, p->killed, strlen(p->killed)); return true;
	default: return false;
	}
}

enum prompt_result prompt_key(struct prompt *p, int32_t key)
{
	if (key == KEYCODE_CR || key == '\n' || key == KEYCODE_ENTER)
		return PROMPT_DONE;
	if (key == KEYCODE_ESC || key == CTRL_KEY('g'))
		return PROMPT_CANCELLED;
	if (key == KEYCODE_UP || key == CTRL_KEY('p'))
		return prompt_history(p, -1) ? PROMPT_EDITED : PROMPT_IGNORED;
	if (key == KEYCODE_DOWN || key == CTRL_KEY('n'))
		return prompt_history(p, 1) ? PROMPT_EDITED : PROMPT_IGNORED;
	if (prompt_edit(p, key))
		return PROMPT_EDITED;
	if (key < ' ' || key == 127 || (key >= 0x80 && key < 0xa0) || key >= KEYCODE_BASE)
		return PROMPT_IGNORED;
	prompt_char(p, key);
	return PROMPT_EDITED;
}

void prompt_draw(const struct prompt *p, const struct draw *d, int y, int x, int w, const char *hint, bool focus)
{
	char *clean = text_clean(p->text, p->len, p->max * 8 + 64),
		*before = text_clean(p->text, p->at, p->max * 8 + 64);
	int cursor = draw_width(d, before), skip = 0;
	const char *s = clean;

	while (cursor - skip >= w && *s != '\0') {
		size_t n = text_prefix(s, 1);

		skip += n > 0 ? 1 : 2;
		n = n > 0 ? n : text_prefix(s, 2);
		if (n == 0)
			break;
		s += n;
	}
	if (p->len == 0 && hint != NULL)
		(void)draw_text_in(d, y, x, w, INK_DIM, hint);
	else
		(void)draw_text_in(d, y, x, w, INK_PROMPT, s);
	if (focus)
		draw_cursor(d, y, x + cursor - skip);
	free(clean);
	free(before);
}

bool prompt_filter_key(struct prompt *p, bool *typing, int32_t key)
{
	if (!*typing || key == KEYCODE_UP || key == KEYCODE_DOWN)
		return false;
	switch (prompt_key(p, key)) {
	case PROMPT_DONE: *typing = false; break;
	case PROMPT_CANCELLED: *typing = false; prompt_set(p, ""); break;
	case PROMPT_EDITED: break;
	case PROMPT_IGNORED: return key != KEYCODE_TAB;
	}
	return true;
}
