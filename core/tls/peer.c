/* SPDX-License-Identifier: GPL-3.0-or-later
 * Recognising protocols by what their servers say first. */
#include "tls/peer.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct peer {
	const char *name, *prefix, *inside;
};

static const struct peer peers[] = {
#define PEER(name, prefix, inside) { name, prefix, inside },
#include "tls/peers.def"
#undef PEER
};

bool peer_is_tls(struct bytes opening)
{
	enum { CHANGE_CIPHER_SPEC = 20, HEARTBEAT = 24, MAJOR = 3 };

	if (opening.n == 0)
		return true;
	if (opening.p[0] < CHANGE_CIPHER_SPEC || opening.p[0] > HEARTBEAT)
		return false;
	return opening.n == 1 || opening.p[1] == MAJOR;
}

static bool peer_fits(const struct peer *p, struct bytes o)
{
	size_t n = strlen(p->prefix);

	if (o.n < n || memcmp(o.p, p->prefix, n) != 0)
		return false;
	return *p->inside == '\0' || memmem(o.p + n, o.n - n, p->inside, strlen(p->inside)) != NULL;
}

/* MySQL's greeting: a packet of number 0 that starts with the protocol's version, 10 (or 255, a refusal). */
static bool peer_is_mysql(struct bytes o)
{
	return o.n >= 5 && o.p[2] == 0 && o.p[3] == 0 && (o.p[4] == 10 || o.p[4] == 255);
}

const char *peer_recognise(struct bytes opening)
{
	size_t i;

	for (i = 0; i < sizeof peers / sizeof *peers; i++)
		if (peer_fits(&peers[i], opening))
			return peers[i].name;
	return peer_is_mysql(opening) ? "MySQL" : NULL;
}

/* Bytes of the first line; 0 where it does not begin as text. */
static size_t peer_line(struct bytes o)
{
	enum { SURE = 3 };
	size_t i;

	for (i = 0; i < o.n && o.p[i] != '\r' && o.p[i] != '\n'; i++)
		if (i < SURE && (o.p[i] < ' ' || o.p[i] > '~'))
			return 0;
	return i;
}

void peer_describe(struct finding *f, struct bytes opening)
{
	enum { SAID_BYTES = 200 };
	const char *name = peer_recognise(opening);
	size_t n = peer_line(opening);

	if (name != NULL) {
		finding_param(f, PARAM_SPEAKS, name);
		finding_param(f, PARAM_SEEN, name);
		}
	if (n > 0) {
		char *said = text_clean(opening.p, n, SAID_BYTES);

		finding_param(f, PARAM_SAID, said);
		if (name == NULL) {
			char *seen = mem_printf("“%s”", said);

			finding_param(f, PARAM_SEEN, seen);
			free(seen);
		}
		free(said);
	}
}
