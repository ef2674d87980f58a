/* SPDX-License-Identifier: GPL-3.0-or-later
 * Policy processing (RFC 5280 6.1) over paths made by hand, and the validation class. */
#include "base/mem.h"
#include "rules/policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { POLICIES = 3, CERTS = 4 };

/* One certificate: its policies by digit ("A" for any policy), its requireExplicitPolicy, inhibitPolicyMapping and
 * inhibitAnyPolicy (0: not there, else the number plus 1), and its mappings as pairs of digits. */
struct pol { const char *policies; int require, inhibit_mapping, inhibit_any; const char *mappings; bool self_issued; };
struct row { const char *why; struct pol certs[CERTS]; size_t n; bool good; };

/* Root's child first, leaf last: the order in which the rules are made. */
static const struct row rows[] = {
	{ "nothing is required", { { .policies = "1" }, { .policies = "2" } }, 2, true },
	{ "nothing is required, and none is left", { { .policies = "1", .inhibit_any = 5 }, { .policies = "" } }, 2,
		true },
	{ "required and kept", { { .policies = "1", .require = 1 }, { .policies = "1" } }, 2, true },
	{ "required and lost", { { .policies = "1", .require = 1 }, { .policies = "2" } }, 2, false },
	{ "required and not named", { { .policies = "1", .require = 1 }, { .policies = "" } }, 2, false },
	{ "one of several is enough", { { .policies = "123", .require = 1 }, { .policies = "43" } }, 2, true },
	{ "required beyond the end of the path",
		{ { .policies = "1", .require = 4 }, { .policies = "1" }, { .policies = "2" } }, 3, true },
	{ "required from the last on", { { .policies = "1", .require = 3 }, { .policies = "1" }, { .policies = "2" } },
		3, false },
	{ "required from the next on", { { .policies = "1", .require = 2 }, { .policies = "1" }, { .policies = "2" } },
		3, false },
	{ "a self-issued CA does not count",
		{ { .policies = "1", .require = 2 }, { .policies = "1", .self_issued = true }, { .policies = "1" },
			{ .policies = "2" } }, 4, false },
	{ "required by a CA further down",
		{ { .policies = "1" }, { .policies = "1", .require = 1 }, { .policies = "1" } }, 3, true },
	{ "required by the leaf itself", { { .policies = "1" }, { .policies = "2", .require = 1 } }, 2, false },
	{ "required by the leaf of those below it, of which there are none",
		{ { .policies = "1" }, { .policies = "2", .require = 2 } }, 2, true },
	{ "lost in the middle", { { .policies = "1", .require = 1 }, { .policies = "" }, { .policies = "1" } }, 3,
		false },
	{ "any policy above", { { .policies = "A", .require = 1 }, { .policies = "7" } }, 2, true },
	{ "any policy below", { { .policies = "1", .require = 1 }, { .policies = "A" } }, 2, true },
	{ "any policy, but inhibited", { { .policies = "1", .require = 1, .inhibit_any = 1 }, { .policies = "A" } }, 2,
		false },
	{ "any policy, inhibited later", { { .policies = "1", .require = 1, .inhibit_any = 2 }, { .policies = "A" } },
		2, true },
	{ "any policy in a self-issued CA while inhibited", { { .policies = "1", .require = 1, .inhibit_any = 1 },
		{ .policies = "A", .self_issued = true }, { .policies = "1" } }, 3, true },
	{ "any policy in a leaf that names itself, while inhibited",
		{ { .policies = "1", .require = 1, .inhibit_any = 1 }, { .policies = "A", .self_issued = true } }, 2,
		false },
	{ "any policy in a CA that is not self-issued, while inhibited",
		{ { .policies = "1", .require = 1, .inhibit_any = 1 }, { .policies = "A" }, { .policies = "1" } }, 3,
		false },
	{ "mapped", { { .policies = "1", .require = 1, .mappings = "12" }, { .policies = "2" } }, 2, true },
	{ "mapped away", { { .policies = "1", .require = 1, .mappings = "12" }, { .policies = "1" } }, 2, false },
	{ "mapped, but inhibited",
		{ { .policies = "1", .require = 1, .inhibit_mapping = 1 }, { .policies = "1", .mappings = "12" },
			{ .policies = "2" } }, 3, false },
	{ "mapped to two", { { .policies = "1", .require = 1, .mappings = "1213" }, { .policies = "3" } }, 2, true },
	{ "mapped from any policy", { { .policies = "1", .mappings = "A2" }, { .policies = "2" } }, 2, false },
	{ "mapped to any policy", { { .policies = "1", .mappings = "1A" }, { .policies = "2" } }, 2, false },
	{ "mapped below any policy", { { .policies = "A", .require = 1, .mappings = "12" }, { .policies = "2" } }, 2,
		true },
	{ "a leaf's mappings do not count", { { .policies = "1" }, { .policies = "1", .mappings = "A2" } }, 2, true },
};

static char *pol_oid(char digit)
{
	return digit == 'A' ? mem_strdup("2.5.29.32.0") : mem_printf("1.2.%c", digit);
}

/* DER of an OID 1.2.digit or of anyPolicy. */
static size_t pol_oid_der(char digit, uint8_t *out)
{
	static const uint8_t any[] = { 0x06, 0x04, 0x55, 0x1d, 0x20, 0x00 };
	const uint8_t other[] = { 0x06, 0x02, 0x2a, (uint8_t)(digit - '0') };

	memcpy(out, digit == 'A' ? any : other, digit == 'A' ? sizeof any : sizeof other);
	return digit == 'A' ? sizeof any : sizeof other;
}

static void pol_extension(struct cert *c, const char *oid, const uint8_t *der, size_t n)
{
	c->extensions = mem_resize(c->extensions, c->n_extensions + 1, sizeof *c->extensions);
	c->extensions[c->n_extensions++] = (struct extension){ .oid = mem_strdup(oid), .known = true,
		.value = { mem_dup(der, n), n } };
}

static void pol_constraints(struct cert *c, const struct pol *p)
{
	uint8_t der[16] = { 0x30 };
	size_t n = 2;

	if (p->require > 0) {
		memcpy(der + n, (uint8_t[]){ 0x80, 1, (uint8_t)(p->require - 1) }, 3);
		n += 3;
	}
	if (p->inhibit_mapping > 0) {
		memcpy(der + n, (uint8_t[]){ 0x81, 1, (uint8_t)(p->inhibit_mapping - 1) }, 3);
		n += 3;
	}
	der[1] = (uint8_t)(n - 2);
	if (n > 2)
		pol_extension(c, "2.5.29.36", der, n);
	if (p->inhibit_any > 0)
		pol_extension(c, "2.5.29.54", (uint8_t[]){ 0x02, 1, (uint8_t)(p->inhibit_any - 1) }, 3);
}

static void pol_mappings(struct cert *c, const char *pairs)
{
	uint8_t der[64] = { 0x30 };
	size_t n = 2;

	for (; pairs != NULL && *pairs != '\0'; pairs += 2) {
		size_t start = n;
		n += 2;
		n += pol_oid_der(pairs[0], der + n);
		n += pol_oid_der(pairs[1], der + n);
		der[start] = 0x30;
		der[start + 1] = (uint8_t)(n - start - 2);
	}
	der[1] = (uint8_t)(n - 2);
	if (n > 2)
		pol_extension(c, "2.5.29.33", der, n);
}

static struct cert *pol_cert(const struct pol *p)
{
	struct cert *c = mem_alloc(sizeof *c);

	c->parsed = true;
	c->self_issued = p->self_issued;
	for (const char *digit = p->policies; *digit != '\0'; digit++) {
		c->policies = mem_resize(c->policies, c->n_policies + 1, sizeof *c->policies);
		c->policies[c->n_policies++] = pol_oid(*digit);
	}
	pol_constraints(c, p);
	pol_mappings(c, p->mappings);
	return c;
}

static void pol_free(struct cert *c)
{
	for (size_t i = 0; i < c->n_policies; i++)
		free(c->policies[i]);
	for (size_t i = 0; i < c->n_extensions; i++) {
		free(c->extensions[i].oid);
		free((void *)(uintptr_t)c->extensions[i].value.p);
	}
	free(c->policies);
	free(c->extensions);
	free(c);
}

static void paths(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cert *path[CERTS];
		struct policy_fault fault;

		for (size_t k = 0; k < rows[i].n; k++)
			path[rows[i].n - 1 - k] = pol_cert(&rows[i].certs[k]);
		fault = policy_fault(path, rows[i].n, false);
		if ((fault.why == NULL) != rows[i].good)
			fail_msg("%s: %s", rows[i].why, fault.why != NULL ? fault.why : "no fault");
		assert_true(fault.why == NULL || fault.at != NULL);
		assert_false(fault.of_root);
		for (size_t k = 0; k < rows[i].n; k++)
			pol_free(path[k]);
	}
}

static void classes(void **state)
{
	static char dv[] = "2.23.140.1.2.1", ov[] = "2.23.140.1.2.2", iv[] = "2.23.140.1.2.3", ev[] = "2.23.140.1.1",
		other[] = "1.2.3";
	char *one[] = { other, dv }, *two[] = { ov, ev }, *three[] = { iv };
	struct cert c = { .policies = one, .n_policies = 1 };

	(void)state;
	assert_null(policy_class(&c));
	c.n_policies = 2;
	assert_string_equal(policy_class(&c), "DV");
	c.policies = two;
	assert_string_equal(policy_class(&c), "EV");
	c.n_policies = 1;
	assert_string_equal(policy_class(&c), "OV");
	c.policies = three;
	assert_string_equal(policy_class(&c), "IV");
	c.is_ca = true;
	assert_null(policy_class(&c));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(paths), cmocka_unit_test(classes) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
