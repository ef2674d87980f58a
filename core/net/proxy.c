/* SPDX-License-Identifier: GPL-3.0-or-later
 * The proxy rules of command line and environment. */
#include "net/proxy.h"

#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const proxy_schemes[] = { "http://", "https://", "socks5://", "socks5h://" };
static const char *const proxy_tls_names[] = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", NULL };
static const char *const proxy_fetch_names[] = { "http_proxy", "all_proxy", "ALL_PROXY", NULL };
static const char *const proxy_no_names[] = { "no_proxy", "NO_PROXY", NULL };

/* The first variable of the list that is set and not empty. */
static const char *proxy_lookup(const struct proxy_rules *r, const char *const *names)
{
	for (; *names != NULL; names++) {
		const char *v = r->env != NULL ? r->env(r->ctx, *names) : getenv(*names);

		if (v != NULL && *v != '\0')
			return v;
	}
	return NULL;
}

static bool proxy_prefix_equal(const unsigned char *a, const unsigned char *b, unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;

	if (memcmp(a, b, whole) != 0)
		return false;
	return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

/* `item`: an address, or address/bits; `host`: an address. Both may be in brackets. */
static bool proxy_address_matches(const char *item, size_t n, const char *host)
{
	unsigned char a[16], b[16];
	char text[INET6_ADDRSTRLEN + 8];
	int family = strchr(host, ':') != NULL ? AF_INET6 : AF_INET;
	unsigned bits = family == AF_INET6 ? 128 : 32;
	char *slash, *end;

	if (n >= 2 && item[0] == '[' && item[n - 1] == ']') {
		item++;
		n -= 2;
	}
	if (n == 0 || n >= sizeof text || inet_pton(family, host, b) != 1)
		return false;
	memcpy(text, item, n);
	text[n] = '\0';
	slash = strchr(text, '/');
	if (slash != NULL) {
		unsigned long want = strtoul(slash + 1, &end, 10);

		if (slash[1] == '\0' || *end != '\0' || want > bits)
			return false;
		*slash = '\0';
		bits = (unsigned)want;
	}
	return inet_pton(family, text, a) == 1 && proxy_prefix_equal(a, b, bits);
}

static bool proxy_name_matches(const char *item, size_t n, const char *host)
{
	size_t len = strlen(host);

	if (n > 0 && item[0] == '.') {
		item++;
		n--;
	}
	if (n > 0 && item[n - 1] == '.')
		n--;
	if (len > 0 && host[len - 1] == '.')
		len--;
	if (n == 0 || n > len || strncasecmp(host + len - n, item, n) != 0)
		return false;
	return n == len || host[len - n - 1] == '.';
}

static bool proxy_is_address(const char *host)
{
	unsigned char b[16];

	return inet_pton(AF_INET, host, b) == 1 || inet_pton(AF_INET6, host, b) == 1;
}

bool proxy_bypassed(const char *list, const char *host)
{
	static const char separators[] = ", \t";
	bool address = proxy_is_address(host);

	for (list += strspn(list, separators); *list != '\0'; list += strspn(list, separators)) {
		size_t n = strcspn(list, separators);

		if (n == 1 && *list == '*')
			return true;
		if (address ? proxy_address_matches(list, n, host) : proxy_name_matches(list, n, host))
			return true;
		list += n;
	}
	return false;
}

/* A proxy without a scheme is an HTTP proxy, as everywhere. */
static char *proxy_with_scheme(const char *url)
{
	if (strchr(url, '@') != NULL)
		secret_held();
	return strstr(url, "://") != NULL ? mem_strdup(url) : mem_printf("http://%s", url);
}

char *proxy_choose(const struct proxy_rules *r, enum proxy_use use, const char *host)
{
	const char *url, *bypass;

	if (r->option != NULL)
		return *r->option == '\0' ? NULL : proxy_with_scheme(r->option);
	url = proxy_lookup(r, use == PROXY_TLS ? proxy_tls_names : proxy_fetch_names);
	if (url == NULL)
		return NULL;
	bypass = proxy_lookup(r, proxy_no_names);
	return bypass != NULL && proxy_bypassed(bypass, host) ? NULL : proxy_with_scheme(url);
}

void proxy_free(char *url)
{
	if (url != NULL)
		explicit_bzero(url, strlen(url));
	free(url);
}

char *proxy_display(const char *url)
{
	const char *host = strstr(url, "://");
	const char *at;
	char *plain, *clean;

	host = host == NULL ? url : host + 3;
	at = strrchr(host, '@');
	if (at == NULL)
		return text_clean_str(url);
	/* the user's name goes with the password: services take a token in its place */
	plain = mem_printf("%.*s%s", (int)(host - url), url, at + 1);
	clean = text_clean_str(plain);
	free(plain);
	return clean;
}

int proxy_check(const char *url, struct cc_err *e)
{
	const char *host = strstr(url, "://");
	char *shown;
	size_t i;

	if (host == NULL)
		return 0;
	for (i = 0; i < sizeof proxy_schemes / sizeof *proxy_schemes; i++) {
		size_t n = strlen(proxy_schemes[i]);

		if (strncasecmp(url, proxy_schemes[i], n) == 0 && url[n] != '\0' && url[n] != '/' && url[n] != ':')
			return 0;
	}
	shown = proxy_display(url);
	(void)err_setx(e, ERR_USAGE, "--proxy takes http://, https://, socks5:// or socks5h:// and a host, not %.80s",
		shown);
	free(shown);
	return -1;
}
