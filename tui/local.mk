# SPDX-License-Identifier: GPL-3.0-or-later
bin_PROGRAMS += certcard
certcard_SOURCES = \
	tui/main.c
certcard_CFLAGS = $(AM_CFLAGS) $(NCURSESW_CFLAGS)
certcard_LDADD = libcore.a $(NCURSESW_LIBS) $(CORE_LIBS)
