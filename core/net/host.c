/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hosts: libidn2 maps, then the result is looked at as if it had been typed so, since mapping can make digits and
 * dots. */
#include "net/host.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <idn2.h>
#include <libpsl.h>
#include <stdlib.h>
#include <string.h>

static bool host_is_ascii(const char *s)
{
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s >= 128)
			return false;
	}
	return true;
}

static bool host_address(const char *s, int family, struct host *out)
{
	unsigned char bytes[16];
	char text[INET6_ADDRSTRLEN];

	if (inet_pton(family, s, bytes) != 1 || inet_ntop(family, bytes, text, sizeof text) == NULL)
		return false;
	*out = (struct host){ .ascii = mem_strdup(text), .unicode = mem_strdup(text), .is_ip = true };
	return true;
}

static const char *host_label(const char *p, size_t n)
{
	size_t i;

	if (n == 0)
		return "the name has an empty part";
	if (n > 63)
		return "a part of the name is longer than 63 characters";
	if (p[0] == '-' || p[n - 1] == '-')
		return "a part of the name begins or ends with a hyphen";
	for (i = 0; i < n; i++) {
		/* Underscores are no host names by RFC 952, but hosts have them. */
		if (!isalnum((unsigned char)p[i]) && p[i] != '-' && p[i] != '_')
			return "it is neither a host, a URL nor a file";
	}
	return NULL;
}

/* Letters, digits, hyphens; the last part not a number, or it would be an odd way to write an address (127.1,
 * 0x7f.1). */
static const char *host_name(const char *s)
{
	size_t n;

	if (strlen(s) > LIMIT_HOST_BYTES)
		return "the name is longer than 253 characters";
	for (;; s += n + 1) {
		const char *why;

		n = strcspn(s, ".");
		why = host_label(s, n);
		if (why != NULL)
			return why;
		if (s[n] == '\0')
			break;
	}
	if (isdigit((unsigned char)s[0]) && (strspn(s, "0123456789") == n || strncasecmp(s, "0x", 2) == 0))
		return "it is neither a name nor a whole IPv4 address";
	return NULL;
}

/* The name as it goes into the DNS, in lower case; NULL where IDNA says no. */
static char *host_map(const char *s)
{
	uint8_t *mapped = NULL;
	char *ascii = NULL;
	size_t i;

	/* Plain names stay as they are: IDNA would refuse "r3---sn-x.example", which exists. */
	if (host_is_ascii(s))
		ascii = mem_strdup(s);
	else if (idn2_lookup_u8((const uint8_t *)s, &mapped, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) == IDN2_OK)
		ascii = mem_strdup((const char *)mapped);
	idn2_free(mapped);
	for (i = 0; ascii != NULL && ascii[i] != '\0'; i++)
		ascii[i] = (char)tolower((unsigned char)ascii[i]);
	if (ascii != NULL && i > 1 && ascii[i - 1] == '.')
		ascii[i - 1] = '\0';
	return ascii;
}

static char *host_unicode(const char *ascii)
{
	char *wide = NULL, *clean;

	if (strstr(ascii, "xn--") == NULL || idn2_to_unicode_8z8z(ascii, &wide, 0) != IDN2_OK)
		return mem_strdup(ascii);
	clean = text_clean_str(wide);
	idn2_free(wide);
	return clean;
}

static const char *host_read_name(const char *s, struct host *out)
{
	char *ascii = host_map(s);
	const char *why;

	if (ascii == NULL)
		return "the name breaks the rules for international names (IDNA2008)";
	why = host_address(ascii, AF_INET, out) ? NULL : host_name(ascii);
	if (why == NULL && out->ascii == NULL)
		*out = (struct host){ .ascii = mem_strdup(ascii), .unicode = host_unicode(ascii) };
	free(ascii);
	return why;
}

/* An address and the link that it is meant on. Only a link-local one (fe80::/10) needs to say which. */
static const char *host_zoned(const char *s, const char *percent, bool bracket, struct host *out)
{
	static const char usual[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	const char *zone = bracket && strncmp(percent, "%25", 3) == 0 && percent[3] != '\0' ? percent + 3 : percent + 1;
	char *address = mem_strndup(s, (size_t)(percent - s));
	unsigned char bytes[16];
	const char *why = NULL;

	if (inet_pton(AF_INET6, address, bytes) != 1)
		why = "that is no IPv6 address";
	else if (bytes[0] != 0xfe || (bytes[1] & 0xc0) != 0x80)
		why = "only a link-local address (fe80::) names an interface";
	else if (*zone == '\0' || strlen(zone) > LIMIT_ZONE_BYTES || strspn(zone, usual) != strlen(zone))
		why = "behind the % comes the name of an interface";
	else if (host_address(address, AF_INET6, out))
		out->zone = mem_strdup(zone);
	free(address);
	return why;
}

const char *host_read(const char *p, size_t n, struct host *out)
{
	bool bracket = n > 1 && p[0] == '[' && p[n - 1] == ']';
	char *s = bracket ? mem_strndup(p + 1, n - 2) : mem_strndup(p, n);
	const char *why = NULL, *percent = strchr(s, '%');

	*out = (struct host){ 0 };
	if (n == 0)
		why = "the host is missing";
	else if (n > LIMIT_TARGET_BYTES)
		why = "the name is longer than 253 characters";
	else if (host_address(s, AF_INET6, out))
		why = NULL;
	else if (percent != NULL && memchr(s, ':', (size_t)(percent - s)) != NULL)
		why = host_zoned(s, percent, bracket, out);
	else if (bracket)
		why = "between [ and ] there is no IPv6 address";
	else if (strchr(s, ':') != NULL && strchr(s, ':') != strrchr(s, ':'))
		why = "that is no IPv6 address";
	else
		why = host_read_name(s, out);
	free(s);
	return why;
}

void host_done(struct host *h)
{
	free(h->ascii);
	free(h->unicode);
	free(h->zone);
	*h = (struct host){ 0 };
}

char *host_dialled(const struct host *h)
{
	return h->zone != NULL ? mem_printf("%s%%%s", h->ascii, h->zone) : mem_strdup(h->ascii);
}

bool host_port(const char *p, size_t n, int *port)
{
	long value = 0;
	size_t i;

	for (i = 0; i < n && isdigit((unsigned char)p[i]) && value <= 65535; i++)
		value = value * 10 + (p[i] - '0');
	if (n == 0 || i < n || value < 1 || value > 65535)
		return false;
	*port = (int)value;
	return true;
}

bool host_could_be_public(const char *text)
{
	size_t n = strlen(text), digits = 0;
	const psl_ctx_t *psl = psl_builtin();
	struct host host = { 0 };
	const char *dot;
	bool public;

	while (digits < n && isdigit((unsigned char)text[n - 1 - digits]))
		digits++;
	if (digits > 0 && digits < n && text[n - 1 - digits] == ':')
		n -= digits + 1;
	public = host_read(text, n, &host) == NULL && (host.is_ip || psl == NULL);
	if (host.ascii != NULL && !public) {
		dot = strrchr(host.ascii, '.');
		public = psl_is_public_suffix2(psl, dot != NULL ? dot + 1 : host.ascii,
			PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) == 1;
	}
	host_done(&host);
	return public;
}
