/* SPDX-License-Identifier: GPL-3.0-or-later
 * The second look for the timestamps of the TLS extension: those of the certificate that was judged count as seen,
 * those of another one do not, and whatever goes wrong leaves the first inspection as it was. */
#include "base/mem.h"
#include "lib/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"

enum { LOG_ID = 32 };

/* A list of one timestamp (RFC 6962 3.3), of a log that nobody knows, with a signature of one octet. */
#define SCT_SIZE (1 + LOG_ID + 8 + 2 + 2 + 2 + 1)
static char list[2 + 2 + SCT_SIZE] = { 0, 2 + SCT_SIZE, 0, SCT_SIZE, 0, 'n', 'o', 'b', 'o', 'd', 'y',
	[4 + 1 + LOG_ID] = 0, 0, 1, (char)0x80, 0, 0, 0, 0, 0, 0, 4, 3, 0, 1, 'x' };

static const struct loopback_tls plain_12 = { .priority = TLS12 };

/* What the first visitor meets, and what all others do. */
struct visits { struct loopback_tls first, then; };

static void play_visits(int fd, const void *arg)
{
	static bool visited;
	const struct visits *v = arg;

	loopback_tls(fd, visited ? &v->then : &v->first);
	visited = true;
}

static void play_once(int fd, const void *arg)
{
	static bool visited;

	if (!visited)
		loopback_tls(fd, arg);
	else
		loopback_reset(fd);
	visited = true;
}

/* Inspected with this CA for a public root. */
static struct inspection *inspect(loopback_part *part, const void *arg, const struct loopback_identity *id)
{
	struct cert *ca = loopback_identity_ca(id);
	struct inspection *i;
	struct opts o;

	opts_defaults(&o);
	i = inspect_part(&o, part, arg, ca);
	cert_unref(ca);
	return i;
}

/* Is there a step about a timestamp that came in the handshake? There must be a verdict about the first certificate
 * and the connection in which it came, whatever the second look brought. */
static bool came_along(const struct inspection *i)
{
	bool found = false;

	assert_non_null(inspection_finding(i, FINDING_NO_SCT));
	assert_int_equal(i->n_presented, 2);
	assert_int_equal(i->n_path, 2);
	assert_string_equal(i->connection.address, "127.0.0.1");
	assert_string_equal(i->connection.protocol, "TLS 1.2");
	for (size_t n = 0; n < i->n_steps; n++)
		found |= i->steps[n].id == STEP_TRANSPARENCY && strstr(i->steps[n].text, "in the handshake") != NULL;
	return found;
}

static void test_timestamps_of_the_same_certificate_are_seen(void **state)
{
	struct loopback_identity *id = loopback_identity_new();
	struct loopback_tls tls = { .priority = TLS12, .identity = id, .scts = list, .n_scts = sizeof list };
	struct visits v = { tls, tls };
	struct inspection *i = inspect(play_visits, &v, id);

	(void)state;
	assert_true(came_along(i));
	inspection_free(i);
	loopback_identity_free(id);
}

static void test_timestamps_of_another_certificate_are_not(void **state)
{
	struct loopback_identity *id = loopback_identity_new(), *other = loopback_identity_new();
	struct visits v = { plain_12, { .priority = TLS12, .identity = other, .scts = list, .n_scts = sizeof list } };
	struct inspection *i;

	(void)state;
	v.first.identity = id;
	i = inspect(play_visits, &v, id);
	assert_false(came_along(i));
	inspection_free(i);
	loopback_identity_free(other);
	loopback_identity_free(id);
}

static void test_a_second_look_that_fails_changes_nothing(void **state)
{
	struct loopback_identity *id = loopback_identity_new();
	struct loopback_tls tls = plain_12;
	struct inspection *i;

	(void)state;
	tls.identity = id;
	i = inspect(play_once, &tls, id);
	assert_false(came_along(i));
	assert_int_equal(i->verdict.level, LEVEL_UNTRUSTED);
	inspection_free(i);
	loopback_identity_free(id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_timestamps_of_the_same_certificate_are_seen),
		cmocka_unit_test(test_timestamps_of_another_certificate_are_not),
		cmocka_unit_test(test_a_second_look_that_fails_changes_nothing),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
