/* SPDX-License-Identifier: GPL-3.0-or-later
 * A weak key exchange is said in every report, beside whatever else there is, and changes no verdict. */
#include "lib/inspect.h"
#include "lib/written.h"
#include "pki/pki.h"
#include "report/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TLS_12 "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:"

static void test_said_in_every_report(void **state)
{
	static const struct { const char *priority, *text; int dh_bits; bool old; } rows[] = {
		{ TLS_12 "+RSA", "Weak key exchange, without forward secrecy (weak-key-exchange)", 0, false },
		{ TLS_12 "+DHE-RSA", NULL, 1024, true },      /* a group of RFC 7919 */
		{ TLS_12 "+DHE-RSA:-GROUP-ALL:%PROFILE_VERY_WEAK", "The key exchange is too weak (weak-key-exchange)", 1024, true },
		{ TLS_12 "+ECDHE-RSA", NULL, 0, false },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct loopback_tls tls = { .same = true, .priority = rows[k].priority, .dh_bits = rows[k].dh_bits,
			.rsa_bits = 2048, .key_usage = KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT };
		const struct finding *f;
		struct inspection *i;
		char *json, *text;
		struct opts o;

		opts_defaults(&o);
		i = inspect_part(&o, loopback_tls, &tls, NULL);
		f = inspection_finding(i, FINDING_WEAK_KEY_EXCHANGE);
		json = written(report_jsonl, i);
		text = written_text(i);
		if ((f != NULL) != (rows[k].text != NULL))
			fail_msg("row %zu: %.60s", k, text);
		assert_int_equal(strstr(json, "{\"id\":\"weak-key-exchange\",\"level\":\"info\"") != NULL, f != NULL);
		if (rows[k].text != NULL && strstr(text, rows[k].text) == NULL)
			fail_msg("%s is not said", rows[k].text);
		assert_int_equal(inspection_finding(i, FINDING_PROTOCOL_TOO_OLD) != NULL, rows[k].old);
		assert_int_equal(f != NULL && f->level != LEVEL_INFO, 0);
		free(json);
		free(text);
		inspection_free(i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_said_in_every_report),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
