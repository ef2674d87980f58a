/* SPDX-License-Identifier: GPL-3.0-or-later
 * The memory of visits: what is kept, what is noticed, and what survives damage and company. */
#include "judge/judge.h"
#include "base/limits.h"
#include "base/mem.h"
#include "lib/remove-all.h"
#include "lib/sample.h"
#include "visits/visits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct place { char dir[40], *path, *lock, *damaged; };

static int begin(void **state)
{
	struct place *p = mem_alloc(sizeof *p);

	(void)snprintf(p->dir, sizeof p->dir, "/tmp/certcard-state-XXXXXX");
	if (mkdtemp(p->dir) == NULL)
		return -1;
	p->path = mem_printf("%s/visits", p->dir);
	p->lock = mem_printf("%s/visits.lock", p->dir);
	p->damaged = mem_printf("%s/visits.damaged", p->dir);
	*state = p;
	return 0;
}

static int finish(void **state)
{
	struct place *p = *state;


	(void)remove_all(p->dir);
	free(p->path);
	free(p->lock);
	free(p->damaged);
	free(p);
	return 0;
}

static struct state *opened(const struct place *p)
{
	struct cc_err e;
	struct state *s = state_open(p->path, &e);

	assert_int_equal(e.code, ERR_NONE);
	return s;
}

static void saved(struct state *s)
{
	struct cc_err e = { 0 };

	if (state_save(s, &e) != 0)
		fail_msg("%s", e.msg);
	state_free(s);
}

/* The trusted sample with another key, or another issuer. */
static struct inspection *changed(int key, const char *issuer)
{
	struct inspection *i = sample_trusted();

	i->cards[0].cert->spki_sha256[0] ^= (uint8_t)key;
	if (issuer != NULL)
		i->cards[0].cert->issuer.o = mem_strdup(issuer);
	i->time += 1000;
	return i;
}

static void test_what_was_visited_is_there_again(void **state)
{
	struct inspection *i = sample_caution();
	struct state *s = opened(*state);
	const struct visit *const *list;
	struct stat st;

	assert_null(state_find(s, i));
	state_remember(s, i, false);
	saved(s);
	assert_int_equal(stat(((struct place *)*state)->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	s = opened(*state);
	assert_int_equal(state_recent(s, &list), 1);
	assert_string_equal(list[0]->target, "good.example.net:443");
	assert_string_equal(list[0]->finding, "expires-soon");
	assert_int_equal(list[0]->level, LEVEL_CAUTION);
	assert_int_equal(list[0]->time, i->time);
	assert_true(list[0]->has_key);
	assert_memory_equal(list[0]->spki_sha256, i->cards[0].cert->spki_sha256, 32);
	assert_string_equal(list[0]->issuer, "Example Root X1");
	state_free(s);
	inspection_free(i);
}

static void test_the_same_key_is_no_news(void **state)
{
	struct inspection *i = sample_trusted();
	struct state *s = opened(*state);

	state_remember(s, i, false);
	assert_false(state_note(s, i));
	assert_int_equal(i->n_findings, 0);
	inspection_free(i);
	state_free(s);
}

static void test_a_renewed_key_is_information(void **state)
{
	struct inspection *i = sample_trusted(), *new = changed(1, NULL);
	struct state *s = opened(*state);

	state_remember(s, i, false);
	assert_true(state_note(s, new));
	assert_int_equal(new->n_findings, 1);
	assert_int_equal(new->findings[0].id, FINDING_CHANGED_SINCE_LAST_VISIT);
	assert_int_equal(new->findings[0].level, LEVEL_INFO);
	assert_string_equal(variant_name(new->findings[0].variant), "renewed-key");
	assert_int_equal(new->verdict.level, LEVEL_TRUSTED);
	assert_non_null(strstr(new->findings[0].what, "21 Nov 2026"));
	assert_int_equal(strlen(finding_get(&new->findings[0], PARAM_OLD_SPKI)), 64);
	assert_string_equal(finding_get(&new->findings[0], PARAM_LAST), "21 Nov 2026");
	/* It is the new normal from now on. */
	state_remember(s, new, false);
	assert_memory_equal(state_find(s, new)->spki_sha256, new->cards[0].cert->spki_sha256, 32);
	inspection_free(i);
	inspection_free(new);
	state_free(s);
}

/* Due: no more than a third of a lifetime was left. */
static void test_a_key_before_its_time_is_told_from_a_renewal_that_was_due(void **state)
{
	static const struct { int thirds_left; const char *renewal;
		} rows[] = { { 3, "early" }, { 2, "early" }, { 1, "due" }, { -1, "due" } };

	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *old = sample_trusted(), *new = changed(1, NULL);
		struct state *s = opened(*state);
		struct cert *c = new->cards[0].cert;

		old->cards[0].cert->not_after = new->time + rows[k].thirds_left * ((c->not_after - c->not_before) / 3);
		state_remember(s, old, false);
		assert_true(state_note(s, new));
		assert_string_equal(finding_get(&new->findings[0], PARAM_RENEWAL), rows[k].renewal);
		inspection_free(old);
		inspection_free(new);
		state_free(s);
	}
}

static void test_another_issuer_is_a_caution(void **state)
{
	struct inspection *i = sample_trusted(), *new = changed(1, "Somebody Else CA");
	struct state *s = opened(*state);

	state_remember(s, i, false);
	assert_true(state_note(s, new));
	assert_string_equal(variant_name(new->findings[0].variant), "other-issuer");
	assert_int_equal(new->findings[0].level, LEVEL_CAUTION);
	assert_int_equal(new->verdict.level, LEVEL_CAUTION);
	assert_int_equal(new->exit_status, 1);
	assert_non_null(strstr(new->findings[0].what, "Somebody Else CA"));
	assert_non_null(strstr(new->findings[0].what, "Example Root X1"));
	inspection_free(i);
	inspection_free(new);
	state_free(s);
}

static void test_an_impostors_key_does_not_become_the_normal_one(void **state)
{
	struct inspection *i = sample_trusted(), *false_one = changed(1, NULL);
	struct state *s = opened(*state);

	state_remember(s, i, false);
	sample_finding(false_one, FINDING_UNTRUSTED_ROOT, LEVEL_UNTRUSTED, VARIANT_NONE, 1);
	verdict_set(false_one);
	assert_true(state_note(s, false_one));
	assert_int_equal(false_one->findings[1].level, LEVEL_CAUTION);
	assert_int_equal(false_one->verdict.level, LEVEL_UNTRUSTED);
	state_remember(s, false_one, false);
	assert_memory_equal(state_find(s, i)->spki_sha256, i->cards[0].cert->spki_sha256, 32);
	assert_int_equal(state_find(s, i)->level, LEVEL_UNTRUSTED);
	state_remember(s, false_one, true);                          /* accepted by hand */
	assert_memory_equal(state_find(s, i)->spki_sha256, false_one->cards[0].cert->spki_sha256, 32);
	inspection_free(i);
	inspection_free(false_one);
	state_free(s);
}

static void test_no_answer_keeps_the_key(void **state)
{
	struct inspection *i = sample_trusted(), *silent = sample_unreachable();
	struct state *s = opened(*state);

	free(silent->target.host);
	silent->target.host = mem_strdup("good.example.net");
	state_remember(s, i, false);
	assert_false(state_note(s, silent));
	state_remember(s, silent, false);
	assert_true(state_find(s, i)->has_key);
	assert_int_equal(state_find(s, i)->level, LEVEL_UNREACHABLE);
	inspection_free(i);
	inspection_free(silent);
	state_free(s);
}

static void test_demos_and_files_are_not_remembered(void **state)
{
	struct inspection *i = sample_trusted();
	struct state *s = opened(*state);
	const struct visit *const *list;

	i->target.kind = TARGET_DEMO;
	state_remember(s, i, false);
	assert_int_equal(state_recent(s, &list), 0);
	inspection_free(i);
	saved(s);
	assert_int_equal(access(((struct place *)*state)->path, F_OK), -1);
}

static void test_a_damaged_file_is_set_aside(void **state)
{
	static const char *const contents[] =
		{ "something else\n", "certcard visits 1\nno tabs here\n",
		"certcard visits 1\na\tb\tc\td\te\tf\tg\th\ti\n",
		"certcard visits 1\nhost:443\t1\ttrusted\t\t1\tzz\tzz\t1\tx\n",
		"certcard visits 1\nhost:443\t1\ttrusted\t\t\t\t\t\t" /* cut short */,
		/* text that turns round what stands behind it, or is not there for the eye */
		"certcard visits 1\nho\xE2\x80\xAEst:443\t1\ttrusted\t\t\t\t\t\t\n",
		"certcard visits 1\nhost:443\t1\ttrusted\texp\xE2\x80\x8Bired\t\t\t\t\t\n",
		"certcard visits 1\nhost:443\t1\ttrusted\t\t\t\t\t\t\x1B[31mred\n",
		/* no moment that a clock or a certificate can hold */
		"certcard visits 1\nhost:443\t9223372036854775807\ttrusted\t\t\t\t\t\t\n",
		"certcard visits 1\nhost:443\t-9223372036854775808\ttrusted\t\t\t\t\t\t\n" };
	struct place *p = *state;
	size_t i;

	for (i = 0; i < sizeof contents / sizeof *contents; i++) {
		FILE *f = fopen(p->path, "w");
		struct cc_err e;
		struct state *s;
		const struct visit *const *list;

		assert_non_null(f);
		(void)fputs(contents[i], f);
		assert_int_equal(fclose(f), 0);
		s = state_open(p->path, &e);
		assert_non_null(strstr(e.msg, "visits.damaged"));
		assert_int_equal(access(p->damaged, F_OK), 0);
		assert_int_equal(access(p->path, F_OK), -1);
		assert_int_equal(state_recent(s, &list), 0);
		(void)unlink(p->damaged);
		state_free(s);
	}
}

static void write_file(const char *path, const char *content)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	(void)fputs(content, f);
	assert_int_equal(fclose(f), 0);
}

static void test_what_was_set_aside_before_stays(void **state)
{
	struct place *p = *state;
	char *second = mem_printf("%s.damaged-2", p->path), line[64];

	for (int n = 1; n <= 2; n++) {
		struct cc_err e;
		FILE *f;

		(void)snprintf(line, sizeof line, "damage %d", n);
		write_file(p->path, line);
		state_free(state_open(p->path, &e));
		assert_int_equal(e.code, ERR_PARSE);
		f = fopen(n == 1 ? p->damaged : second, "r");
		assert_non_null(f);
		assert_non_null(fgets(line, sizeof line, f));
		(void)fclose(f);
		assert_int_equal(line[strlen("damage ")], '0' + n);
	}
	(void)unlink(second);
	free(second);
}

/* What this certcard cannot read, as after one that ran as root, another one can: it is not written over. */
static void test_what_cannot_be_read_is_not_written_over(void **state)
{
	struct place *p = *state;
	struct inspection *i = sample_trusted();
	struct cc_err e;
	struct state *s;

	/* a folder in its place: unreadable for everybody, root included */
	assert_int_equal(mkdir(p->path, 0700), 0);
	s = state_open(p->path, &e);
	assert_int_equal(e.code, ERR_IO);
	assert_non_null(strstr(e.msg, p->path));
	state_remember(s, i, false);
	e = (struct cc_err){ 0 };
	assert_int_equal(state_save(s, &e), -1);
	assert_non_null(strstr(e.msg, "not remembered"));
	assert_int_equal(access(p->damaged, F_OK), -1);
	assert_int_equal(rmdir(p->path), 0);
	/* and nothing is lost, should it become readable */
	saved(s);
	s = opened(p);
	assert_non_null(state_find(s, i));
	state_free(s);
	if (geteuid() != 0) {
		assert_int_equal(chmod(p->path, 0), 0);
		s = state_open(p->path, &e);
		assert_int_equal(e.code, ERR_IO);
		state_remember(s, i, false);
		assert_int_equal(state_save(s, &e), -1);
		state_free(s);
		assert_int_equal(chmod(p->path, 0600), 0);
		s = opened(p);
		assert_non_null(state_find(s, i));
		state_free(s);
	}
	inspection_free(i);
}

static void test_what_is_too_large_is_set_aside(void **state)
{
	struct place *p = *state;
	struct inspection *i = sample_trusted();
	struct cc_err e;
	struct state *s;
	struct stat st;

	write_file(p->path, "certcard visits 1\n");
	assert_int_equal(truncate(p->path, LIMIT_STATE_BYTES + 1), 0);
	s = state_open(p->path, &e);
	assert_int_equal(e.code, ERR_PARSE);
	assert_int_equal(stat(p->damaged, &st), 0);
	assert_int_equal(st.st_size, LIMIT_STATE_BYTES + 1);
	state_remember(s, i, false);
	saved(s);
	s = opened(p);
	assert_non_null(state_find(s, i));
	state_free(s);
	inspection_free(i);
}

/* Damaged while this certcard ran: what it read before is known still. */
static void test_damage_meanwhile_loses_nothing(void **state)
{
	struct place *p = *state;
	struct inspection *i = sample_trusted();
	struct state *s = opened(p);

	state_remember(s, i, false);
	saved(s);
	s = opened(p);
	i->target.port = 8443;
	state_remember(s, i, false);
	write_file(p->path, "something else");
	saved(s);
	assert_int_equal(access(p->damaged, F_OK), 0);
	s = opened(p);
	assert_non_null(state_find(s, i));
	i->target.port = 443;
	assert_non_null(state_find(s, i));
	state_free(s);
	inspection_free(i);
}

/* A clock that was wrong once must not hold a host's memory until that day comes. */
static void test_a_visit_dated_in_the_future_does_not_win(void **state)
{
	static const char before[] = "certcard visits 1\ngood.example.net:443\t%lld\tunreachable\t\t\t\t\t\t\n";
	static const struct { long ahead; bool ours; }
		rows[] = { { -1000, true }, { 30, false }, { 86400L * 3650, true } };
	long long now = (long long)time(NULL);

	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct place *p = *state;
		struct inspection *i = sample_trusted();
		struct state *s = opened(p);
		char *text = mem_printf(before, now + rows[k].ahead);

		i->time = now;
		state_remember(s, i, false);
		write_file(p->path, text);
		saved(s);
		s = opened(p);
		assert_int_equal(state_find(s, i)->level, rows[k].ours ? LEVEL_TRUSTED : LEVEL_UNREACHABLE);
		assert_int_equal(state_find(s, i)->has_key, rows[k].ours);
		state_free(s);
		inspection_free(i);
		free(text);
		(void)unlink(p->path);
	}
}

static void test_long_names_of_issuers_do_not_fill_the_memory(void **state)
{
	enum { HOSTS = 200, LENGTH = 60 * 1000 };
	struct inspection *i = sample_trusted();
	struct cert *c = i->cards[i->presented[0]].cert;
	struct state *s = opened(*state);
	struct stat st;

	free(c->issuer.o);
	c->issuer.o = mem_alloc(LENGTH + 1);
	memset(c->issuer.o, 'n', LENGTH);
	for (i->target.port = 1; i->target.port <= HOSTS; i->target.port++)
		state_remember(s, i, false);
	saved(s);
	assert_int_equal(stat(((struct place *)*state)->path, &st), 0);
	assert_true(st.st_size < HOSTS * 1024);
	s = opened(*state);
	i->target.port = HOSTS;
	assert_true(state_find(s, i)->has_key);
	/* still the same issuer, as far as is remembered */
	c->spki_sha256[0] ^= 1;
	assert_true(state_note(s, i));
	assert_string_equal(variant_name(i->findings[0].variant), "renewed-key");
	state_free(s);
	inspection_free(i);
}

/* The longest line that can be written, so often as there are visits. */
static void test_the_memory_can_always_be_written(void **state)
{
	enum { NUMBERS = 3 * 20, DIGESTS = 2 * 64, WORDS = 64 + 64, TABS = 16, SCHEME = 16,
		HOST = LIMIT_HOST_BYTES + 64 };

	(void)state;
	assert_true((long)LIMIT_VISITS * (NUMBERS + DIGESTS + WORDS + TABS + SCHEME + HOST + LIMIT_VISIT_ISSUER)
		< LIMIT_STATE_BYTES);
}

/* Killed while it saves: what was saved before is there. */
static void test_a_kill_loses_no_saved_visit(void **state)
{
	enum { KILLS = 30 };
	struct place *p = *state;
	size_t before = 0;

	for (int n = 0; n < KILLS; n++) {
		const struct timespec a_while = { .tv_nsec = (n * 131 % 50 + 1) * 100000L };
		const struct visit *const *list;
		struct state *s;
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0) {
			struct inspection *i = sample_trusted();

			s = state_open(p->path, NULL);
			for (i->target.port = 1 + n;; i->target.port += KILLS) {
				state_remember(s, i, false);
				if (state_save(s, NULL) != 0)
					_exit(1);
			}
		}
		(void)nanosleep(&a_while, NULL);
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, NULL, 0), child);
		s = opened(p);
		assert_true(state_recent(s, &list) >= before);
		before = state_recent(s, &list);
		state_free(s);
	}
}

static void test_the_list_is_bounded_and_forgets_the_oldest(void **state)
{
	struct inspection *i = sample_trusted();
	struct state *s = opened(*state);
	const struct visit *const *list;
	int n;

	for (n = 0; n < LIMIT_VISITS + 50; n++) {
		i->target.port = n + 1;
		i->time++;
		state_remember(s, i, false);
	}
	saved(s);
	s = opened(*state);
	assert_int_equal(state_recent(s, &list), LIMIT_RECENT);
	assert_int_equal(list[0]->time, i->time);
	i->target.port = 50;
	assert_null(state_find(s, i));
	i->target.port = 51;
	assert_non_null(state_find(s, i));
	state_free(s);
	inspection_free(i);
}

/* Each of several processes remembers hosts of its own, all at once; none is lost. */
static void test_two_at_once_lose_nothing(void **state)
{
	enum { PROCESSES = 4, EACH = 20 };
	const struct visit *const *list;
	pid_t pids[PROCESSES];
	struct state *s;
	int n, k;

	for (n = 0; n < PROCESSES; n++) {
		pids[n] = fork();
		assert_true(pids[n] >= 0);
		if (pids[n] != 0)
			continue;
		for (k = 0; k < EACH; k++) {
			struct cc_err e;
			struct state *mine = state_open(((struct place *)*state)->path, &e);
			struct inspection *i = sample_trusted();

			i->target.port = n * EACH + k + 1;
			state_remember(mine, i, false);
			if (e.code != ERR_NONE || state_save(mine, &e) != 0)
				_exit(1);
			state_free(mine);
			inspection_free(i);
		}
		_exit(0);
	}
	for (n = 0; n < PROCESSES; n++) {
		int status = -1;

		assert_int_equal(waitpid(pids[n], &status, 0), pids[n]);
		assert_int_equal(status, 0);
	}
	s = opened(*state);
	assert_int_equal(state_recent(s, &list), PROCESSES * EACH);
	state_free(s);
}

static void test_one_of_many_is_remembered_but_no_recent_host(void **state)
{
	struct inspection *i = sample_trusted();
	struct state *s = opened(*state);
	const struct visit *const *list;

	state_remember_among(s, i);
	saved(s);
	s = opened(*state);
	assert_int_equal(state_recent(s, &list), 0);
	assert_non_null(state_find(s, i));
	/* looked at by itself it is, and stays one */
	state_remember(s, i, false);
	assert_int_equal(state_recent(s, &list), 1);
	state_remember_among(s, i);
	saved(s);
	s = opened(*state);
	assert_int_equal(state_recent(s, &list), 1);
	state_free(s);
	inspection_free(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_was_visited_is_there_again, begin, finish),
		cmocka_unit_test_setup_teardown(test_the_same_key_is_no_news, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_renewed_key_is_information, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_key_before_its_time_is_told_from_a_renewal_that_was_due, begin,
		finish),
		cmocka_unit_test_setup_teardown(test_another_issuer_is_a_caution, begin, finish),
		cmocka_unit_test_setup_teardown(test_an_impostors_key_does_not_become_the_normal_one, begin, finish),
		cmocka_unit_test_setup_teardown(test_no_answer_keeps_the_key, begin, finish),
		cmocka_unit_test_setup_teardown(test_demos_and_files_are_not_remembered, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_damaged_file_is_set_aside, begin, finish),
		cmocka_unit_test_setup_teardown(test_what_was_set_aside_before_stays, begin, finish),
		cmocka_unit_test_setup_teardown(test_what_cannot_be_read_is_not_written_over, begin, finish),
		cmocka_unit_test_setup_teardown(test_what_is_too_large_is_set_aside, begin, finish),
		cmocka_unit_test_setup_teardown(test_damage_meanwhile_loses_nothing, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_visit_dated_in_the_future_does_not_win, begin, finish),
		cmocka_unit_test_setup_teardown(test_long_names_of_issuers_do_not_fill_the_memory, begin, finish),
		cmocka_unit_test_setup_teardown(test_the_memory_can_always_be_written, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_kill_loses_no_saved_visit, begin, finish),
		cmocka_unit_test_setup_teardown(test_the_list_is_bounded_and_forgets_the_oldest, begin, finish),
		cmocka_unit_test_setup_teardown(test_one_of_many_is_remembered_but_no_recent_host, begin, finish),
		cmocka_unit_test_setup_teardown(test_two_at_once_lose_nothing, begin, finish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
