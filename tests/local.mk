# SPDX-License-Identifier: GPL-3.0-or-later
# One block a test program. Unit tests use cmocka; a test program is named test-THING and mirrors core/THING.c.
if HAVE_CMOCKA
UNIT_TESTS = tests/test-buf
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif
TEST_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
TEST_LIBS = libcore.a $(CMOCKA_LIBS) $(CORE_LIBS)

tests_test_buf_SOURCES = tests/test-buf.c
tests_test_buf_CFLAGS = $(TEST_CFLAGS)
tests_test_buf_LDADD = $(TEST_LIBS)
