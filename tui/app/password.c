/* SPDX-License-Identifier: GPL-3.0-or-later
 * A password, asked for in the last line while a job waits for it and all else goes on. Nothing that is typed is
 * shown or kept. */
#include "app/password.h"

#include "base/mem.h"
#include "base/secret.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

/* "the PKCS #12 file s.p12": without the folder. The caller frees. */
static char *secret_of(const char *label)
{
	const char *path = strchr(label, '/'), *name = strrchr(label, '/');

	if (path == NULL)
		return mem_printf("%.60s", label);
	while (path > label && path[-1] != ' ')
		path--;
	return mem_printf("%.*s%.40s", (int)(path - label), label, name + 1);
}

static void secret_bytes(struct secret *s, const char *text, size_t n)
{
	if (n == 0 || s->len + n >= sizeof s->text)
		return;
	memcpy(s->text + s->len, text, n);
	s->len += n;
	s->text[s->len] = '\0';
}

static void secret_char(struct secret *s, int32_t key)
{
	uint8_t room[6];
	int n = u8_uctomb(room, (ucs4_t)key, sizeof room);

	if (n > 0)
		secret_bytes(s, (const char *)room, (size_t)n);
}

static void secret_rub(struct secret *s)
{
	while (s->len > 0 && ((unsigned char)s->text[--s->len] & 0xc0) == 0x80)
		;
	s->text[s->len] = '\0';
}

/* What was being typed goes on afterwards. */
static void secret_end(struct app *a, bool given)
{
	struct secret *s = &a->secret;

	a->source->answer(a->source, s->job, given ? s->text : NULL);
	explicit_bzero(s, sizeof *s);
	a->question.asking = a->asked.asking;
	memcpy(a->question.label, a->asked.label, sizeof a->question.label);
	a->dirty = true;
}

void app_secret_key(struct app *a, int32_t key)
{
	switch (key) {
	case KEYCODE_CR: case '\n': case KEYCODE_ENTER: secret_end(a, true); return;
	case KEYCODE_ESC: case CTRL_KEY('g'): secret_end(a, false); return;
	case KEYCODE_BACKSPACE: secret_rub(&a->secret); return;
	case CTRL_KEY('u'):
		explicit_bzero(a->secret.text, sizeof a->secret.text);
		a->secret.len = 0;
		return;
	default: break;
	}
	if (key >= ' ' && key != 127 && !(key >= 0x80 && key < 0xa0) && key < KEYCODE_BASE)
		secret_char(&a->secret, key);
}

void app_secret_paste(struct app *a, const char *text)
{
	secret_bytes(&a->secret, text, strcspn(text, "\r\n"));
}

void app_questions(struct app *a)
{
	struct engine_question q;
	char *label;

	if (a->question.asking == ASKING_SECRET || a->source->question == NULL
		|| !a->source->question(a->source, &q))
		return;
	secret_held();
	label = secret_of(q.label);
	a->asked.asking = a->question.asking;
	memcpy(a->asked.label, a->question.label, sizeof a->asked.label);
	a->question.asking = ASKING_SECRET;
	(void)snprintf(a->question.label, sizeof a->question.label,
		q.again ? "Not it. Password of %s:" : "Password of %s:", label);
	free(label);
	a->secret.job = q.job;
	a->dirty = true;
}
