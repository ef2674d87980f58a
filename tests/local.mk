# SPDX-License-Identifier: GPL-3.0-or-later
# One block a test program. Unit tests use cmocka; a test program is named test-THING and mirrors core/THING.c.
if HAVE_CMOCKA
UNIT_TESTS = \
	tests/test-batch-source \
	tests/test-buf \
	tests/test-cert \
	tests/test-chains \
	tests/test-checks \
	tests/test-clock \
	tests/test-constraints \
	tests/test-dane \
	tests/test-demo \
	tests/test-demo-pki \
	tests/test-demo-serve \
	tests/test-dn \
	tests/test-engine \
	tests/test-explain \
	tests/test-fetch \
	tests/test-fleet \
	tests/test-gallery \
	tests/test-handshake \
	tests/test-hostile \
	tests/test-json \
	tests/test-judge \
	tests/test-keys \
	tests/test-known \
	tests/test-layout \
	tests/test-limbo \
	tests/test-look \
	tests/test-mazes \
	tests/test-mutations \
	tests/test-names \
	tests/test-opts \
	tests/test-page \
	tests/test-peer \
	tests/test-pemfile \
	tests/test-policy \
	tests/test-profile \
	tests/test-prompt \
	tests/test-proxy \
	tests/test-report \
	tests/test-revocation \
	tests/test-settings \
	tests/test-sigs \
	tests/test-starttls \
	tests/test-state \
	tests/test-store \
	tests/test-target \
	tests/test-text \
	tests/test-texts \
	tests/test-theme \
	tests/test-trust \
	tests/test-unreasonable \
	tests/test-walk
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif
TEST_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
TEST_LIBS = libcore.a $(CMOCKA_LIBS) $(CORE_LIBS)

tests_test_cert_SOURCES = tests/test-cert.c
tests_test_cert_CFLAGS = $(TEST_CFLAGS)
tests_test_cert_LDADD = $(TEST_LIBS)

tests_test_buf_SOURCES = tests/test-buf.c
tests_test_buf_CFLAGS = $(TEST_CFLAGS)
tests_test_buf_LDADD = $(TEST_LIBS)

tests_test_checks_SOURCES = tests/test-checks.c tests/three.c tests/three.h
tests_test_checks_CFLAGS = $(TEST_CFLAGS)
tests_test_checks_LDADD = $(TEST_LIBS)

tests_test_policy_SOURCES = tests/test-policy.c
tests_test_policy_CFLAGS = $(TEST_CFLAGS)
tests_test_policy_LDADD = $(TEST_LIBS)

tests_test_profile_SOURCES = tests/test-profile.c tests/three.c tests/three.h
tests_test_profile_CFLAGS = $(TEST_CFLAGS)
tests_test_profile_LDADD = $(TEST_LIBS)

tests_test_constraints_SOURCES = tests/test-constraints.c
tests_test_constraints_CFLAGS = $(TEST_CFLAGS)
tests_test_constraints_LDADD = $(TEST_LIBS)

tests_test_known_SOURCES = tests/test-known.c
tests_test_known_CFLAGS = $(TEST_CFLAGS)
tests_test_known_LDADD = $(TEST_LIBS)

tests_test_limbo_SOURCES = tests/test-limbo.c
tests_test_limbo_CFLAGS = $(TEST_CFLAGS)
tests_test_limbo_LDADD = $(TEST_LIBS)

tests_test_mazes_SOURCES = tests/test-mazes.c tests/chains.c tests/chains.h
tests_test_mazes_CFLAGS = $(TEST_CFLAGS)
tests_test_mazes_LDADD = $(TEST_LIBS)

tests_test_dn_SOURCES = tests/test-dn.c
tests_test_dn_CFLAGS = $(TEST_CFLAGS)
tests_test_dn_LDADD = $(TEST_LIBS)

tests_test_sigs_SOURCES = tests/test-sigs.c tests/chains.c tests/chains.h
tests_test_sigs_CFLAGS = $(TEST_CFLAGS)
tests_test_sigs_LDADD = $(TEST_LIBS)

tests_test_judge_SOURCES = tests/test-judge.c tests/chains.c tests/chains.h
tests_test_judge_CFLAGS = $(TEST_CFLAGS)
tests_test_judge_LDADD = $(TEST_LIBS)

tests_test_unreasonable_SOURCES = tests/test-unreasonable.c tests/chains.c tests/chains.h
tests_test_unreasonable_CFLAGS = $(TEST_CFLAGS)
tests_test_unreasonable_LDADD = $(TEST_LIBS)

tests_test_chains_SOURCES = tests/test-chains.c tests/chains.c tests/chains.h tests/chains.def
tests_test_chains_CFLAGS = $(TEST_CFLAGS)
tests_test_chains_LDADD = $(TEST_LIBS)

tests_test_store_SOURCES = tests/test-store.c
tests_test_store_CFLAGS = $(TEST_CFLAGS)
tests_test_store_LDADD = $(TEST_LIBS)

tests_test_names_SOURCES = tests/test-names.c
tests_test_names_CFLAGS = $(TEST_CFLAGS)
tests_test_names_LDADD = $(TEST_LIBS)

tests_test_demo_SOURCES = tests/test-demo.c
tests_test_demo_CFLAGS = $(TEST_CFLAGS)
tests_test_demo_LDADD = $(TEST_LIBS)

tests_test_demo_serve_SOURCES = tests/test-demo-serve.c
tests_test_demo_serve_CFLAGS = $(TEST_CFLAGS)
tests_test_demo_serve_LDADD = $(TEST_LIBS)

tests_test_demo_pki_SOURCES = tests/test-demo-pki.c
tests_test_demo_pki_CFLAGS = $(TEST_CFLAGS)
tests_test_demo_pki_LDADD = $(TEST_LIBS)

tests_test_trust_SOURCES = tests/test-trust.c
tests_test_trust_CFLAGS = $(TEST_CFLAGS)
tests_test_trust_LDADD = $(TEST_LIBS)

tests_test_pemfile_SOURCES = tests/test-pemfile.c
tests_test_pemfile_CFLAGS = $(TEST_CFLAGS)
tests_test_pemfile_LDADD = $(TEST_LIBS)

tests_test_text_SOURCES = tests/test-text.c
tests_test_text_CFLAGS = $(TEST_CFLAGS)
tests_test_text_LDADD = $(TEST_LIBS)

tests_test_opts_SOURCES = tests/test-opts.c
tests_test_opts_CFLAGS = $(TEST_CFLAGS)
tests_test_opts_LDADD = $(TEST_LIBS)

tests_test_target_SOURCES = tests/test-target.c
tests_test_target_CFLAGS = $(TEST_CFLAGS)
tests_test_target_LDADD = $(TEST_LIBS)

tests_test_explain_SOURCES = tests/test-explain.c
tests_test_explain_CFLAGS = $(TEST_CFLAGS)
tests_test_explain_LDADD = $(TEST_LIBS)

tests_test_texts_SOURCES = tests/test-texts.c
tests_test_texts_CFLAGS = $(TEST_CFLAGS)
tests_test_texts_LDADD = $(TEST_LIBS)

tests_test_revocation_SOURCES = tests/test-revocation.c
tests_test_revocation_CFLAGS = $(TEST_CFLAGS)
tests_test_revocation_LDADD = $(TEST_LIBS)

tests_test_json_SOURCES = tests/test-json.c tests/sample.c tests/sample.h tests/schema.c tests/schema.h
tests_test_json_CFLAGS = $(TEST_CFLAGS)
tests_test_json_LDADD = $(TEST_LIBS)

tests_test_report_SOURCES = tests/test-report.c tests/sample.c tests/sample.h
tests_test_report_CFLAGS = $(TEST_CFLAGS)
tests_test_report_LDADD = $(TEST_LIBS)

tests_test_state_SOURCES = tests/test-state.c tests/sample.c tests/sample.h
tests_test_state_CFLAGS = $(TEST_CFLAGS)
tests_test_state_LDADD = $(TEST_LIBS)

tests_test_settings_SOURCES = tests/test-settings.c
tests_test_settings_CFLAGS = $(TEST_CFLAGS)
tests_test_settings_LDADD = $(TEST_LIBS)

check_PROGRAMS += tests/schema-check
tests_schema_check_SOURCES = tests/schema-check.c tests/schema.c tests/schema.h
tests_schema_check_CFLAGS = $(AM_CFLAGS)
tests_schema_check_LDADD = $(JANSSON_LIBS)
tests_test_batch_source_SOURCES = tests/test-batch-source.c
tests_test_batch_source_CFLAGS = $(TEST_CFLAGS)
tests_test_batch_source_LDADD = $(TEST_LIBS)

EXTRA_DIST += tests/schema-1.json

tests_test_gallery_SOURCES = tests/test-gallery.c
tests_test_gallery_CFLAGS = $(TEST_CFLAGS)
tests_test_gallery_LDADD = $(TEST_LIBS)

tests_test_handshake_SOURCES = tests/test-handshake.c tests/loopback.c tests/loopback.h
tests_test_handshake_CFLAGS = $(TEST_CFLAGS)
tests_test_handshake_LDADD = $(TEST_LIBS)

tests_test_starttls_SOURCES = tests/test-starttls.c tests/loopback.c tests/loopback.h
tests_test_starttls_CFLAGS = $(TEST_CFLAGS)
tests_test_starttls_LDADD = $(TEST_LIBS)

tests_test_hostile_SOURCES = tests/test-hostile.c tests/hostile-bodies.c tests/hostile-chains.c tests/hostile-play.c tests/hostile.def tests/hostile.h \
	tests/loopback.c tests/loopback.h
tests_test_hostile_CFLAGS = $(TEST_CFLAGS)
tests_test_hostile_LDADD = $(TEST_LIBS)

tests_test_engine_SOURCES = tests/test-engine.c tests/loopback.c tests/loopback.h
tests_test_engine_CFLAGS = $(TEST_CFLAGS)
tests_test_engine_LDADD = $(TEST_LIBS)

tests_test_clock_SOURCES = tests/test-clock.c tests/loopback.c tests/loopback.h
tests_test_clock_CFLAGS = $(TEST_CFLAGS)
tests_test_clock_LDADD = $(TEST_LIBS)

tests_test_dane_SOURCES = tests/test-dane.c
tests_test_dane_CFLAGS = $(TEST_CFLAGS)
tests_test_dane_LDADD = $(TEST_LIBS)

tests_test_look_SOURCES = tests/test-look.c tests/loopback.c tests/loopback.h
tests_test_look_CFLAGS = $(TEST_CFLAGS)
tests_test_look_LDADD = $(TEST_LIBS)

tests_test_proxy_SOURCES = tests/test-proxy.c tests/loopback.c tests/loopback.h
tests_test_proxy_CFLAGS = $(TEST_CFLAGS)
tests_test_proxy_LDADD = $(TEST_LIBS)

tests_test_fetch_SOURCES = tests/test-fetch.c tests/loopback.c tests/loopback.h
tests_test_fetch_CFLAGS = $(TEST_CFLAGS)
tests_test_fetch_LDADD = $(TEST_LIBS)

tests_test_peer_SOURCES = tests/test-peer.c
tests_test_peer_CFLAGS = $(TEST_CFLAGS)
tests_test_peer_LDADD = $(TEST_LIBS)

# What reads the sources as text.
TEXT_TESTS = tests/doc.sh tests/keys.sh tests/layers.sh tests/lint.sh
dist_check_SCRIPTS += $(TEXT_TESTS)
TESTS += $(TEXT_TESTS)
TEST_EXTENSIONS = .sh
SH_LOG_COMPILER = $(SHELL)
AM_TESTS_ENVIRONMENT = srcdir='$(srcdir)'; builddir='$(builddir)'; export srcdir builddir;

# What runs the built program.
PROGRAM_TESTS = tests/array.sh tests/test-cli.sh
dist_check_SCRIPTS += $(PROGRAM_TESTS)
TESTS += $(PROGRAM_TESTS)
tests/array.log: certcard$(EXEEXT)
tests/test-cli.log: certcard$(EXEEXT) tests/schema-check$(EXEEXT)

# One pass under valgrind: what the sanitizers replace is seen here as it is. Tests whose work is repetition have had theirs under the
# sanitizers and are left out here; the program itself meets the gallery.
VALGRIND = valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite
VALGRIND_TESTS = buf constraints fetch json judge names opts policy report revocation settings state store target text texts trust
VALGRIND_DEMOS = wrong-host revoked cross-signed hostile-text closes-at-once incomplete-chain-fetchable
check-valgrind: all $(check_PROGRAMS)
	@{ for t in $(VALGRIND_TESTS); do echo "./tests/test-$$t"; done; \
	   for d in $(VALGRIND_DEMOS); do echo "./certcard -f json --timeout 60 demo:$$d"; done; } | \
	srcdir='$(srcdir)' builddir='$(builddir)' CERTCARD_VALGRIND=1 xargs -P 2 -I{} sh -c \
		'$(VALGRIND) {} >"tests/$$$$.valgrind.log" 2>&1; r=$$?; case $$r in 99|139|134) echo "valgrind: {}"; cat "tests/$$$$.valgrind.log"; exit 1;; esac; \
		rm -f "tests/$$$$.valgrind.log"; echo "valgrind: {}: clean"'
.PHONY: check-valgrind

tests_test_fleet_SOURCES = tests/test-fleet.c tests/sample.c tests/sample.h
tests_test_fleet_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tui
tests_test_fleet_CFLAGS = $(TEST_CFLAGS)
tests_test_fleet_LDADD = libtui.a $(NCURSESW_LIBS) $(TEST_LIBS)

tests_test_walk_SOURCES = tests/test-walk.c tests/sample.c tests/sample.h
tests_test_walk_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tui
tests_test_walk_CFLAGS = $(TEST_CFLAGS)
tests_test_walk_LDADD = libtui.a $(NCURSESW_LIBS) $(TEST_LIBS)

# The screen on samples, for the screen tests.
check_PROGRAMS += tests/tui-sample
tests_tui_sample_SOURCES = tests/tui-sample.c tests/sample.c tests/sample.h
tests_tui_sample_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tui
tests_tui_sample_LDADD = libtui.a libcore.a $(NCURSESW_LIBS) $(CORE_LIBS)

# make bench: certcard side by side with other tools; nothing of it is asserted.
BENCHES = tests/bench/bare tests/bench/judge tests/bench/run tests/bench/server tests/bench/tty
EXTRA_PROGRAMS = $(BENCHES)
EXTRA_DIST += tests/bench/bench.sh
CLEANFILES += $(BENCHES)
tests_bench_bare_SOURCES = tests/bench/bare.c
tests_bench_bare_LDADD = $(GNUTLS_LIBS) -lpthread
tests_bench_judge_SOURCES = tests/bench/judge.c
tests_bench_judge_LDADD = libcore.a $(CORE_LIBS)
tests_bench_run_SOURCES = tests/bench/run.c
tests_bench_server_SOURCES = tests/bench/server.c
tests_bench_server_LDADD = libcore.a $(CORE_LIBS)
tests_bench_tty_SOURCES = tests/bench/tty.c
tests_bench_tty_LDADD = -lutil
bench: all $(BENCHES)
	@builddir='$(builddir)' $(SHELL) $(srcdir)/tests/bench/bench.sh
.PHONY: bench

# Of the screen, what needs no terminal.
TUI_TEST_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tui
TUI_TEST_LIBS = libtui.a libcore.a $(CMOCKA_LIBS) $(NCURSESW_LIBS) $(CORE_LIBS)
tests_test_keys_SOURCES = tests/test-keys.c
tests_test_keys_CPPFLAGS = $(TUI_TEST_CPPFLAGS)
tests_test_keys_CFLAGS = $(TEST_CFLAGS)
tests_test_keys_LDADD = $(TUI_TEST_LIBS)
tests_test_layout_SOURCES = tests/test-layout.c
tests_test_layout_CPPFLAGS = $(TUI_TEST_CPPFLAGS)
tests_test_layout_CFLAGS = $(TEST_CFLAGS)
tests_test_layout_LDADD = $(TUI_TEST_LIBS)
tests_test_page_SOURCES = tests/test-page.c tests/sample.c tests/sample.h
tests_test_page_CPPFLAGS = $(TUI_TEST_CPPFLAGS)
tests_test_page_CFLAGS = $(TEST_CFLAGS)
tests_test_page_LDADD = $(TUI_TEST_LIBS)
tests_test_prompt_SOURCES = tests/test-prompt.c
tests_test_prompt_CPPFLAGS = $(TUI_TEST_CPPFLAGS)
tests_test_prompt_CFLAGS = $(TEST_CFLAGS)
tests_test_prompt_LDADD = $(TUI_TEST_LIBS)
tests_test_theme_SOURCES = tests/test-theme.c
tests_test_theme_CPPFLAGS = $(TUI_TEST_CPPFLAGS)
tests_test_theme_CFLAGS = $(TEST_CFLAGS)
tests_test_theme_LDADD = $(TUI_TEST_LIBS)

# The whole program in a terminal emulator.
if HAVE_CMOCKA
if HAVE_VTERM
check_PROGRAMS += tests/test-screen tests/test-views
TESTS += tests/test-screen tests/test-views
check_PROGRAMS += tests/test-password tests/test-screen
TESTS += tests/test-password tests/test-screen
check_PROGRAMS += tests/test-changes tests/test-password tests/test-screen
TESTS += tests/test-changes tests/test-password tests/test-screen
endif
endif
tests_test_changes_SOURCES = tests/test-changes.c tests/term.c tests/term.h
tests_test_changes_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_changes_LDADD = $(TEST_LIBS) $(VTERM_LIBS) -lutil
tests_test_password_SOURCES = tests/test-password.c tests/term.c tests/term.h
tests_test_password_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_password_LDADD = $(TEST_LIBS) $(VTERM_LIBS) -lutil
tests_test_screen_SOURCES = tests/test-screen.c tests/term.c tests/term.h
tests_test_screen_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_screen_LDADD = $(TEST_LIBS) $(VTERM_LIBS) -lutil
tests_test_views_SOURCES = tests/test-views.c tests/term.c tests/term.h
tests_test_views_CFLAGS = $(TEST_CFLAGS) $(VTERM_CFLAGS)
tests_test_views_LDADD = $(TEST_LIBS) $(VTERM_LIBS) -lutil
# Real servers on loopback, each script starting its own; what is not installed is skipped with a word.
SERVER_TOOLS = tests/await tests/jsonhas tests/keep tests/mkchain
SERVER_TESTS = \
	tests/servers-dane.sh \
	tests/servers-data.sh \
	tests/servers-mail.sh \
	tests/servers-talk.sh \
	tests/servers-remember.sh \
	tests/servers-tls.sh
check_PROGRAMS += $(SERVER_TOOLS)
dist_check_SCRIPTS += $(SERVER_TESTS)
EXTRA_DIST += tests/servers.lib.sh
TESTS += $(SERVER_TESTS)
tests_await_SOURCES = tests/await.c
tests_jsonhas_SOURCES = tests/jsonhas.c
tests_jsonhas_LDADD = $(JANSSON_LIBS)
tests_keep_SOURCES = tests/keep.c
tests_mkchain_SOURCES = tests/mkchain.c
tests_mkchain_LDADD = libcore.a $(CORE_LIBS)
tests_test_mutations_SOURCES = tests/test-mutations.c tests/damage.c tests/damage.h
tests_test_mutations_CPPFLAGS = $(TUI_TEST_CPPFLAGS)
tests_test_mutations_CFLAGS = $(TEST_CFLAGS)
tests_test_mutations_LDADD = $(TUI_TEST_LIBS)
