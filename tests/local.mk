# SPDX-License-Identifier: GPL-3.0-or-later
# A test is one line in a list: tests/ROOM/test-THING.c is a program of its own, linked with what LDADD names (see Makefile.am).
# tests/lib holds what several tests share: chains made to order, servers on loopback, sample inspections, a JSON schema reader.
check_LIBRARIES += libtest.a
libtest_a_SOURCES = \
	tests/lib/chains.c tests/lib/chains.h tests/lib/claims.c tests/lib/claims.h tests/lib/written.c tests/lib/written.h \
	tests/lib/chain-row.h tests/lib/chain-ext.c tests/lib/chain-ext.h tests/lib/crl-make.c tests/lib/crl-make.h \
	tests/lib/damage.c tests/lib/damage.h \
	tests/lib/hostile-bodies.c \
	tests/lib/hostile-chains.c \
	tests/lib/hostile-play.c tests/lib/hostile.h \
	tests/lib/hostile-tls.c \
	tests/lib/inspect.c tests/lib/inspect.h \
	tests/lib/locked.c tests/lib/locked.h \
	tests/lib/loopback.c tests/lib/loopback.h \
	tests/lib/pbmac1.c tests/lib/pbmac1.h \
	tests/lib/remove-all.c tests/lib/remove-all.h \
	tests/lib/sample.c tests/lib/sample.h \
	tests/lib/schema.c tests/lib/schema.h \
	tests/lib/short.c tests/lib/short.h \
	tests/lib/resign.c tests/lib/resign.h \
	tests/lib/spki.c tests/lib/spki.h \
	tests/lib/surgery.c tests/lib/surgery.h \
	tests/lib/starttls-replies.def tests/lib/text-rows.c tests/lib/text-rows.h \
	tests/lib/three.c tests/lib/three.h

UNIT_TESTS = \
	tests/core/test-altered \
	tests/core/test-batch \
	tests/core/test-batch-source \
	tests/core/test-bearable \
	tests/core/test-brief \
	tests/core/test-buf \
	tests/core/test-bundle \
	tests/core/test-caps \
	tests/core/test-cert \
	tests/core/test-chains \
	tests/core/test-checks \
	tests/core/test-client-cert tests/core/test-key-exchange tests/core/test-newer \
	tests/core/test-clients \
	tests/core/test-clock \
	tests/core/test-coming \
	tests/core/test-constraints \
	tests/core/test-ct \
	tests/core/test-caa \
	tests/core/test-dane \
	tests/core/test-dial \
	tests/core/test-dn \
	tests/core/test-drop \
	tests/core/test-enclose \
	tests/core/test-engine \
	tests/core/test-explain \
	tests/core/test-extension-words \
	tests/core/test-folder \
	tests/core/test-parts \
	tests/core/test-fetch \
	tests/core/test-fetched \
	tests/core/test-file-targets \
	tests/core/test-german \
	tests/core/test-gallery \
	tests/core/test-gallery-serve \
	tests/core/test-gallery-server \
	tests/core/test-leaf-keys \
	tests/core/test-handshake \
	tests/core/test-hostile \
	tests/core/test-json \
	tests/core/test-judge \
	tests/core/test-curve \
	tests/core/test-key-support \
	tests/core/test-known \
	tests/core/test-limbo \
	tests/core/test-log \
	tests/core/test-mazes \
	tests/core/test-mutations \
	tests/core/test-names \
	tests/core/test-opts \
	tests/core/test-other-cert \
	tests/core/test-pasted \
	tests/core/test-path \
	tests/core/test-peer \
	tests/core/test-pemfile \
	tests/core/test-phrases \
	tests/core/test-pki \
	tests/core/test-place \
	tests/core/test-policy \
	tests/core/test-private-keys \
	tests/core/test-probe \
	tests/core/test-profile \
	tests/core/test-profile-public \
	tests/core/test-programmes \
	tests/core/test-proxy \
	tests/core/test-questions \
	tests/core/test-report \
	tests/core/test-courses \
	tests/core/test-request \
	tests/core/test-revocation \
	tests/core/test-said \
	tests/core/test-scrypt \
	tests/core/test-scts \
	tests/core/test-secret \
	tests/core/test-settings \
	tests/core/test-signatures \
	tests/core/test-spelling \
	tests/core/test-starttls \
	tests/core/test-store \
	tests/core/test-target \
	tests/core/test-text \
	tests/core/test-tongue \
	tests/core/test-texts \
	tests/core/test-trust \
	tests/core/test-unreasonable \
	tests/core/test-visits \
	tests/core/test-watchdog \
	tests/core/test-wrappings \
	tests/tui/test-by-hand \
	tests/tui/test-decode \
	tests/tui/test-fleet \
	tests/tui/test-headline \
	tests/tui/test-keys \
	tests/tui/test-layout \
	tests/tui/test-page \
	tests/tui/test-prompt \
	tests/tui/test-theme \
	tests/tui/test-quiz \
	tests/tui/test-walk
# The whole program in a terminal emulator.
SCREEN_TESTS = \
	tests/screen/test-tmux \
	tests/screen/test-changes \
	tests/screen/test-input \
	tests/screen/test-narrow \
	tests/screen/test-palette \
	tests/screen/test-pictures \
	tests/screen/test-plain \
	tests/screen/test-password \
	tests/screen/test-screen \
	tests/screen/test-slim \
	tests/screen/test-fold \
	tests/screen/test-views \
	tests/screen/test-words
# Tables and data beside their tests.
EXTRA_DIST += tests/core/chains.def tests/core/clients.def tests/core/hostile.def tests/core/pasted.def tests/core/paths.def tests/core/said.def
# What cannot be built here is said to be skipped, instead of passing by being absent.
LACK_TESTS = tests/house/no-cmocka.sh tests/house/no-vterm.sh
EXTRA_DIST += $(LACK_TESTS)

if HAVE_CMOCKA
check_PROGRAMS += $(UNIT_TESTS) tests/servers/chainserver
# Those that mostly wait come first, so that those that compute run beside them.
TESTS += $(PROGRAM_TESTS) $(SERVER_TESTS)
if HAVE_VTERM
libtest_a_SOURCES += tests/screen/room.c tests/screen/room.h tests/screen/svg.c tests/screen/svg.h tests/screen/term.c tests/screen/term.h \
	tests/screen/tmux.c tests/screen/tmux.h
check_PROGRAMS += $(SCREEN_TESTS)
TESTS += $(SCREEN_TESTS)
else
TESTS += tests/house/no-vterm.sh
endif
TESTS += $(UNIT_TESTS)
else
TESTS += tests/house/no-cmocka.sh
endif

# What reads the sources as text.
HOUSE_TESTS = tests/house/doc.sh tests/house/hardening.sh tests/house/layers.sh tests/house/lint.sh tests/house/po.sh tests/house/prototypes.sh \
	tests/house/sources.sh
# What runs the built program.
PROGRAM_TESTS = tests/program/test-endures.sh tests/program/test-completion.sh tests/program/readme-slurm.sh \
	tests/program/test-cli.sh tests/program/test-import.sh tests/program/test-raw.sh
# Real servers on loopback, each script starting its own; what is not installed is skipped with a word.
SERVER_TESTS = \
	tests/servers/browsers.sh \
	tests/servers/chat-and-news.sh \
	tests/servers/clients.sh \
	tests/servers/dane.sh \
	tests/servers/databases.sh \
	tests/servers/machines.sh \
	tests/servers/mail.sh \
	tests/servers/monitoring.sh \
	tests/servers/remember.sh \
	tests/servers/schema.sh \
	tests/servers/tls.sh
dist_check_SCRIPTS += $(HOUSE_TESTS) $(PROGRAM_TESTS) $(SERVER_TESTS)
TESTS += $(HOUSE_TESTS)
EXTRA_DIST += tests/servers/lib.sh tests/servers/clients-known.tsv \
	tests/servers/browsers.py tests/servers/clients.py tests/servers/clients.js tests/servers/clients.go tests/servers/Clients.java
TEST_EXTENSIONS = .sh
SH_LOG_COMPILER = $(SHELL)
AM_TESTS_ENVIRONMENT = srcdir='$(srcdir)'; builddir='$(builddir)'; HARD='$(HARD_CFLAGS) $(HARD_LDFLAGS)'; \
	export srcdir builddir HARD;

# Programs that these tests use: the screen on samples, a reader of the schema, and what the servers' scripts need.
if HAVE_CMOCKA
check_PROGRAMS += tests/program/schema-check tests/screen/tui-sample \
	tests/servers/await tests/servers/jsonhas tests/servers/keep tests/servers/mkchain
endif
tests/program/readme-slurm.log tests/program/test-cli.log tests/program/test-raw.log: certcard$(EXEEXT)

# One pass under valgrind: what the sanitizers replace is seen here as it is. Tests whose work is repetition have had theirs under the
# sanitizers and are left out here; the program itself meets the gallery.
VALGRIND = valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite
VALGRIND_TESTS = buf clients constraints ct fetch json judge names opts policy programmes report revocation settings store target text texts trust visits
VALGRIND_DEMOS = wrong-host revoked cross-signed hostile-text closes-at-once incomplete-chain-fetchable
check-valgrind: all $(check_PROGRAMS)
	@{ for t in $(VALGRIND_TESTS); do echo "./tests/core/test-$$t"; done; \
	   for d in $(VALGRIND_DEMOS); do echo "./certcard -f json --timeout 60 demo:$$d"; done; } | \
	srcdir='$(srcdir)' builddir='$(builddir)' CERTCARD_VALGRIND=1 xargs -P 2 -I{} sh -c \
		'$(VALGRIND) {} >"tests/$$$$.valgrind.log" 2>&1; r=$$?; case $$r in 99|126|127|134|139) echo "valgrind: {}"; cat "tests/$$$$.valgrind.log"; exit 1;; esac; \
		rm -f "tests/$$$$.valgrind.log"; echo "valgrind: {}: clean"'
.PHONY: check-valgrind

# make bench: certcard side by side with other tools; nothing of it is asserted.
BENCHES = tests/bench/bare tests/bench/judge tests/bench/paint tests/bench/run tests/bench/server tests/bench/trouble tests/bench/tty
EXTRA_PROGRAMS = $(BENCHES)
EXTRA_DIST += tests/bench/bench.sh tests/bench/load.sh
# Run by hand, see HACKING.
EXTRA_DIST += tests/house/mutants tests/house/planted.tsv tests/house/coverage $(FUZZERS:=.dict) tests/house/analyzers tests/house/analyzers.tsv
CLEANFILES += $(BENCHES)
bench: all $(BENCHES)
	@builddir='$(builddir)' $(SHELL) $(srcdir)/tests/bench/bench.sh
.PHONY: bench

# make load: 20,000 targets of which half are in trouble; what comes of them, and what certcard needs meanwhile. HACKING.
load: all tests/bench/trouble tests/bench/tty
	@builddir='$(builddir)' $(SHELL) $(srcdir)/tests/bench/load.sh
.PHONY: load

# make fuzz SECONDS=n: each target for as long on its own seeds, at a low priority. For libFuzzer or AFL++, HACKING.
FUZZERS = tests/fuzz/fuzz-answers tests/fuzz/fuzz-chain tests/fuzz/fuzz-extensions tests/fuzz/fuzz-files \
	tests/fuzz/fuzz-log tests/fuzz/fuzz-starttls tests/fuzz/fuzz-words
SECONDS = 20
FUZZ_AT_ONCE = 1
FUZZ_COMMON = tests/fuzz/fuzz-clean.c tests/fuzz/fuzz.h
EXTRA_PROGRAMS += $(FUZZERS)
tests_fuzz_fuzz_answers_SOURCES = tests/fuzz/fuzz-answers.c tests/fuzz/fuzz-main.c $(FUZZ_COMMON)
tests_fuzz_fuzz_chain_SOURCES = tests/fuzz/fuzz-chain.c tests/fuzz/fuzz-main.c $(FUZZ_COMMON)
tests_fuzz_fuzz_extensions_SOURCES = tests/fuzz/fuzz-extensions.c tests/fuzz/fuzz-main.c $(FUZZ_COMMON)
tests_fuzz_fuzz_files_SOURCES = tests/fuzz/fuzz-files.c tests/fuzz/fuzz-main.c tests/lib/pbmac1.c $(FUZZ_COMMON)
tests_fuzz_fuzz_log_SOURCES = tests/fuzz/fuzz-log.c tests/fuzz/fuzz-main.c $(FUZZ_COMMON)
tests_fuzz_fuzz_starttls_SOURCES = tests/fuzz/fuzz-starttls.c tests/fuzz/fuzz-main.c $(FUZZ_COMMON)
tests_fuzz_fuzz_words_SOURCES = tests/fuzz/fuzz-words.c tests/fuzz/fuzz-main.c $(FUZZ_COMMON)
CLEANFILES += $(FUZZERS)
fuzz: $(FUZZERS)
	@printf '%s\n' $(FUZZERS) | srcdir='$(srcdir)' xargs -n 1 -P $(FUZZ_AT_ONCE) sh -c 'nice "./$$1" $(SECONDS)' fuzz
.PHONY: fuzz
