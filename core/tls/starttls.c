/* SPDX-License-Identifier: GPL-3.0-or-later
 * The machine that runs the dialogues of starttls.def. */
#include "tls/starttls.h"

#include "base/limits.h"
#include "base/mem.h"
#include "net/net.h"
#include "tls/peer.h"
#include "base/text.h"
#include "tls/no-answer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum { REPLY_BYTES = 1000, ADDRESS_LITERAL = INET6_ADDRSTRLEN + 8 };

struct starttls_line {
	const char *say;             /* NULL: nothing */
	size_t say_n;
	starttls_reader *read;       /* NULL: nothing is answered; also behind the last step */
	const char *wants, *offer;
	double quiet_ms;             /* without a word for so long: on to the next step; 0: no */
	starttls_namer *code;        /* NULL: refusals have no number with a name */
};

struct starttls_dialogue {
	const char *name, *title;
	struct starttls_line steps[STARTTLS_STEPS];
};

static const struct starttls_dialogue starttls_dialogues[] = {
#define SAY(text) .say = (text), .say_n = sizeof(text) - 1
#define READ(reader, what) .read = read_##reader, .wants = (what)
#define OFFER(word) .offer = (word)
#define QUIET(ms) .quiet_ms = (ms)
#define CODE(namer) .code = (namer)
#define STARTTLS(id, words, ...) { .name = (id), .title = (words), .steps = { __VA_ARGS__ } },
#include "tls/starttls.def"
#undef STARTTLS
#undef CODE
#undef QUIET
#undef OFFER
#undef READ
#undef SAY
};

static const struct starttls_dialogue *starttls_find(const char *protocol)
{
	size_t i;

	for (i = 0; i < sizeof starttls_dialogues / sizeof *starttls_dialogues; i++)
		if (strcmp(starttls_dialogues[i].name, protocol) == 0)
			return &starttls_dialogues[i];
	return NULL;
}

/* This end of the connection as an address literal (RFC 5321 4.1.3): a name that is not ours makes some servers hang
 * up. */
static void starttls_address(const struct stream *stream, char out[static ADDRESS_LITERAL])
{
	struct sockaddr_storage a = { 0 };
	socklen_t n = sizeof a;
	char text[INET6_ADDRSTRLEN] = "127.0.0.1";

	if (getsockname(stream->fd, (struct sockaddr *)&a, &n) != 0)
		a.ss_family = AF_UNSPEC;
	if (a.ss_family == AF_INET6)
		(void)inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)&a)->sin6_addr, text, sizeof text);
	else if (a.ss_family == AF_INET)
		(void)inet_ntop(AF_INET, &((const struct sockaddr_in *)&a)->sin_addr, text, sizeof text);
	(void)snprintf(out, ADDRESS_LITERAL, a.ss_family == AF_INET6 ? "[IPv6:%s]" : "[%s]", text);
}

/* The text of the step into `out`. */
static void starttls_say(struct starttls *s, const char *host)
{
	const struct starttls_line *l = &s->dialogue->steps[s->step];
	const char *at = l->say;
	char address[ADDRESS_LITERAL];

	starttls_address(s->stream, address);
	for (size_t i = 0; i < l->say_n; i++) {
		bool named = at[i] == '%' && (at[i + 1] == 'h' || at[i + 1] == 'a');

		if (named)
			(void)buf_adds(&s->out, at[++i] == 'h' ? host : address);
		else
			(void)buf_add(&s->out, at + i, 1);
	}
}

void starttls_start(struct starttls *s, const char *protocol, const char *host, struct stream *stream)
{
	size_t i;

	*s = (struct starttls){ .dialogue = starttls_find(protocol), .stream = stream };
	buf_init(&s->out, LIMIT_LINE_BYTES);
	buf_init(&s->in, LIMIT_BANNER_BYTES);
	buf_init(&s->reply, REPLY_BYTES);
	if (s->dialogue == NULL) {
		s->end = STARTTLS_UNKNOWN;
		return;
	}
	/* All that will be said, each step's part ending where the next one's begins. */
	for (i = 0; i < STARTTLS_STEPS; i++) {
		s->step = i;
		starttls_say(s, host);
		s->ends[i] = s->out.len;
	}
	s->step = 0;
}

void starttls_done(struct starttls *s)
{
	buf_done(&s->out);
	buf_done(&s->in);
	buf_done(&s->reply);
}

static enum starttls_state starttls_fail(struct starttls *s, enum starttls_end end, struct bytes words)
{
	s->end = end;
	(void)buf_add(&s->reply, words.p, words.n < REPLY_BYTES ? words.n : REPLY_BYTES);
	return STARTTLS_FAILED;
}

/* Say what is left of this step. */
static enum starttls_state starttls_send(struct starttls *s)
{
	while (s->sent < s->ends[s->step]) {
		ssize_t n = stream_write(s->stream, s->out.data + s->sent, s->ends[s->step] - s->sent);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return STARTTLS_WANTS_WRITE;
		if (n < 0)
			return starttls_fail(s, STARTTLS_CLOSED, (struct bytes){ 0 });
		s->sent += (size_t)n;
	}
	return STARTTLS_DONE;
}

static void starttls_consume(struct starttls *s, size_t n)
{
	s->in.len -= n;
	memmove(s->in.data, s->in.data + n, s->in.len + 1);
}

static bool starttls_offers(struct bytes reply, const char *word)
{
	size_t n = strlen(word), i;

	for (i = 0; i + n <= reply.n; i++)
		if (strncasecmp((const char *)reply.p + i, word, n) == 0)
			return true;
	return false;
}

/* What the buffer holds, as an answer to this step. */
static enum starttls_state starttls_judge(struct starttls *s)
{
	const struct starttls_line *l = &s->dialogue->steps[s->step];
	struct bytes in = buf_bytes(&s->in), text = { 0 };
	size_t used = 0;

	switch (l->read(in, l->wants, &used, &text)) {
	case REPLY_MORE:
		return STARTTLS_WANTS_READ;
	case REPLY_NO:
		if (l->code != NULL)
			l->code(in, s->code, sizeof s->code);
		return starttls_fail(s, STARTTLS_REFUSED, text);
	case REPLY_ABSENT:
		return starttls_fail(s, STARTTLS_ABSENT, text);
	case REPLY_ODD:
		return starttls_fail(s, STARTTLS_GARBLED, in);
	default:
		break;
	}
	if (l->offer != NULL && !starttls_offers((struct bytes){ in.p, used }, l->offer))
		return starttls_fail(s, STARTTLS_ABSENT, (struct bytes){ 0 });
	starttls_consume(s, used);
	s->step++;
	return STARTTLS_DONE;
}

/* Nothing came that could be an answer, for long enough: on to the next step. */
static bool starttls_tires(struct starttls *s)
{
	if (s->quiet_until <= 0 || net_clock_ms() < s->quiet_until)
		return false;
	s->quiet_until = 0;
	s->step++;
	return true;
}

/* Read until this step's answer is there. */
static enum starttls_state starttls_listen(struct starttls *s)
{
	const struct starttls_line *l = &s->dialogue->steps[s->step];
	enum starttls_state r = s->in.len > 0 ? starttls_judge(s) : STARTTLS_WANTS_READ;
	char bytes[2048];

	if (l->quiet_ms > 0 && s->quiet_until <= 0)
		s->quiet_until = net_clock_ms() + l->quiet_ms;

	while (r == STARTTLS_WANTS_READ) {
		ssize_t n = stream_read(s->stream, bytes, sizeof bytes);

		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return starttls_tires(s) ? STARTTLS_DONE : STARTTLS_WANTS_READ;
		if (n <= 0)
			return starttls_fail(s, STARTTLS_CLOSED, buf_bytes(&s->in));
		s->heard += (size_t)n;
		if (s->heard > LIMIT_BANNER_BYTES || buf_add(&s->in, bytes, (size_t)n) != 0)
			return starttls_fail(s, STARTTLS_ENDLESS, (struct bytes){ 0 });
		r = starttls_judge(s);
	}
	s->quiet_until = 0;
	return r;
}

static bool starttls_is_over(const struct starttls *s)
{
	const struct starttls_line *l = &s->dialogue->steps[s->step];

	return s->step == STARTTLS_STEPS || (l->say == NULL && l->read == NULL);
}

enum starttls_state starttls_step(struct starttls *s)
{
	enum starttls_state r = STARTTLS_DONE;

	if (s->dialogue == NULL)
		return STARTTLS_FAILED;
	while (r == STARTTLS_DONE && !starttls_is_over(s)) {
		r = starttls_send(s);
		if (r != STARTTLS_DONE)
			return r;
		if (s->dialogue->steps[s->step].read == NULL)
			s->step++;
		else
			r = starttls_listen(s);
	}
	if (r == STARTTLS_DONE && s->in.len > 0)
		return starttls_fail(s, STARTTLS_INJECTED, buf_bytes(&s->in));
	return r;
}

/* ---- findings ---- */

/* What it said, clean, its lines joined; the caller frees. */
static char *starttls_words(const struct starttls *s)
{
	struct buf b = BUF_INIT(REPLY_BYTES + 1);
	size_t n = s->reply.len;
	char *clean;

	while (n > 0 && strchr("\r\n", s->reply.data[n - 1]) != NULL)
		n--;
	for (size_t i = 0; i < n; i++) {
		bool end = i + 1 < n && s->reply.data[i] == '\r' && s->reply.data[i + 1] == '\n';

		i += end;
		(void)buf_add(&b, s->reply.data[i] == '\n' ? " " : s->reply.data + i, 1);
	}
	clean = text_clean(b.len > 0 ? b.data : "", b.len, REPLY_BYTES);
	buf_done(&b);
	return clean;
}

/* `reply`, and `reason` with it in quotes behind these words. */
static void starttls_quote(const struct starttls *s, struct finding *f, const char *words)
{
	char *reply = starttls_words(s), *reason;

	if (s->code[0] != '\0')
		reason = mem_printf(reply[0] != '\0' ? "%s with %s: “%s”" : "%s with %s", words, s->code, reply);
	else
		reason = reply[0] != '\0' ? mem_printf("%s: “%s”", words, reply) : mem_strdup(words);
	if (reply[0] != '\0')
		finding_param(f, PARAM_REPLY, reply);
	finding_param(f, PARAM_REASON, reason);
	free(reason);
	free(reply);
}

/* Not this protocol: another one by name, or a mess. */
static void starttls_wrong(const struct starttls *s, struct finding *f)
{
	struct bytes opening = buf_bytes(&s->reply);
	const char *speaks = peer_recognise(opening);
	char *words;

	if (speaks != NULL && strstr(speaks, s->dialogue->title) == NULL) {
		finding_done(f);
		unreach_init(f, FINDING_NOT_TLS);
		peer_describe(f, opening);
		return;
	}
	words = mem_printf("what it says is not %s", s->dialogue->title);
	f->shade = SHADE_GARBLED;
	starttls_quote(s, f, words);
	free(words);
}

void starttls_finding(const struct starttls *s, struct finding *f)
{
	unreach_init(f, FINDING_STARTTLS_UNSUPPORTED);
	if (s->dialogue != NULL)
		finding_param(f, PARAM_PROTOCOL, s->dialogue->title);
	switch (s->end) {
	case STARTTLS_REFUSED:
		f->shade = SHADE_REFUSED;
		starttls_quote(s, f, "it refused");
		break;
	case STARTTLS_INJECTED:
		f->shade = SHADE_INJECTED;
		finding_param(f, PARAM_REASON,
			"plain text came behind its consent, as an attacker in between would send it");
		break;
	case STARTTLS_ENDLESS:
		f->shade = SHADE_ENDLESS;
		finding_param(f, PARAM_REASON, "its answers do not come to an end");
		break;
	case STARTTLS_GARBLED:
		starttls_wrong(s, f);
		break;
	case STARTTLS_CLOSED:
		finding_done(f);
		unreach_init(f, FINDING_CONNECTION_CLOSED);
		finding_param(f, PARAM_SEEN, "in the STARTTLS dialogue");
		break;
	default:
		break;
	}
}
