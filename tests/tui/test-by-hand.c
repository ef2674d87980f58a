/* SPDX-License-Identifier: GPL-3.0-or-later
 * Commands of other tools: they go where the inspection went, or are not offered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "facts/by-hand.h"
#include "lib/sample.h"

#include <stdlib.h>
#include <string.h>

static void put(char **where, const char *text)
{
	free(*where);
	*where = text != NULL ? mem_strdup(text) : NULL;
}

/* Takes the text. */
static void says(char *text, const char *expected)
{
	if (expected == NULL)
		assert_null(text);
	else
		assert_string_equal(text, expected);
	free(text);
}

static struct inspection *met(const char *scheme, const char *host, const char *name, const char *address, int port)
{
	struct inspection *i = sample_trusted();

	put(&i->target.scheme, scheme);
	put(&i->target.host, host);
	put(&i->target.servername, name);
	put(&i->connection.address, address);
	put(&i->connection.proxy, NULL);
	i->target.kind = TARGET_HOST;
	i->target.host_is_ip = name == NULL;
	i->target.port = i->connection.port = port;
	i->connection.ms.starttls = -1;
	i->has_connection = true;
	return i;
}

static void the_machine_that_was_met(void **state)
{
	struct inspection *i = met("https", "shop.example.net", "shop.example.net", "2001:db8::17", 8443);

	(void)state;
	says(by_hand_openssl(i), "openssl s_client -showcerts -connect [2001:db8::17]:8443"
		" -servername shop.example.net");
	says(by_hand_gnutls(i), "gnutls-cli --print-cert --sni-hostname shop.example.net --verify-hostname"
		" shop.example.net -p 8443 2001:db8::17");
	says(by_hand_curl(i), "curl -v --connect-to ::[2001:db8::17]:8443 https://shop.example.net:8443/");
	/* another name than the host's is none that curl could send */
	put(&i->target.servername, "other.example.net");
	says(by_hand_curl(i), NULL);
	put(&i->connection.proxy, "http://proxy.example.net:3128");
	says(by_hand_openssl(i), NULL);
	inspection_free(i);
	i = met("https", "192.0.2.17", NULL, "192.0.2.17", 443);
	says(by_hand_openssl(i), "openssl s_client -showcerts -connect 192.0.2.17:443 -noservername");
	says(by_hand_gnutls(i), "gnutls-cli --print-cert --disable-sni -p 443 192.0.2.17");
	says(by_hand_curl(i), NULL);
	i->has_connection = false;
	says(by_hand_openssl(i), NULL);
	inspection_free(i);
}

static void a_dialogue_before_tls_is_spoken_if_the_tool_knows_it(void **state)
{
	struct inspection *i = met("submission", "mail.example.net", "mail.example.net", "192.0.2.25", 587);

	(void)state;
	i->connection.ms.starttls = 12;
	says(by_hand_openssl(i), "openssl s_client -showcerts -connect 192.0.2.25:587 -servername mail.example.net"
		" -starttls smtp");
	says(by_hand_gnutls(i), NULL);
	says(by_hand_curl(i), NULL);
	/* --starttls over https://: the scheme does not say which one */
	put(&i->target.scheme, "https");
	says(by_hand_openssl(i), NULL);
	inspection_free(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_machine_that_was_met),
		cmocka_unit_test(a_dialogue_before_tls_is_spoken_if_the_tool_knows_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
