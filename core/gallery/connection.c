/* SPDX-License-Identifier: GPL-3.0-or-later
 * One client of the gallery: handshake, a page for browsers that go on, and a quiet end. */
#include "gallery/connection.h"

#include "gallery/http-page.h"
#include "base/mem.h"
#include "gallery/list.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* LINGER: closing a socket with unread bytes makes the kernel send a reset, which can overtake the alert or the
 * page; so the writing side is closed first, and what still comes is read and dropped. */
enum demo_state { DEMO_HANDSHAKE, DEMO_REQUEST, DEMO_REPLY, DEMO_LINGER };

struct demo_conn {
	const struct demo_stage *stage;
	enum demo_door door;
	const struct demo_chain *chain;
	gnutls_session_t session;        /* NULL: plain text */
	int fd;
	enum demo_state state;
	bool want_write;
	int64_t deadline;
	struct buf in, out;
	size_t sent;
	gnutls_ocsp_data_st staple;
};

int demo_conn_fd(const struct demo_conn *c)
{
	return c->fd;
}

short demo_conn_events(const struct demo_conn *c)
{
	return c->want_write ? POLLOUT : POLLIN;
}

int64_t demo_conn_deadline(const struct demo_conn *c)
{
	return c->deadline;
}

/* The server name has come: choose the scenario. A refusal lets the handshake fail. */
static int demo_client_hello(gnutls_session_t session)
{
	struct demo_conn *c = gnutls_session_get_ptr(session);
	char name[LIMIT_HOST_BYTES + 3];
	size_t size = sizeof name;
	unsigned type;

	if (c->door == DEMO_DOOR_ALL) {
		const bool named = gnutls_server_name_get(session, name, &size, &type, 0) == 0
			&& type == GNUTLS_NAME_DNS;

		c->chain = c->stage->by_name(c->stage->ctx, named ? name : NULL);
	}
	if (c->chain == NULL)
		return GNUTLS_E_UNRECOGNIZED_NAME;
	if (c->chain->mode == DEMO_TLS_CLIENT)
		gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE);
	return 0;
}

/* The chain goes out as it was made. (gnutls_certificate_set_x509_key() would sort it.) */
static int demo_certificates(gnutls_session_t session, const struct gnutls_cert_retr_st *info, gnutls_pcert_st **certs,
	unsigned *n,
	gnutls_ocsp_data_st **staple, unsigned *n_staple, gnutls_privkey_t *key, unsigned *flags)
{
	struct demo_conn *c = gnutls_session_get_ptr(session);

	(void)info;
	if (c->chain == NULL)
		return GNUTLS_E_UNRECOGNIZED_NAME;
	*certs = (gnutls_pcert_st *)(uintptr_t)c->chain->certs;
	*n = c->chain->n_certs;
	*key = c->chain->key;
	*flags = 0;
	*staple = NULL;
	*n_staple = 0;
	if (c->chain->staple.len > 0) {
		c->staple.response = (gnutls_datum_t){ (unsigned char *)c->chain->staple.data,
			(unsigned)c->chain->staple.len };
		*staple = &c->staple;
		*n_staple = 1;
	}
	return 0;
}

int demo_stage_init(struct demo_stage *s, struct cc_err *e)
{
	int r;

	if ((r = gnutls_certificate_allocate_credentials(&s->credentials)) < 0 ||
		(r = gnutls_priority_init2(&s->normal, "NORMAL", NULL, 0)) < 0 ||
		(r = gnutls_priority_init2(&s->old, "NORMAL:-VERS-ALL:+VERS-TLS1.1:+VERS-TLS1.0:+SIGN-ECDSA-SHA1:+SHA1",
		NULL, 0)) < 0)
		return err_setx(e, ERR_CRYPTO, "the gallery's server: %s", gnutls_strerror(r));
	gnutls_certificate_set_retrieve_function3(s->credentials, demo_certificates);
	return 0;
}

void demo_stage_done(struct demo_stage *s)
{
	if (s->credentials != NULL)
		gnutls_certificate_free_credentials(s->credentials);
	if (s->normal != NULL)
		gnutls_priority_deinit(s->normal);
	if (s->old != NULL)
		gnutls_priority_deinit(s->old);
	*s = (struct demo_stage){ 0 };
}

static int demo_conn_tls(struct demo_conn *c)
{
	const bool old = c->chain != NULL && c->chain->mode == DEMO_TLS_OLD;
	int r = gnutls_init(&c->session, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL | GNUTLS_NO_TICKETS);

	if (r < 0)
		return r;
	gnutls_session_set_ptr(c->session, c);
	gnutls_transport_set_int(c->session, c->fd);
	gnutls_handshake_set_post_client_hello_function(c->session, demo_client_hello);
	if ((r = gnutls_priority_set(c->session, old ? c->stage->old : c->stage->normal)) < 0)
		return r;
	return gnutls_credentials_set(c->session, GNUTLS_CRD_CERTIFICATE, c->stage->credentials);
}

static void demo_conn_end(struct demo_conn *c, int64_t now_ms)
{
	if (c->session != NULL && c->state != DEMO_HANDSHAKE)
		(void)gnutls_bye(c->session, GNUTLS_SHUT_WR);
	(void)shutdown(c->fd, SHUT_WR);
	c->state = DEMO_LINGER;
	c->want_write = false;
	if (c->deadline > now_ms + LIMIT_DEMO_LINGER_MS)
		c->deadline = now_ms + LIMIT_DEMO_LINGER_MS;
}

struct demo_conn *demo_conn_new(const struct demo_stage *s, int fd, enum demo_door door, const struct demo_chain *chain,
	int64_t now_ms)
{
	struct demo_conn *c = mem_alloc(sizeof *c);
	const enum demo_mode mode = chain != NULL ? chain->mode : DEMO_TLS;

	*c = (struct demo_conn){ .stage = s, .door = door, .chain = chain, .fd = fd,
		.deadline = now_ms + LIMIT_DEMO_CONNECTION_MS,
		.in = BUF_INIT(LIMIT_DEMO_REQUEST_BYTES), .out = BUF_INIT(LIMIT_DEMO_PAGE_BYTES) };
	if (door == DEMO_DOOR_FETCH || mode == DEMO_PLAIN_HTTP)
		c->state = DEMO_REQUEST;
	else if (mode == DEMO_CLOSES)
		demo_conn_end(c, now_ms);
	else if (demo_conn_tls(c) < 0) {
		demo_conn_free(c);
		c = NULL;
	}
	return c;
}

void demo_conn_free(struct demo_conn *c)
{
	if (c == NULL)
		return;
	if (c->session != NULL)
		gnutls_deinit(c->session);
	(void)close(c->fd);
	buf_done(&c->in);
	buf_done(&c->out);
	free(c);
}

/* Read or write, through TLS or not: octets moved, 0 at the end, DEMO_WAIT when there is nothing to do now,
 * DEMO_BROKEN. */
enum { DEMO_WAIT = -1, DEMO_BROKEN = -2 };

static ssize_t demo_result(struct demo_conn *c, ssize_t r)
{
	if (r >= 0)
		return r;
	if (c->session == NULL)
		return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? DEMO_WAIT : DEMO_BROKEN;
	c->want_write = gnutls_record_get_direction(c->session) == 1;
	return gnutls_error_is_fatal((int)r) ? DEMO_BROKEN : DEMO_WAIT;
}

static ssize_t demo_read(struct demo_conn *c, void *p, size_t n)
{
	return demo_result(c, c->session != NULL ? gnutls_record_recv(c->session, p, n) : recv(c->fd, p, n, 0));
}

static ssize_t demo_write(struct demo_conn *c, const void *p, size_t n)
{
	return demo_result(c,
		c->session != NULL ? gnutls_record_send(c->session, p, n) : send(c->fd, p, n, MSG_NOSIGNAL));
}

static bool demo_step_handshake(struct demo_conn *c, int64_t now_ms)
{
	int r = gnutls_handshake(c->session);

	c->want_write = gnutls_record_get_direction(c->session) == 1;
	if (r == 0) {
		c->state = DEMO_REQUEST;
		c->want_write = false;
	} else if (gnutls_error_is_fatal(r)) {
		(void)gnutls_alert_send_appropriate(c->session, r);
		demo_conn_end(c, now_ms);
	}
	return true;
}

/* A request ends with an empty line. What does not look like HTTP has its answer at once, as web servers do it. */
static bool demo_request_complete(const struct demo_conn *c)
{
	static const char letters[] = "GET POST HEAD OPTIONS PUT";

	if (c->in.len < 3 || c->in.full)
		return c->in.full;
	return strstr(c->in.data, "\r\n\r\n") != NULL || memmem(letters, sizeof letters - 1, c->in.data, 3) == NULL;
}

static void demo_answer(struct demo_conn *c)
{
	const struct demo_scenario *s = c->chain != NULL ? demo_at(c->chain->scenario) : NULL;
	char path[256] = "";

	if (c->in.len > 4 && strncmp(c->in.data, "GET ", 4) == 0) {
		size_t n = strcspn(c->in.data + 4, " \r\n");

		if (n < sizeof path)
			memcpy(path, c->in.data + 4, n);
	}
	if (path[0] == '\0')
		demo_page_refusal(&c->out);
	else if (c->door == DEMO_DOOR_FETCH)
		demo_page_fetch(&c->out, c->stage->by_path(c->stage->ctx, path));
	else
		demo_page_lesson(&c->out, s);
	c->state = DEMO_REPLY;
	c->want_write = true;
}

static bool demo_step_request(struct demo_conn *c)
{
	char piece[2048];
	ssize_t n = demo_read(c, piece, sizeof piece);

	if (n == DEMO_WAIT)
		return true;
	if (n <= 0)
		return false;
	(void)buf_add(&c->in, piece, (size_t)n);
	if (demo_request_complete(c))
		demo_answer(c);
	return true;
}

static bool demo_step_reply(struct demo_conn *c, int64_t now_ms)
{
	ssize_t n = demo_write(c, c->out.data + c->sent, c->out.len - c->sent);

	if (n == DEMO_BROKEN)
		return false;
	if (n > 0)
		c->sent += (size_t)n;
	if (c->sent == c->out.len)
		demo_conn_end(c, now_ms);
	else
		c->want_write = true;
	return true;
}

static bool demo_step_linger(struct demo_conn *c)
{
	char piece[4096];
	ssize_t n = recv(c->fd, piece, sizeof piece, 0);

	return n > 0 || (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR));
}

bool demo_conn_step(struct demo_conn *c, int64_t now_ms)
{
	switch (c->state) {
	case DEMO_HANDSHAKE:
		return demo_step_handshake(c, now_ms);
	case DEMO_REQUEST:
		return demo_step_request(c);
	case DEMO_REPLY:
		return demo_step_reply(c, now_ms);
	case DEMO_LINGER:
		break;
	}
	return demo_step_linger(c);
}
