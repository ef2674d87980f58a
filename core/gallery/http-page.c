/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the gallery says to a browser that goes on. */
#include "gallery/http-page.h"

#include "base/limits.h"


static void demo_page(struct buf *out, const char *status, const char *type, const void *body, size_t n)
{
	(void)buf_addf(out, "HTTP/1.1 %s\r\nServer: certcard-gallery\r\nContent-Type: %s\r\nContent-Length:"
		" %zu\r\nCache-Control: no-store\r\n"
		"Connection: close\r\n\r\n", status, type, n);
	(void)buf_add(out, body, n);
}

/* Our own text, made fit for HTML. */
static void demo_page_text(struct buf *b, const char *text)
{
	for (; *text != '\0'; text++)
		switch (*text) {
		case '<': (void)buf_adds(b, "&lt;"); break;
		case '>': (void)buf_adds(b, "&gt;"); break;
		case '&': (void)buf_adds(b, "&amp;"); break;
		default: (void)buf_addc(b, *text);
		}
}

static void demo_page_paragraph(struct buf *b, const char *before, const char *text, const char *after)
{
	(void)buf_adds(b, before);
	demo_page_text(b, text);
	(void)buf_adds(b, after);
}

void demo_page_lesson(struct buf *out, const struct demo_scenario *s)
{
	struct buf b = BUF_INIT(LIMIT_DEMO_PAGE_BYTES / 2);

	(void)buf_adds(&b, "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\""
		" content=\"width=device-width\">\n"
		"<style>body{font:1.1em/1.5 sans-serif;max-width:38em;margin:3em auto;padding:0 1em}</style>\n");
	demo_page_paragraph(&b, "<title>", s->name, " - certcard gallery</title>\n");
	demo_page_paragraph(&b, "<h1>", s->title, "</h1>\n");
	demo_page_paragraph(&b, "<p>This page came from the certcard gallery on your own computer, scenario <b>",
		s->name, "</b>.</p>\n");
	demo_page_paragraph(&b, "<p>", s->lesson.look, "</p>\n");
	demo_page_paragraph(&b, "<p><b>", s->lesson.question, "</b></p>\n");
	demo_page_paragraph(&b, "<details><summary>The answer</summary><p>", s->lesson.answer,
		"</p></details>\n</html>\n");
	demo_page(out, "200 OK", "text/html; charset=utf-8", b.data, b.len);
	buf_done(&b);
}

void demo_page_fetch(struct buf *out, const struct buf *der)
{
	static const char none[] = "There is no such certificate here.\n";

	if (der != NULL && der->len > 0)
		demo_page(out, "200 OK", "application/pkix-cert", der->data, der->len);
	else
		demo_page(out, "404 Not Found", "text/plain", none, sizeof none - 1);
}

void demo_page_refusal(struct buf *out)
{
	static const char why[] = "This server speaks plain HTTP on this port.\n";

	demo_page(out, "400 Bad Request", "text/plain", why, sizeof why - 1);
}
