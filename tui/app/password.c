/* SPDX-License-Identifier: GPL-3.0-or-later
 * A password, asked for in the last line while the engine waits for it. Nothing that is typed is shown or kept. */
#include "app/app-private.h"

#include "base/mem.h"

#include <poll.h>
#include <string.h>
#include <unistr.h>

enum { APP_PASSWORD_BYTES = 512 };

struct secret { char text[APP_PASSWORD_BYTES]; size_t len; };

static void app_secret_char(struct secret *s, int32_t key)
{
	uint8_t room[6];
	int n = u8_uctomb(room, (ucs4_t)key, sizeof room);

	if (n <= 0 || s->len + (size_t)n >= sizeof s->text)
		return;
	memcpy(s->text + s->len, room, (size_t)n);
	s->len += (size_t)n;
	s->text[s->len] = '\0';
}

static void app_secret_rub(struct secret *s)
{
	while (s->len > 0 && ((unsigned char)s->text[--s->len] & 0xc0) == 0x80)
		;
	s->text[s->len] = '\0';
}

static enum prompt_result app_secret_key(struct secret *s, int32_t key)
{
	switch (key) {
	case KEYCODE_CR: case '\n': case KEYCODE_ENTER: return PROMPT_DONE;
	case KEYCODE_ESC: case CTRL_KEY('g'): return PROMPT_CANCELLED;
	case KEYCODE_BACKSPACE: app_secret_rub(s); return PROMPT_EDITED;
	case CTRL_KEY('u'): explicit_bzero(s, sizeof *s); return PROMPT_EDITED;
	default: break;
	}
	if (key < ' ' || key == 127 || (key >= 0x80 && key < 0xa0) || key >= KEYCODE_BASE)
		return PROMPT_IGNORED;
	app_secret_char(s, key);
	return PROMPT_EDITED;
}

/* Keys go to the secret, everything else where it always goes. */
static enum prompt_result app_secret_input(struct app *a, struct secret *s)
{
	struct screen_input in = screen_next(a->screen);

	if (in.event == SCREEN_PASTE) {
		size_t n = strcspn(in.text, "\r\n"), room = sizeof s->text - 1 - s->len;

		n = n < room ? n : room;
		memcpy(s->text + s->len, in.text, n);
		s->len += n;
		s->text[s->len] = '\0';
		screen_input_done(&in);
		return PROMPT_EDITED;
	}
	if (in.event == SCREEN_KEY && in.key != CTRL_KEY('c'))
		return app_secret_key(s, in.key);
	if (in.event == SCREEN_KEY)
		a->leave = true;
	else if (in.event != SCREEN_CLICK)
		app_input(a, &in);
	return in.event == SCREEN_NOTHING ? PROMPT_IGNORED : PROMPT_EDITED;
}

static enum prompt_result app_secret_ask(struct app *a, struct secret *s)
{
	enum prompt_result r = PROMPT_EDITED;
	int fds[SCREEN_N_FDS];
	struct pollfd p[SCREEN_N_FDS];

	screen_fds(a->screen, fds);
	for (size_t i = 0; i < SCREEN_N_FDS; i++)
		p[i] = (struct pollfd){ .fd = fds[i], .events = POLLIN };
	while (r != PROMPT_DONE && r != PROMPT_CANCELLED && !a->leave) {
		if (r == PROMPT_EDITED)
			app_paint(a);
		r = app_secret_input(a, s);
		if (r == PROMPT_IGNORED)
			(void)poll(p, SCREEN_N_FDS, screen_rest(a->screen));
	}
	return r;
}

char *app_password(void *ctx, const char *label, bool again)
{
	struct app *a = ctx;
	struct question asked = a->question;         /* what was being typed goes on afterwards */
	const char *slash = strrchr(label, '/');
	struct secret s = { .len = 0 };
	char *answer = NULL;

	if (a->leave)
		return NULL;
	a->question.asking = ASKING_SECRET;
	(void)snprintf(a->question.label, sizeof a->question.label,
		again ? "Not it. Password of %.50s:" : "Password of %.50s:", slash != NULL ? slash + 1 : label);
	if (app_secret_ask(a, &s) == PROMPT_DONE)
		answer = mem_strdup(s.text);
	explicit_bzero(&s, sizeof s);
	a->question = asked;
	a->dirty = true;
	return answer;
}
