/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs a fuzz target without a fuzzer: "TARGET FILE..." reads each file once; "TARGET SECONDS [SEED]" changes the
 * target's own seeds for as long; "TARGET seeds FOLDER" writes those down, for a fuzzer to begin with. Words of
 * $srcdir/tests/fuzz/NAME.dict are put in as they stand; AFL++ (-x) and libFuzzer (-dict=) read that, too. What it was
 * at when it died, or for FUZZ_PATIENCE seconds, stands in NAME-crash.bin. Coverage guides nothing here: it is the
 * quick look that every compiler can have. */
#include "fuzz/fuzz.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FUZZ_SEEDS = 1024, FUZZ_MOST = 64 * 1024, FUZZ_PATIENCE = 30, FUZZ_WORDS = 256 };

static const uint8_t *fuzz_input;
static size_t fuzz_input_len;

static char fuzz_crash[128] = "fuzz-crash.bin";

static void fuzz_died(int sig)
{
	int fd = open(fuzz_crash, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd >= 0)
		(void)!write(fd, fuzz_input, fuzz_input_len);
	(void)signal(sig, SIG_DFL);
	(void)raise(sig);
}

static void fuzz_one(const uint8_t *p, size_t n)
{
	fuzz_input = p;
	fuzz_input_len = n;
	(void)alarm(FUZZ_PATIENCE);
	(void)LLVMFuzzerTestOneInput(p, n);
}

static uint32_t fuzz_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33);
}

/* ---- words ---- */

static struct buf fuzz_words[FUZZ_WORDS];
static size_t n_fuzz_words;

/* `name="word"`, in which \\, \" and \xHH stand for octets; other lines are comments. */
static void fuzz_word(const char *line)
{
	const char *from = strchr(line, '"'), *end = strrchr(line, '"');
	struct buf *word = &fuzz_words[n_fuzz_words];

	if (line[0] == '#' || from == NULL || end == from || n_fuzz_words == FUZZ_WORDS)
		return;
	*word = BUF_INIT(LIMIT_TEXT_BYTES);
	for (const char *p = from + 1; p < end; p++) {
		unsigned octet = (unsigned char)*p;

		if (*p == '\\' && p[1] == 'x' && sscanf(p + 2, "%2x", &octet) == 1)
			p += 3;
		else if (*p == '\\')
			octet = (unsigned char)*++p;
		(void)buf_addc(word, (char)octet);
	}
	n_fuzz_words += word->len > 0;
}

static void fuzz_words_read(const char *name)
{
	const char *dir = getenv("srcdir");
	char *path = mem_printf("%s/tests/fuzz/%s.dict", dir != NULL ? dir : ".", name), line[1024];
	FILE *f = fopen(path, "re");

	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		fuzz_word(line);
	if (f != NULL)
		(void)fclose(f);
	free(path);
}

static void fuzz_words_done(void)
{
	while (n_fuzz_words > 0)
		buf_done(&fuzz_words[--n_fuzz_words]);
}

/* One of them put in at `at`, or over what stands there. */
static size_t fuzz_put_word(uint8_t *p, size_t n, size_t at, uint64_t *state)
{
	const struct buf *word = &fuzz_words[fuzz_random(state) % n_fuzz_words];
	bool over = fuzz_random(state) % 2 == 0;

	if ((over ? at : n) + word->len > FUZZ_MOST)
		return n;
	if (!over)
		memmove(p + at + word->len, p + at, n - at);
	memcpy(p + at, word->data, word->len);
	return !over ? n + word->len : n > at + word->len ? n : at + word->len;
}

/* ---- changes ---- */

/* Octets changed, taken out, put in twice, a word, or another seed's tail behind this one's head. */
static size_t fuzz_change(uint8_t *p, size_t n, const struct buf *other, uint64_t *state)
{
	static const uint8_t odd[] = { 0x00, 0x7f, 0x80, 0xff, 0x30, 0x82, 0x84, '\n', '-', '"', '\\', '=' };
	size_t at = n > 0 ? fuzz_random(state) % n : 0, some = n > at ? fuzz_random(state) % (n - at) % 64 + 1 : 0;

	if (n == 0)
		return 0;
	switch (fuzz_random(state) % 7) {
	case 0: p[at] = (uint8_t)fuzz_random(state); break;
	case 1: p[at] = odd[fuzz_random(state) % sizeof odd]; break;
	case 2: p[at] ^= (uint8_t)(1U << fuzz_random(state) % 8); break;
	case 3:
		memmove(p + at, p + at + some, n - at - some);
		return n - some;
	case 4:
		if (n + some > FUZZ_MOST)
			break;
		memmove(p + at + some, p + at, n - at);
		return n + some;
	case 5:
		if (n_fuzz_words > 0)
			return fuzz_put_word(p, n, at, state);
		break;
	default:
		if (other->len > at && other->len <= FUZZ_MOST) {
			memcpy(p + at, other->data + at, other->len - at);
			return other->len;
		}
	}
	return n;
}

static unsigned long fuzz_for(double seconds, uint64_t state)
{
	struct buf seeds[FUZZ_SEEDS];
	uint8_t *p = mem_alloc(FUZZ_MOST);
	unsigned long done = 0;
	struct timespec begin, now;
	size_t n_seeds = 0;

	for (; n_seeds < FUZZ_SEEDS; n_seeds++) {
		seeds[n_seeds] = BUF_INIT(FUZZ_MOST);
		if (!fuzz_seed(n_seeds, &seeds[n_seeds]))
			break;
		fuzz_one((const uint8_t *)seeds[n_seeds].data, seeds[n_seeds].len);
	}
	(void)clock_gettime(CLOCK_MONOTONIC, &begin);
	do {
		const struct buf *seed = &seeds[fuzz_random(&state) % n_seeds];
		size_t n = seed->len;

		memcpy(p, seed->data, n);
		for (unsigned changes = fuzz_random(&state) % 5 + 1; changes > 0; changes--)
			n = fuzz_change(p, n, &seeds[fuzz_random(&state) % n_seeds], &state);
		fuzz_one(p, n);
		done++;
		(void)clock_gettime(CLOCK_MONOTONIC, &now);
	} while ((double)(now.tv_sec - begin.tv_sec) + (double)(now.tv_nsec - begin.tv_nsec) / 1e9 < seconds);
	for (size_t i = 0; i < n_seeds; i++)
		buf_done(&seeds[i]);
	free(p);
	return done;
}

/* As files that a coverage-guided fuzzer takes: "afl-fuzz -i FOLDER", or behind a libFuzzer program's name. */
static int fuzz_write_seeds(const char *folder)
{
	for (size_t i = 0;; i++) {
		struct buf seed = BUF_INIT(FUZZ_MOST);
		char *path = mem_printf("%s/%zu", folder, i);
		bool there = fuzz_seed(i, &seed);
		FILE *f = there ? fopen(path, "we") : NULL;
		bool written = f != NULL && fwrite(seed.data, 1, seed.len, f) == seed.len;

		written = f != NULL && fclose(f) == 0 && written;
		buf_done(&seed);
		free(path);
		if (!there)
			return 0;
		if (!written)
			return 1;
	}
}

int main(int argc, char **argv)
{
	static const int deadly[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGALRM };
	const char *name = strrchr(argv[0], '/');
	char *end = argv[argc > 1 ? 1 : 0];
	double seconds = argc > 1 ? strtod(argv[1], &end) : 0;

	fuzz_words_read(name != NULL ? name + 1 : argv[0]);
	(void)snprintf(fuzz_crash, sizeof fuzz_crash, "%.100s-crash.bin", name != NULL ? name + 1 : argv[0]);
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		(void)signal(deadly[i], fuzz_died);
	if (argc == 3 && strcmp(argv[1], "seeds") == 0)
		return fuzz_write_seeds(argv[2]);
	if (argc > 1 && *end == '\0') {
		(void)printf("%s: %lu inputs\n", argv[0], fuzz_for(seconds, argc > 2 ? strtoull(argv[2], NULL, 10)
			: (uint64_t)time(NULL)));
		fuzz_words_done();
		return 0;
	}
	for (int i = 1; i < argc; i++) {
		struct buf file = BUF_INIT(LIMIT_FILE_BYTES);

		if (file_read(argv[i], &file, NULL) == 0)
			fuzz_one((const uint8_t *)file.data, file.len);
		buf_done(&file);
	}
	return argc > 1 ? 0 : 2;
}
