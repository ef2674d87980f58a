/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who speaks, and what the same words mean in whose mouth. */
#include "explain/speaker.h"

#include <string.h>

enum { MARK_WHO = MARK_CLIENT | MARK_SERVER | MARK_RELAY };

unsigned marks_settle(unsigned marks)
{
	unsigned who = marks & MARK_RELAY ? MARK_RELAY : marks & MARK_SERVER ? MARK_SERVER : marks & MARK_CLIENT;
	unsigned alert = marks & MARK_SENT ? MARK_SENT : marks & MARK_RECEIVED;

	return who | alert;
}

/* A server's line: what it says of a client's certificate, and what it means where the client has told it so. */
static const struct { const char *cause, *seen, *told; } speaker_table[] = {
	{ "expired", "client-cert-refused", "client-distrusts" },
	{ "not-yet-valid", "client-cert-refused", "client-distrusts" },
	{ "self-signed", "client-cert-refused", "client-distrusts" },
	{ "untrusted-root", "client-cert-refused", "client-distrusts" },
	{ "unknown-issuer", "client-cert-refused", "client-distrusts" },
	{ "incomplete-chain", "client-cert-refused", "client-distrusts" },
	{ "revoked", "client-cert-refused", "client-distrusts" },
	{ "wrong-purpose", "client-cert-refused", "client-distrusts" },
	{ "key-usage", "client-cert-refused", "client-distrusts" },
	{ "bad-signature", "client-cert-refused", "client-distrusts" },
	{ "issuer-not-ca", "client-cert-refused", "client-distrusts" },
	{ "path-length-exceeded", "client-cert-refused", "client-distrusts" },
	{ "name-constraint-violated", "client-cert-refused", "client-distrusts" },
	{ "unknown-critical-extension", "client-cert-refused", "client-distrusts" },
	{ "weak-key", "client-cert-refused", "client-distrusts" },
	{ "weak-signature", "client-cert-refused", "client-distrusts" },
	{ "distrusted-ca", "client-cert-refused", "client-distrusts" },
	{ "malformed", "client-cert-refused", "client-distrusts" },
	{ "client-cert-required", "client-cert-refused", "client-cert-refused" },
	{ "no-certificate", "client-cert-refused", "client-cert-refused" },
	{ "connection-closed", "client-left", "client-left" },
	{ "timeout", "client-left", "client-left" },
	{ "unreachable", "client-left", "client-left" },
	{ "not-tls", "client-plain", "client-plain" },
	{ "protocol-too-old", "no-shared-cipher", "no-shared-cipher" },
	{ "handshake-failed", "no-shared-cipher", "no-shared-cipher" },
	{ "weak-key-exchange", "no-shared-cipher", "no-shared-cipher" },
};

const char *speaker_cause(unsigned marks, const char *cause)
{
	if ((marks & MARK_SERVER) == 0)
		return cause;
	for (size_t i = 0; i < sizeof speaker_table / sizeof *speaker_table; i++)
		if (strcmp(speaker_table[i].cause, cause) == 0)
			return marks & MARK_RECEIVED ? speaker_table[i].told : speaker_table[i].seen;
	return cause;
}

bool speaker_says(unsigned marks, const char *who)
{
	static const struct { char letter; unsigned none, all; } rules[] = {
		{ 's', MARK_CLIENT | MARK_RELAY, 0 }, { 'c', MARK_SERVER, 0 }, { 'r', MARK_SENT, 0 },
		{ 't', 0, MARK_SENT },
	};

	for (size_t i = 0; who != NULL && i < sizeof rules / sizeof *rules; i++)
		if (strchr(who, rules[i].letter) != NULL
			&& ((marks & rules[i].none) != 0 || (marks & rules[i].all) != rules[i].all))
			return false;
	return true;
}

bool speaker_named(const char *who)
{
	return strpbrk(who, "sc") != NULL;
}

unsigned marks_of_event(int64_t event)
{
	return event == 36887 ? MARK_RECEIVED : event == 36888 ? MARK_SENT : 0;
}

const char *speaker_sentence(unsigned marks)
{
	switch (marks) {
	case MARK_SERVER | MARK_RECEIVED:
		return "A server wrote this about one of its clients: the alert came from the client, so it is the"
			" client that refused.";
	case MARK_SERVER | MARK_SENT:
		return "A server wrote this about one of its clients: the server sent the alert, so it is the server"
			" that refused.";
	case MARK_SERVER:
		return "A server wrote this about one of its clients.";
	case MARK_RELAY: case MARK_RELAY | MARK_RECEIVED: case MARK_RELAY | MARK_SENT:
		return "A proxy wrote this about the server behind it, to which it is itself a client.";
	case MARK_CLIENT | MARK_RECEIVED:
		return "A client wrote this: the alert came from the server, so it is the server that refused.";
	case MARK_RECEIVED:
		return "The alert came from the other side: a client, if a server's log says it; the server, if a"
			" client says it.";
	case MARK_SENT: case MARK_CLIENT | MARK_SENT:
		return "The machine that wrote this sent the alert itself: it refused the other side.";
	default:
		return NULL;
	}
}
