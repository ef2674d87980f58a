/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking up all addresses of a name in a thread. */
#include "net/resolve.h"

#include "base/mem.h"
#include "base/thread.h"

#include <net/if.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LOOKUP_TEXT = INET6_ADDRSTRLEN + 1 + IF_NAMESIZE };      /* with a zone, RFC 4007 11 */

/* Shared by its owner and its thread; whoever lets go last frees it. */
struct lookup {
	unsigned refs;           /* atomic */
	bool done;               /* atomic: what follows is written before, and read after */
	int fd;
	char *host;
	int family;
	int error;               /* of getaddrinfo(); 0 */
	union lookup_address list[LIMIT_ADDRESSES];
	char texts[LIMIT_ADDRESSES][LOOKUP_TEXT];
	size_t n;
};

void lookup_free(struct lookup *l)
{
	if (l == NULL || __atomic_sub_fetch(&l->refs, 1, __ATOMIC_ACQ_REL) > 0)
		return;
	(void)close(l->fd);
	free(l->host);
	free(l);
}

static bool lookup_has(const struct lookup *l, const char *address)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->texts[i], address) == 0)
			return true;
	return false;
}

static void lookup_add(struct lookup *l, const struct addrinfo *a)
{
	char text[LOOKUP_TEXT];

	if (l->n == LIMIT_ADDRESSES || a->ai_addrlen > sizeof l->list[0]
		|| getnameinfo(a->ai_addr, a->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST) != 0)
		return;
	if (lookup_has(l, text))
		return;
	memcpy(&l->list[l->n], a->ai_addr, a->ai_addrlen);
	memcpy(l->texts[l->n++], text, strlen(text) + 1);
}

static void *lookup_thread(void *arg)
{
	static const int families[] = { [0] = AF_UNSPEC, [4] = AF_INET, [6] = AF_INET6 };
	struct lookup *l = arg;
	struct addrinfo hints = { .ai_family = families[l->family], .ai_socktype = SOCK_STREAM }, *list = NULL, *a;

	l->error = getaddrinfo(l->host, NULL, &hints, &list);
	for (a = l->error == 0 ? list : NULL; a != NULL; a = a->ai_next)
		lookup_add(l, a);
	if (l->error == 0)
		freeaddrinfo(list);
	__atomic_store_n(&l->done, true, __ATOMIC_RELEASE);
	(void)eventfd_write(l->fd, 1);
	lookup_free(l);
	return NULL;
}

struct lookup *lookup_start(const char *host, int family)
{
	struct lookup *l = mem_alloc(sizeof *l);

	l->refs = 2;
	l->host = mem_strdup(host);
	l->family = family;
	l->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (l->fd >= 0 && thread_detached(lookup_thread, l) == 0)
		return l;
	l->refs = 1;
	lookup_free(l);
	return NULL;
}

int lookup_fd(const struct lookup *l)
{
	return l->fd;
}

bool lookup_done(const struct lookup *l)
{
	return __atomic_load_n(&l->done, __ATOMIC_ACQUIRE);
}

size_t lookup_count(const struct lookup *l)
{
	return l->n;
}

const char *lookup_address(const struct lookup *l, size_t i)
{
	return l->texts[i];
}

const union lookup_address *lookup_sockaddr(const struct lookup *l, size_t i)
{
	return &l->list[i];
}

const char *lookup_error(const struct lookup *l)
{
	return l->error == 0 ? NULL : gai_strerror(l->error);
}
