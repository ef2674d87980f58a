/* SPDX-License-Identifier: GPL-3.0-or-later
 * The courses for a class: choose one and begin. */
#include "parts/quiz.h"
#include "views/gallery-titles.h"
#include "views/pager.h"

struct lessons {
	struct pager pager;
	int at;
	bool moved;              /* the chosen course is to be brought into view */
};

static void lessons_fill(struct view *v, struct page *p)
{
	struct lessons *s = v->state;
	const struct gallery_titles titles = gallery_titles(v->app);

	page_text(p, 0, INK_TEXT, "Scenarios of the gallery in an order that teaches. Each shows its card and a "
		"question first, and says what is the matter when the class has guessed. certcard --handout NAME prints the sheet.");
	for (size_t n = 0; n < quiz_courses(); n++)
		quiz_course_page(n, (int)n == s->at, &titles, p);
	for (int k = 0; s->moved && k < (int)p->n; k++) {
		if (p->lines[k].tag == s->at) {
			s->pager.top = s->at == 0 ? 0 : k;
			s->moved = false;
		}
	}
}

static void lessons_open(struct view *v)
{
	pager_open(v, lessons_fill);
}

static void lessons_choose(struct view *v, int at)
{
	struct lessons *s = v->state;

	if (at < 0 || (size_t)at >= quiz_courses())
		return;
	s->at = at;
	s->moved = true;
	pager_stale(v);
}

static enum handled lessons_request(struct view *v, enum request r)
{
	struct lessons *s = v->state;

	switch (r) {
	case REQUEST_UP: lessons_choose(v, s->at - 1); return HANDLED;
	case REQUEST_DOWN: lessons_choose(v, s->at + 1); return HANDLED;
	case REQUEST_ENTER:
		app_open(v->app, &view_quiz, &(struct view_arg){ .card = -1, .text = quiz_course_name((size_t)s->at) });
		return HANDLED;
	default: return pager_request(v, r);
	}
}

static const char *lessons_hint(const struct view *v, enum request r)
{
	switch (r) {
	case REQUEST_UP: case REQUEST_DOWN: return "course";
	case REQUEST_ENTER: return "begin";
	default: return pager_hint(v, r);
	}
}

static const enum request lessons_requests[] = { REQUEST_ENTER, PAGER_REQUESTS, REQUEST_NONE };

const struct view_ops view_lessons = {
	.name = "lessons", .title = "Lessons", .state_size = sizeof(struct lessons), .requests = lessons_requests,
	.open = lessons_open, .close = pager_close, .paint = pager_paint, .plain = pager_plain,
	.request = lessons_request, .hint = lessons_hint,
};
