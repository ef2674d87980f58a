/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words of a hostile server's script. TLS 1.2 is spoken by hand: its first flight is in plain text, so that
 * everything in it can be wrong. */
#include "lib/hostile.h"

#include "base/mem.h"

#include <gnutls/abstract.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEARD_BYTES = 16384, RECORD_BYTES = 16384, LIFE_SECONDS = 20, FLIGHT_BYTES = 4 * 1024 * 1024 };
enum { RECORD_CCS = 20, RECORD_ALERT = 21, RECORD_HANDSHAKE = 22, RECORD_DATA = 23 };
enum { HELLO_REQUEST = 0, SERVER_HELLO = 2, CERTIFICATE = 11, SERVER_KEY_EXCHANGE = 12, HELLO_DONE = 14,
	CERTIFICATE_STATUS = 22 };

struct play {
	int fd;
	const struct hostile_part *part;
	bool dribble;                /* an octet at a time, with a pause */
	bool shreds;                 /* an octet in a record */
	bool gone;                   /* the peer has closed */
	uint8_t heard[HEARD_BYTES];
	size_t n_heard;
};

static void play_rest(long ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	(void)nanosleep(&t, NULL);
}

static void play_write(struct play *p, const void *data, size_t n)
{
	const uint8_t *b = data;

	while (n > 0 && !p->gone) {
		ssize_t sent = send(p->fd, b, p->dribble ? 1 : n, MSG_NOSIGNAL);

		if (sent <= 0) {
			p->gone = true;
			return;
		}
		b += sent;
		n -= (size_t)sent;
		if (p->dribble)
			play_rest(50);
	}
}

static void play_record(struct play *p, uint8_t type, const uint8_t *data, size_t n)
{
	size_t most = p->shreds ? 1 : RECORD_BYTES;

	do {
		size_t part = n < most ? n : most;
		const uint8_t head[] = { type, 3, 3, (uint8_t)(part >> 8), (uint8_t)part };
		uint8_t record[sizeof head + RECORD_BYTES];

		memcpy(record, head, sizeof head);
		if (part > 0)
			memcpy(record + sizeof head, data, part);
		play_write(p, record, sizeof head + part);
		data += part;
		n -= part;
	} while (n > 0 && !p->gone);
}

static void put_number(struct buf *b, size_t value, unsigned width)
{
	while (width-- > 0)
		(void)buf_addc(b, (char)(value >> 8 * width));
}

/* `more`: so many octets does the message claim beyond those that it has. */
static void play_message(struct play *p, uint8_t type, struct bytes body, size_t more)
{
	struct buf b = BUF_INIT(FLIGHT_BYTES);

	put_number(&b, type, 1);
	put_number(&b, body.n + more, 3);
	(void)buf_add(&b, body.p, body.n);
	play_record(p, RECORD_HANDSHAKE, buf_bytes(&b).p, b.len);
	buf_done(&b);
}

/* ---- words ---- */

static void word_hear(struct play *p)
{
	ssize_t n = recv(p->fd, p->heard, sizeof p->heard, 0);

	p->n_heard = n > 0 ? (size_t)n : 0;
	p->gone = n <= 0;
}

static void word_wait(struct play *p)
{
	loopback_swallow(p->fd);
}

static void word_reset(struct play *p)
{
	loopback_reset(p->fd);
	p->gone = true;
}

static void word_half_close(struct play *p)
{
	(void)shutdown(p->fd, SHUT_WR);
}

static void word_dribble(struct play *p)
{
	p->dribble = true;
}

static void word_shreds(struct play *p)
{
	p->shreds = true;
}

static void word_say(struct play *p)
{
	play_write(p, p->part->row->text.p, p->part->row->text.n);
}

static void word_flood(struct play *p)
{
	while (!p->gone)
		word_say(p);
}

static void word_body(struct play *p)
{
	struct buf b = BUF_INIT(64 * 1024 * 1024), head = BUF_INIT(256);

	p->part->row->body(p->part->pki, &b);
	(void)buf_addf(&head, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n", b.len);
	play_write(p, head.data, head.len);
	play_write(p, b.data, b.len);
	buf_done(&head);
	buf_done(&b);
}

/* The same octets every time, and none of them the start of anything. */
static void word_garbage(struct play *p)
{
	uint8_t block[4096];
	uint32_t x = 2463534242;

	while (!p->gone) {
		for (size_t i = 0; i < sizeof block; i++) {
			x ^= x << 13;
			x ^= x >> 17;
			x ^= x << 5;
			block[i] = (uint8_t)(x | 0x80);
		}
		play_write(p, block, sizeof block);
	}
}

static void play_hello(struct play *p, unsigned version, unsigned cipher)
{
	struct buf b = BUF_INIT(256);
	uint8_t random[32];

	memset(random, 0x41, sizeof random);
	put_number(&b, version, 2);
	(void)buf_add(&b, random, sizeof random);
	put_number(&b, 0, 1);                       /* no session */
	put_number(&b, cipher, 2);
	put_number(&b, 0, 1);                       /* no compression */
	put_number(&b, 5, 2);
	(void)buf_add(&b, "\xff\x01\0\1\0", 5);     /* renegotiation_info */
	play_message(p, SERVER_HELLO, buf_bytes(&b), 0);
	buf_done(&b);
}

static void word_hello(struct play *p)
{
	play_hello(p, 0x0303, 0xc02b);              /* TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 */
}

/* TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: its certificate's key is none of RSA. */
static void word_rsa_hello(struct play *p)
{
	play_hello(p, 0x0303, 0xc02f);
}

static void word_odd_cipher(struct play *p)
{
	play_hello(p, 0x0303, 0xfafa);
}

static void word_odd_version(struct play *p)
{
	play_hello(p, 0x7f7f, 0xc02b);
}

/* HelloRetryRequest (RFC 8446 4.1.4): a ServerHello with this random, which asks for a share in another group. */
static void play_retry(struct play *p, unsigned group)
{
	static const uint8_t random[] =
		{ 0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
		0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c };
	/* where the ClientHello has its session's length, which is to be echoed */
	enum { SESSION = 43 };
	struct buf b = BUF_INIT(256);
	size_t n = p->n_heard > SESSION && p->heard[SESSION] <= 32 ? p->heard[SESSION] : 0;

	put_number(&b, 0x0303, 2);
	(void)buf_add(&b, random, sizeof random);
	(void)buf_add(&b, p->heard + SESSION, n + 1);
	put_number(&b, 0x1301, 2);
	put_number(&b, 0, 1);
	put_number(&b, 12, 2);
	(void)buf_add(&b, "\0\x2b\0\2\3\4\0\x33\0\2", 10);
	put_number(&b, group, 2);
	play_message(p, SERVER_HELLO, buf_bytes(&b), 0);
	buf_done(&b);
}

static void word_retry(struct play *p)
{
	play_retry(p, 0x0017);
}

static void word_odd_group(struct play *p)
{
	play_retry(p, 0xfafa);
}

void hostile_list_make(struct hostile_part *part, const char *url)
{
	part->list = BUF_INIT(FLIGHT_BYTES);
	(part->row->chain != NULL ? part->row->chain : chain_good)(part->pki, url, &part->list);
}

/* `more`: so many octets does the list claim beyond those that it has. */
static void play_certificate(struct play *p, size_t list_more, size_t message_more)
{
	const struct hostile_part *part = p->part;
	struct buf body = BUF_INIT(FLIGHT_BYTES);

	put_number(&body, part->list.len + list_more, 3);
	(void)buf_add(&body, buf_bytes(&part->list).p, part->list.len);
	play_message(p, CERTIFICATE, buf_bytes(&body), message_more);
	buf_done(&body);
}

static void word_cert(struct play *p)
{
	play_certificate(p, 0, 0);
}

static void word_cert_list_lies(struct play *p)
{
	play_certificate(p, 70000, 0);
}

static void word_cert_message_lies(struct play *p)
{
	play_certificate(p, 0, 1000);
}

/* A message that claims 16 MB, and goes on for as long. */
static void word_cert_16_mb(struct play *p)
{
	uint8_t zeros[RECORD_BYTES] = { CERTIFICATE, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfc };

	while (!p->gone) {
		play_record(p, RECORD_HANDSHAKE, zeros, sizeof zeros);
		memset(zeros, 0, 7);
	}
}

static void word_status(struct play *p)
{
	static const uint8_t lie[] = { 1, 0xff, 0xff, 0xff, 0x30, 0x80, 0, 0 };

	play_message(p, CERTIFICATE_STATUS, (struct bytes){ lie, sizeof lie }, 0);
}

static void word_key_exchange(struct play *p)
{
	static const uint8_t junk[] = { 3, 0xff, 0xff, 0xff, 4, 1, 2, 3 };

	play_message(p, SERVER_KEY_EXCHANGE, (struct bytes){ junk, sizeof junk }, 0);
}

/* A share of P-256 (its generator: SEC 2, 2.4.2), and something of a signature's length for RSA with SHA-256:
 * one has to compute with the key to know. */
static void play_signed_exchange(struct play *p, size_t n)
{
	static const uint8_t share[] = { 3, 0, 0x17, 65, 4,
		0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2,
		0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96,
		0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16,
		0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
		4, 1 };
	static uint8_t signature[8192];
	struct buf b = BUF_INIT(sizeof share + 2 + sizeof signature);

	memset(signature, 0x7f, n);
	(void)buf_add(&b, share, sizeof share);
	put_number(&b, n, 2);
	(void)buf_add(&b, signature, n);
	play_message(p, SERVER_KEY_EXCHANGE, buf_bytes(&b), 0);
	buf_done(&b);
}

static void word_signed_8192(struct play *p)
{
	play_signed_exchange(p, 8192);
}

static void word_signed_2000(struct play *p)
{
	play_signed_exchange(p, 2000);
}

static void word_done(struct play *p)
{
	play_message(p, HELLO_DONE, (struct bytes){ NULL, 0 }, 0);
}

static void play_records_for_ever(struct play *p, uint8_t type, struct bytes b)
{
	while (!p->gone)
		play_record(p, type, b.p, b.n);
}

/* user_canceled, no_renegotiation: warnings */
static void word_warnings(struct play *p)
{
	play_records_for_ever(p, RECORD_ALERT, (struct bytes){ (const uint8_t *)"\1\x5a", 2 });
}

static void play_refusal(struct play *p, uint8_t alert)
{
	const uint8_t fatal[] = { 2, alert };

	play_record(p, RECORD_ALERT, fatal, sizeof fatal);
	word_wait(p);
	p->gone = true;
}

/* no_application_protocol (RFC 7301 3.2) to who offers h2; who offers nothing is welcome. */
static void word_minds_alpn(struct play *p)
{
	if (memmem(p->heard, p->n_heard, "\2h2", 3) != NULL)
		play_refusal(p, 120);
}

/* supported_versions (RFC 8446 4.2.1) */
static bool play_heard_13(const struct play *p)
{
	return memmem(p->heard, p->n_heard, "\0\x2b\0", 3) != NULL;
}

/* handshake_failure to who offers TLS 1.3, protocol_version to who does not. */
static void word_refuse_all(struct play *p)
{
	play_refusal(p, play_heard_13(p) ? 40 : 70);
}

static void word_refuse_first(struct play *p)
{
	if (play_heard_13(p))
		play_refusal(p, 40);
}

static void word_odd_alert(struct play *p)
{
	play_record(p, RECORD_ALERT, (const uint8_t *)"\2\xee", 2);
}

static void word_empty_records(struct play *p)
{
	play_records_for_ever(p, RECORD_HANDSHAKE, (struct bytes){ NULL, 0 });
}

static void word_hello_requests(struct play *p)
{
	play_records_for_ever(p, RECORD_HANDSHAKE, (struct bytes){ (const uint8_t *)"\0\0\0\0", 4 });
}

static void word_cipher_changes(struct play *p)
{
	play_records_for_ever(p, RECORD_CCS, (struct bytes){ (const uint8_t *)"\1", 1 });
}

static void word_data(struct play *p)
{
	static const uint8_t zeros[1024];

	play_records_for_ever(p, RECORD_DATA, (struct bytes){ zeros, sizeof zeros });
}

/* An honest TLS 1.3 server up to the end of the handshake; then it never stops talking. */
static void word_tls_then_flood(struct play *p)
{
	static const struct loopback_tls honest = { .client_cert = GNUTLS_CERT_REQUEST };
	static const uint8_t zeros[1024];
	gnutls_session_t s = loopback_tls_open(p->fd, &honest);

	while (s != NULL && gnutls_record_send(s, zeros, sizeof zeros) > 0)
		;
	p->gone = true;
	if (s != NULL)
		gnutls_deinit(s);
}

/* Of TLS 1.3's first flight the Certificate is the fourth record, behind ServerHello, ChangeCipherSpec (RFC 8446 D.4)
 * and EncryptedExtensions, and the CertificateVerify the fifth; of TLS 1.2's the Certificate is the second. */
enum { SHOWN_12 = 2, SIGNED_12 = 3, SHOWN_13 = 4, SIGNED_13 = 5, ALL = 1000 };
#define TLS_12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS_13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

/* Without a function: a TLS server (hostile_tls) that then waits, or not. */
struct word {
	const char *name;
	void (*play)(struct play *);
	const char *priority;
	unsigned records;
	enum hostile_signs signs;
	bool waits;
};
#define PLAYS(word, how) { .name = word, .play = how }
static const struct word words[] = {
	PLAYS("hear", word_hear), PLAYS("wait", word_wait), PLAYS("reset", word_reset),
	PLAYS("half-close", word_half_close), PLAYS("dribble", word_dribble), PLAYS("shreds", word_shreds),
	PLAYS("say", word_say), PLAYS("flood", word_flood), PLAYS("body", word_body), PLAYS("garbage", word_garbage),
	PLAYS("hello", word_hello), PLAYS("odd-cipher", word_odd_cipher), PLAYS("odd-version", word_odd_version),
	PLAYS("retry", word_retry), PLAYS("odd-group", word_odd_group), PLAYS("cert", word_cert),
	PLAYS("cert-list-lies", word_cert_list_lies), PLAYS("cert-message-lies", word_cert_message_lies),
	PLAYS("cert-16-mb", word_cert_16_mb), PLAYS("status", word_status), PLAYS("key-exchange", word_key_exchange),
	PLAYS("done", word_done), PLAYS("signed-8192", word_signed_8192), PLAYS("signed-2000", word_signed_2000),
	PLAYS("warnings", word_warnings), PLAYS("minds-alpn", word_minds_alpn), PLAYS("refuse-all", word_refuse_all),
	PLAYS("refuse-first", word_refuse_first), PLAYS("odd-alert", word_odd_alert),
	PLAYS("empty-records", word_empty_records), PLAYS("hello-requests", word_hello_requests),
	PLAYS("cipher-changes", word_cipher_changes), PLAYS("data", word_data),
	PLAYS("tls-then-flood", word_tls_then_flood), PLAYS("rsa-hello", word_rsa_hello),
	{ "tls-12", NULL, TLS_12, ALL, SIGNS_WELL, true }, { "tls-13", NULL, TLS_13, ALL, SIGNS_WELL, true },
	{ "tls-12-stranger", NULL, TLS_12, ALL, SIGNS_OTHER, true },
	{ "tls-13-stranger", NULL, TLS_13, ALL, SIGNS_OTHER, true },
	{ "shown-12", NULL, TLS_12, SHOWN_12, SIGNS_OTHER, false },
	{ "shown-13", NULL, TLS_13, SHOWN_13, SIGNS_OTHER, false },
	{ "forged-12", NULL, TLS_12, SIGNED_12, SIGNS_OTHER, false },
	{ "forged-13", NULL, TLS_13, SIGNED_13, SIGNS_OTHER, false },
	{ "empty-12", NULL, TLS_12, ALL, SIGNS_NOTHING, true }, { "empty-13", NULL, TLS_13, ALL, SIGNS_NOTHING, true },
	{ "signed-12", NULL, TLS_12, SIGNED_12, SIGNS_WELL, false },
	{ "signed-13", NULL, TLS_13, SIGNED_13, SIGNS_WELL, false },
};
#undef PLAYS

/* The word that `*script` begins with, which is cut off; NULL: none such. */
static const struct word *script_word(const char **script)
{
	size_t n = strcspn(*script, " "), i;
	const char *at = *script;

	*script += n + strspn(*script + n, " ");
	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i].name) == n && memcmp(words[i].name, at, n) == 0)
			return &words[i];
	return NULL;
}

bool hostile_script_known(const char *script)
{
	while (*script != '\0')
		if (script_word(&script) == NULL)
			return false;
	return true;
}

static void word_play(const struct word *w, struct play *p)
{
	if (w->play != NULL) {
		w->play(p);
		return;
	}
	hostile_tls(p->fd, p->part, w->priority, w->records, w->signs);
	if (w->waits)
		word_wait(p);
}

void hostile_play(int fd, const void *arg)
{
	struct play p = { .fd = fd, .part = arg };
	const char *script = p.part->script;
	pid_t parent = getpid();

	(void)signal(SIGCHLD, SIG_IGN);
	if (fork() != 0)
		return;
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	(void)alarm(LIFE_SECONDS);
	/* What floods must not keep the others from their turn. */
	(void)!nice(10);
	while (*script != '\0' && !p.gone)
		word_play(script_word(&script), &p);
	(void)close(fd);
	_exit(0);
}
