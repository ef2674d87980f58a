/* SPDX-License-Identifier: GPL-3.0-or-later
 * An engine for one inspection. */
#include "lib/inspect.h"

#include "engine/job.h"
#include "net/net.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

enum { INSPECT_PATIENCE_MS = 30000, INSPECT_TARGET = 64 };

struct inspection *inspect_target(const struct engine_input *in, const char *text, const struct cert *root)
{
	double until = net_clock_ms() + INSPECT_PATIENCE_MS;
	struct cc_err e = { 0 };
	struct inspection *i;
	struct engine *g;
	struct target t;
	bool last;

	g = engine_new(in, &e);
	if (g == NULL || target_parse(&t, text, in->opts, &e) != 0)
		fail_msg("%s", e.msg);
	if (root != NULL)
		trust_add(g->base, root, ANCHOR_PUBLIC);
	(void)engine_start(g, &t, NULL);
	while ((i = engine_take(g, NULL, NULL, &last)) == NULL) {
		assert_true(net_clock_ms() < until);
		(void)engine_turn(g, NULL, 0, 1000);
	}
	assert_true(last);
	assert_int_equal(engine_active(g), 0);
	engine_free(g);
	return i;
}

struct inspection *inspect_part(const struct opts *o, loopback_part *part, const void *arg, const struct cert *root)
{
	char target[INSPECT_TARGET];
	struct inspection *i;
	struct loopback l;

	loopback_start(&l, part, arg);
	(void)snprintf(target, sizeof target, "127.0.0.1:%d", l.port);
	i = inspect_target(&(struct engine_input){ .opts = o }, target, root);
	loopback_stop(&l);
	return i;
}
