# SPDX-License-Identifier: GPL-3.0-or-later
# The screen is a library of its own, so that tests can open its views.
noinst_LIBRARIES += libtui.a
libtui_a_SOURCES = \
	tui/app-export.c \
	tui/app-password.c \
	tui/app-private.h \
	tui/app-requests.c \
	tui/app-status.c \
	tui/app-views.c \
	tui/app.c tui/app.h \
	tui/axis.c tui/axis.h \
	tui/compare.c tui/compare.h \
	tui/draw.c tui/draw.h \
	tui/explain-page.c tui/explain-page.h \
	tui/export.c tui/export.h \
	tui/fleet-columns.def \
	tui/fleet-draw.c tui/fleet-draw.h \
	tui/fleet-run.c tui/fleet-run.h \
	tui/fleet.c tui/fleet.h \
	tui/glyphs.def \
	tui/journey.c tui/journey.h \
	tui/keyart.c tui/keyart.h \
	tui/keynames.def \
	tui/keys.c tui/keys.h \
	tui/layout.c tui/layout.h \
	tui/licence.c tui/licence.h \
	tui/look.h \
	tui/page.c tui/page.h \
	tui/pager.c tui/pager.h \
	tui/prompt.c tui/prompt.h \
	tui/rail.c tui/rail.h \
	tui/requests.def \
	tui/roles.def \
	tui/screen-signals.c tui/screen-signals.h \
	tui/screen.c tui/screen.h \
	tui/script.c tui/script.h \
	tui/session.c tui/session.h \
	tui/source.h \
	tui/theme-load.c \
	tui/theme.c tui/theme.h \
	tui/tty.c tui/tty.h \
	tui/view-changes.c \
	tui/view-compare.c \
	tui/view-connection.c \
	tui/view-details.c \
	tui/view-explain.c \
	tui/view-fleet.c \
	tui/view-help.c \
	tui/view-inspection.c \
	tui/view-pem.c \
	tui/view-progress.c \
	tui/view-start.c \
	tui/view-store.c \
	tui/view-timeline.c \
	tui/view-walk.c \
	tui/view.h \
	tui/views.def \
	tui/walk-page.c tui/walk-page.h \
	tui/walk.c tui/walk.def tui/walk.h \
	tui/why.c tui/why.h \
	tui/words.c tui/words.h
libtui_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(builddir)/tui
libtui_a_CFLAGS = $(AM_CFLAGS) $(NCURSESW_CFLAGS)

# Themes are files that people copy and edit, and they are built in as well. The first one is the default.
THEMES = \
	themes/dark.theme \
	themes/high-contrast.theme \
	themes/light.theme \
	themes/monochrome.theme
themesdir = $(pkgdatadir)/themes
dist_themes_DATA = $(THEMES)
EXTRA_DIST += tui/embed.awk
BUILT_SOURCES += tui/themes.inc
CLEANFILES += tui/themes.inc
tui/themes.inc: $(THEMES) tui/embed.awk
	$(AM_V_GEN)$(MKDIR_P) tui && for f in $(THEMES); do echo "$(srcdir)/$$f"; done \
		| xargs $(AWK) -f $(srcdir)/tui/embed.awk >$@.new && mv $@.new $@

bin_PROGRAMS += certcard
certcard_SOURCES = \
	tui/headless.c tui/headless.h \
	tui/main.c
certcard_CFLAGS = $(AM_CFLAGS) $(NCURSESW_CFLAGS)
certcard_LDADD = libtui.a libcore.a $(NCURSESW_LIBS) $(CORE_LIBS)
