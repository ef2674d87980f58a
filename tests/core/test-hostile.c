/* SPDX-License-Identifier: GPL-3.0-or-later
 * The built program against servers that mean harm (hostile.def): all at once in one batch, and each by itself. An
 * inspection comes of every one, with the level and the finding of its row, within 64 MB, and nothing of theirs reaches
 * the output as it was sent. */
#include "lib/hostile.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unictype.h>
#include <unistd.h>
#include <unistr.h>

#if defined __SANITIZE_ADDRESS__
enum { WEIGHED = 0 };            /* the sanitizer's own memory says nothing */
#define TIMEOUT "3"
#else
enum { WEIGHED = 1 };
#define TIMEOUT "1.5"
#endif
/* For what came out wrong on a busy machine: of the time above, a list that is fetched gets a quarter of a second. */
#define TIMEOUT_AGAIN "12"

enum { MOST_KB = 64 * 1000, PATIENCE_SECONDS = 40, MOST_OUTPUT = 16 * 1024 * 1024 };

static const struct hostile rows[] = {
#define HOSTILE(title, ...) { .name = title, __VA_ARGS__ },
#include "core/hostile.def"
#undef HOSTILE
};
enum { N_ROWS = sizeof rows / sizeof *rows };

static struct {
	struct hostile_pki pki;
	struct hostile_part parts[N_ROWS], fetched[N_ROWS];
	struct loopback servers[N_ROWS], fetches[N_ROWS];
	char ca[64];
	char *program;
} all;

/* ---- runs of the program ---- */

struct run {
	pid_t pid;                   /* 0: not started, or over */
	FILE *out, *err;
	int status;
	long kb;                     /* peak */
};

static char *row_target(size_t i)
{
	if (rows[i].proxy != NULL)
		return mem_strdup("https://host.example");
	return mem_printf("%s://127.0.0.1:%d", rows[i].scheme != NULL ? rows[i].scheme : "https", all.servers[i].port);
}

static char *row_proxy(size_t i)
{
	return rows[i].proxy == NULL ? NULL : mem_printf("%s://127.0.0.1:%d", rows[i].proxy, all.servers[i].port);
}

static void run_exec(const struct run *r, FILE *in, const char *const *args)
{
	static const char *const env[] = { "LC_ALL=C.UTF-8", "HOME=/nonexistent", "ASAN_OPTIONS=detect_leaks=0", NULL };

	if (in != NULL)
		(void)dup2(fileno(in), 0);
	(void)dup2(fileno(r->out), 1);
	(void)dup2(fileno(r->err), 2);
	(void)alarm(PATIENCE_SECONDS);
	(void)execve(all.program, (char *const *)(uintptr_t)args, (char *const *)(uintptr_t)env);
	_exit(127);
}

static void run_start_in(struct run *r, const char *seconds, FILE *in, const char *format, const char *proxy,
	const char *target)
{
	const char *const args[] =
		{ all.program, "-f", format, "--timeout", seconds, "--add-ca", all.ca, in != NULL ? "--hosts" : target,
		in != NULL ? "-" : proxy != NULL ? "--proxy" : NULL, proxy, NULL };

	r->out = tmpfile();
	r->err = tmpfile();
	if (r->out == NULL || r->err == NULL)
		fail_msg("no temporary files");
	r->pid = fork();
	if (r->pid == 0)
		run_exec(r, in, args);
	assert_true(r->pid > 0);
}

static void run_start(struct run *r, FILE *in, const char *format, const char *proxy, const char *target)
{
	run_start_in(r, TIMEOUT, in, format, proxy, target);
}

static void run_wait(struct run *r)
{
	struct rusage used;

	if (wait4(r->pid, &r->status, 0, &used) != r->pid)
		fail_msg("lost a process");
	r->pid = 0;
	r->kb = used.ru_maxrss;
}

static char *run_text(FILE *f)
{
	struct buf b = BUF_INIT(MOST_OUTPUT);
	char bytes[65536];
	size_t n;

	rewind(f);
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		assert_int_equal(buf_add(&b, bytes, n), 0);
	assert_null(b.len > 0 ? memchr(b.data, '\0', b.len) : NULL);
	return buf_take(&b);
}

static void run_done(struct run *r)
{
	(void)fclose(r->out);
	(void)fclose(r->err);
}

/* ---- what is checked ---- */

enum seen { UNSEEN, SEEN_RIGHT, SEEN_WRONG };
static unsigned faults;

static void fault(const char *name, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void fault(const char *name, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = mem_vprintf(fmt, ap);
	va_end(ap);
	print_error("%s: %s\n", name, s);
	free(s);
	faults++;
}

/* Well-formed, and nothing that a terminal obeys: no control characters but the line's end, none that turn or hide
 * text. */
static void check_bytes(const char *name, const char *text)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + strlen(text);

	while (p < end) {
		ucs4_t c;
		int n = u8_mbtoucr(&c, p, (size_t)(end - p));

		if (n <= 0) {
			fault(name, "an ill-formed byte \\x%02x in the output", *p);
			return;
		}
		if (c != '\n' && uc_is_general_category_withtable(c,
			UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp)) {
			fault(name, "U+%04X in the output", (unsigned)c);
			return;
		}
		p += n;
	}
}

/* It ended by itself, in bounds, and said nothing that is not clean. The caller frees the output. */
static char *check_run(struct run *r, const char *name)
{
	char *out, *err;

	run_wait(r);
	out = run_text(r->out);
	err = run_text(r->err);
	if (!WIFEXITED(r->status) || WEXITSTATUS(r->status) > 3)
		fault(name, "ended with %d: %s", r->status, err);
	if (WEIGHED && r->kb > MOST_KB)
		fault(name, "took %ld kB", r->kb);
	check_bytes(name, out);
	check_bytes(name, err);
	if (*out == '\0')
		fault(name, "no report: %s", err);
	free(err);
	run_done(r);
	return out;
}

static const char *text_of(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s != NULL ? s : "";
}

/* What is wrong with the inspection of this row; NULL: nothing. The caller frees. */
static char *inspection_fault(const struct hostile *h, const json_t *o)
{
	const json_t *findings = json_object_get(o, "findings"), *f;
	const char *level = text_of(json_object_get(o, "verdict"), "level");
	const char *first = json_array_size(findings) > 0 ? text_of(json_array_get(findings, 0), "what") : "";
	size_t i;

	if (strcmp(level, h->level) != 0)
		return mem_printf("%s instead of %s: %s", level, h->level, first);
	if (h->finding == NULL)
		return NULL;
	json_array_foreach(findings, i, f)
		if (strcmp(text_of(f, "id"), h->finding) == 0)
			return strstr(text_of(f, "what"), h->says) != NULL
				|| strstr(text_of(f, "why"), h->says) != NULL ? NULL
				: mem_printf("“%s %s” does not say “%s”", text_of(f, "what"), text_of(f, "why"),
				h->says);
	return mem_printf("no %s: %s", h->finding, first);
}

static int level_status(const char *level)
{
	static const char *const levels[] = { "trusted", "caution", "untrusted", "unreachable" };
	int i;

	for (i = 0; i < 3 && strcmp(levels[i], level) != 0; i++)
		;
	return i;
}

/* On a busy machine the deadline may cut in anywhere, so what came out wrong in a crowd is looked at once more by
 * itself, and is given more time. */
static void check_again(size_t i)
{
	char *target = row_target(i), *proxy = row_proxy(i), *out, *wrong;
	struct run r;
	json_t *o;

	run_start_in(&r, TIMEOUT_AGAIN, NULL, "jsonl", proxy, target);
	out = check_run(&r, rows[i].name);
	o = json_loads(out, 0, NULL);
	wrong = inspection_fault(&rows[i], o);
	if (wrong != NULL)
		fault(rows[i].name, "%s", wrong);
	if (WIFEXITED(r.status) && WEXITSTATUS(r.status) != level_status(rows[i].level))
		fault(rows[i].name, "exit status %d", WEXITSTATUS(r.status));
	json_decref(o);
	free(wrong);
	free(out);
	free(target);
	free(proxy);
}

static size_t row_of_port(json_int_t port)
{
	size_t i;

	for (i = 0; i < N_ROWS && all.servers[i].port != port; i++)
		;
	return i;
}

static void check_seen(size_t i, const json_t *o, enum seen *seen)
{
	char *wrong = inspection_fault(&rows[i], o);

	seen[i] = wrong == NULL ? SEEN_RIGHT : SEEN_WRONG;
	free(wrong);
}

/* Lines of JSON; marks the rows that had one. */
static void check_lines(char *text, enum seen *seen)
{
	char *line, *rest = text;

	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
		json_t *o = json_loads(line, 0, NULL);
		size_t i = row_of_port(json_integer_value(json_object_get(json_object_get(o, "target"), "port")));

		if (o == NULL || i == N_ROWS)
			fault("jsonl", "a line that makes no sense: %.200s", line);
		else if (seen[i] != UNSEEN)
			fault(rows[i].name, "reported twice");
		else
			check_seen(i, o, seen);
		json_decref(o);
	}
}

/* ---- tests ---- */

static void test_all_at_once(void **state)
{
	FILE *list = tmpfile();
	enum seen seen[N_ROWS] = { UNSEEN };
	struct run r;
	char *out;

	(void)state;
	faults = 0;
	assert_non_null(list);
	for (size_t i = 0; i < N_ROWS; i++) {
		char *target = row_target(i);

		if (rows[i].proxy == NULL)
			assert_true(fprintf(list, "%s\n", target) > 0);
		free(target);
	}
	rewind(list);
	run_start(&r, list, "jsonl", NULL, NULL);
	out = check_run(&r, "all at once");
	check_lines(out, seen);
	for (size_t i = 0; i < N_ROWS; i++)
		if (rows[i].proxy == NULL && seen[i] == UNSEEN)
			fault(rows[i].name, "no inspection");
		else if (seen[i] == SEEN_WRONG)
			check_again(i);
	free(out);
	(void)fclose(list);
	assert_int_equal(faults, 0);
}

/* What a proxy does cannot be tried in the batch, so its report is the one with the finding's name. */
static void check_alone(size_t i, struct run *r)
{
	const struct hostile *h = &rows[i];
	char *out = check_run(r, h->name), *wrong = NULL;

	if (h->proxy != NULL) {
		json_t *o = json_loads(out, 0, NULL);

		wrong = inspection_fault(h, o);
		json_decref(o);
	}
	if (wrong != NULL || (WIFEXITED(r->status) && WEXITSTATUS(r->status) != level_status(h->level)))
		check_again(i);
	free(wrong);
	free(out);
}

/* Side by side: waiting is most of what they do. */
static void test_each_by_itself(void **state)
{
	struct run runs[N_ROWS];

	(void)state;
	faults = 0;
	for (size_t i = 0; i < N_ROWS; i++) {
		char *target = row_target(i), *proxy = row_proxy(i);

		run_start(&runs[i], NULL, proxy != NULL ? "jsonl" : "text", proxy, target);
		free(target);
		free(proxy);
	}
	for (size_t i = 0; i < N_ROWS; i++)
		check_alone(i, &runs[i]);
	assert_int_equal(faults, 0);
}

/* ---- who fell silent is asked no further ---- */

struct counted {
	struct hostile_part part;
	unsigned *visits;        /* of all processes */
};

static void counted_play(int fd, const void *arg)
{
	const struct counted *c = arg;

	(void)__atomic_add_fetch(c->visits, 1, __ATOMIC_SEQ_CST);
	hostile_play(fd, &c->part);
}

/* Who breaks off is asked again, for the certificate of the other kind of key. */
static unsigned visits_of(const char *script)
{
	static const struct hostile row = { .name = "counted" };
	struct counted c = { .part = { .row = &row, .pki = &all.pki, .script = script } };
	struct loopback l;
	struct run r;
	char *target, *out;
	unsigned n;

	c.visits = mmap(NULL, sizeof *c.visits, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(c.visits, MAP_FAILED);
	hostile_list_make(&c.part, NULL);
	loopback_start(&l, counted_play, &c);
	target = mem_printf("127.0.0.1:%d", l.port);
	run_start(&r, NULL, "jsonl", NULL, target);
	out = check_run(&r, script);
	if (strstr(out, "\"key-not-proved\"") == NULL)
		fault(script, "no key-not-proved: %s", out);
	n = *c.visits;
	loopback_stop(&l);
	buf_done(&c.part.list);
	(void)munmap(c.visits, sizeof *c.visits);
	free(target);
	free(out);
	return n;
}

static void test_silence_is_waited_for_once(void **state)
{
	(void)state;
	faults = 0;
	assert_int_equal(visits_of("hear hello cert wait"), 1);
	assert_true(visits_of("hear hello cert") > 1);
	assert_int_equal(faults, 0);
}

static void servers_open_row(size_t i)
{
	const struct hostile *h = &rows[i];
	char *url = NULL;

	if (!hostile_script_known(h->script) || (h->fetch != NULL && !hostile_script_known(h->fetch)))
		fail_msg("%s: a script with a word that is none", h->name);
	all.parts[i] = (struct hostile_part){ .row = h, .pki = &all.pki, .script = h->script };
	if (h->fetch != NULL) {
		all.fetched[i] = (struct hostile_part){ .row = h, .pki = &all.pki, .script = h->fetch };
		loopback_start(&all.fetches[i], hostile_play, &all.fetched[i]);
		url = mem_printf("http://127.0.0.1:%d/", all.fetches[i].port);
	}
	hostile_list_make(&all.parts[i], url);
	free(url);
	loopback_start(&all.servers[i], hostile_play, &all.parts[i]);
}

static int servers_open(void **state)
{
	const char *builddir = getenv("builddir");
	int fd;

	(void)state;
	all.program = mem_printf("%s/certcard", builddir != NULL ? builddir : ".");
	(void)snprintf(all.ca, sizeof all.ca, "/tmp/certcard-hostile-XXXXXX");
	fd = mkstemp(all.ca);
	if (fd < 0)
		return -1;
	(void)close(fd);
	hostile_pki_open(&all.pki);
	hostile_pki_save(&all.pki, all.ca);
	for (size_t i = 0; i < N_ROWS; i++)
		servers_open_row(i);
	return 0;
}

static int servers_close(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_ROWS; i++) {
		loopback_stop(&all.servers[i]);
		loopback_stop(&all.fetches[i]);
		buf_done(&all.parts[i].list);
	}
	hostile_pki_close(&all.pki);
	(void)unlink(all.ca);
	free(all.program);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_at_once),
		cmocka_unit_test(test_each_by_itself),
		cmocka_unit_test(test_silence_is_waited_for_once),
	};

	return cmocka_run_group_tests(tests, servers_open, servers_close);
}
