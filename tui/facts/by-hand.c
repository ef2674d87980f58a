/* SPDX-License-Identifier: GPL-3.0-or-later
 * Commands of other tools for the same target. */
#include "facts/by-hand.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Schemes with a dialogue before TLS, and what openssl-s_client(1) calls that one behind -starttls. */
static const struct { const char *scheme, *dialogue; } by_hand_dialogues[] = {
	{ "smtp", "smtp" }, { "submission", "smtp" }, { "lmtp", "lmtp" }, { "imap", "imap" }, { "pop3", "pop3" },
	{ "ftp", "ftp" }, { "ldap", "ldap" }, { "xmpp", "xmpp" }, { "xmpp-server", "xmpp-server" },
	{ "sieve", "sieve" }, { "nntp", "nntp" }, { "irc", "irc" }, { "postgres", "postgres" },
	{ "postgresql", "postgres" }, { "mysql", "mysql" },
};

/* Behind " -starttls "; "": TLS from the first octet; NULL: another dialogue than the scheme's own. */
static const char *by_hand_dialogue(const struct inspection *i)
{
	if (i->connection.ms.starttls < 0)
		return "";
	for (size_t k = 0; k < sizeof by_hand_dialogues / sizeof *by_hand_dialogues; k++) {
		if (i->target.scheme != NULL && strcmp(i->target.scheme, by_hand_dialogues[k].scheme) == 0)
			return by_hand_dialogues[k].dialogue;
	}
	return NULL;
}

/* Was it met in a way that can be gone again with nothing but host, port and name? */
static bool by_hand_plain(const struct inspection *i)
{
	return i->has_connection && i->connection.address != NULL && i->connection.proxy == NULL
		&& i->target.host != NULL;
}

/* The machine that was met, and no other one of the same name. */
static char *by_hand_place(const struct connection *c)
{
	return mem_printf(strchr(c->address, ':') != NULL ? "[%s]:%d" : "%s:%d", c->address, c->port);
}

char *by_hand_openssl(const struct inspection *i)
{
	const char *dialogue = by_hand_plain(i) ? by_hand_dialogue(i) : NULL, *name = i->target.servername;
	char *place, *text;

	if (dialogue == NULL)
		return NULL;
	place = by_hand_place(&i->connection);
	text = mem_printf("openssl s_client -showcerts -connect %s%s%s%s%s", place,
		name != NULL ? " -servername " : " -noservername", name != NULL ? name : "",
		*dialogue != '\0' ? " -starttls " : "", dialogue);
	free(place);
	return text;
}

char *by_hand_gnutls(const struct inspection *i)
{
	const char *name = i->target.servername;

	if (!by_hand_plain(i) || i->connection.ms.starttls >= 0)
		return NULL;
	if (name == NULL)
		return mem_printf("gnutls-cli --print-cert --disable-sni -p %d %s", i->connection.port,
			i->connection.address);
	return mem_printf("gnutls-cli --print-cert --sni-hostname %s --verify-hostname %s -p %d %s", name, name,
		i->connection.port, i->connection.address);
}

/* curl takes the name that it sends from the URL. */
char *by_hand_curl(const struct inspection *i)
{
	const struct target_facts *t = &i->target;
	char *place, *text;

	if (!by_hand_plain(i) || i->connection.ms.starttls >= 0 || t->scheme == NULL || t->servername == NULL)
		return NULL;
	if (strcmp(t->scheme, "https") != 0 || t->host_is_ip || strcmp(t->servername, t->host) != 0)
		return NULL;
	place = by_hand_place(&i->connection);
	text = mem_printf("curl -v --connect-to ::%s https://%s:%d/", place, t->host, t->port);
	free(place);
	return text;
}
