# SPDX-License-Identifier: GPL-3.0-or-later
# The screen is a library of its own, so that tests can open its views.
noinst_LIBRARIES += libtui.a
libtui_a_SOURCES = \
	tui/app/app.c tui/app/app.h \
	tui/app/app-private.h \
	tui/app/commands.c tui/app/commands.h \
	tui/app/export-keys.c tui/app/export-keys.h \
	tui/app/lines.c tui/app/lines.h \
	tui/app/lists.c tui/app/lists.h \
	tui/app/palette.c tui/app/palette.h \
	tui/app/password.c tui/app/password.h \
	tui/app/paste.c tui/app/paste.h \
	tui/app/places.c tui/app/places.h \
	tui/app/requests.c tui/app/requests.h \
	tui/app/script.c tui/app/script.h \
	tui/app/plain.c tui/app/plain.h \
	tui/app/session.c tui/app/session.h \
	tui/app/source.h \
	tui/app/stack.c tui/app/stack.h \
	tui/app/themes.c tui/app/themes.h \
	tui/app/typed.c tui/app/typed.h \
	tui/facts/advice.c tui/facts/advice.def tui/facts/advice.h \
	tui/facts/compare.c tui/facts/compare.h \
	tui/facts/by-hand.c tui/facts/by-hand.h \
	tui/facts/fields.c tui/facts/fields.h \
	tui/facts/fleet.c tui/facts/fleet.h \
	tui/facts/fleet-columns.def \
	tui/facts/palette.c tui/facts/palette.h \
	tui/facts/walk.c tui/facts/walk.def tui/facts/walk.h \
	tui/facts/wrong-file.c tui/facts/wrong-file.h \
	tui/parts/code-page.c tui/parts/code-page.h \
	tui/parts/explanation.c tui/parts/explanation.h \
	tui/parts/export.c tui/parts/export.h \
	tui/parts/fleet-draw.c tui/parts/fleet-draw.h \
	tui/parts/headline.c tui/parts/headline.h \
	tui/parts/layout.c tui/parts/layout.h \
	tui/parts/licence.c tui/parts/licence.h \
	tui/parts/bar.c tui/parts/bar.h \
	tui/parts/licence-rows.c tui/parts/licence-rows.h \
	tui/parts/note.c tui/parts/note.h \
	tui/parts/palette-draw.c tui/parts/palette-draw.h \
	tui/parts/page.c tui/parts/page.h \
	tui/parts/progress-legs.c tui/parts/progress-legs.h \
	tui/parts/plain.c tui/parts/plain.h \
	tui/parts/photo.c tui/parts/photo.h \
	tui/parts/plain-card.c tui/parts/plain-card.h \
	tui/parts/preview.c tui/parts/preview.h \
	tui/parts/prompt.c tui/parts/prompt.h \
	tui/parts/quiz.c tui/parts/quiz.h \
	tui/parts/quiz-head.c tui/parts/quiz-head.h \
	tui/parts/rail-flat.c tui/parts/rail-flat.h \
	tui/parts/rail.c tui/parts/rail.h \
	tui/parts/seen.c tui/parts/seen.h \
	tui/parts/stamp.c tui/parts/stamp.h \
	tui/parts/walk-page.c tui/parts/walk-page.h \
	tui/terminal/appearance.h \
	tui/terminal/commands.c tui/terminal/commands.def tui/terminal/commands.h \
	tui/terminal/decode.c tui/terminal/decode.def tui/terminal/decode.h \
	tui/terminal/draw.c tui/terminal/draw.h \
	tui/terminal/glyphs.def \
	tui/terminal/keynames.def \
	tui/terminal/keys.c tui/terminal/keys.h \
	tui/terminal/requests.def \
	tui/terminal/inks.def \
	tui/terminal/screen.c tui/terminal/screen.h \
	tui/terminal/sequence.c tui/terminal/sequence.h \
	tui/terminal/signals.c tui/terminal/signals.h \
	tui/terminal/slim.c tui/terminal/slim.h \
	tui/terminal/theme.c tui/terminal/theme.h \
	tui/terminal/theme-load.c tui/terminal/theme-load.h \
	tui/terminal/tty.c tui/terminal/tty.h \
	tui/views/card.c \
	tui/views/changes.c \
	tui/views/clients.c \
	tui/views/compare.c \
	tui/views/connection.c \
	tui/views/details.c \
	tui/views/explain.c \
	tui/views/fleet.c \
	tui/views/fleet-run.c tui/views/fleet-run.h \
	tui/views/help.c \
	tui/views/inspection.c \
	tui/views/pager.c tui/views/pager.h \
	tui/views/gallery-titles.c tui/views/gallery-titles.h \
	tui/views/lessons.c tui/views/quiz.c \
	tui/views/pem.c \
	tui/views/progress.c \
	tui/views/shown.c tui/views/shown.h \
	tui/views/start-gallery.c tui/views/start-gallery.h \
	tui/views/start-lists.c tui/views/start-lists.h \
	tui/views/start.c \
	tui/views/store.c tui/views/store-rows.c tui/views/store-rows.h \
	tui/views/tabs.c tui/views/tabs.def tui/views/tabs.h \
	tui/views/timeline.c \
	tui/views/view.c tui/views/view.h \
	tui/views/views.def \
	tui/views/walk.c

# Themes are files that people copy and edit, and they are built in as well. The first one is the default.
THEMES = \
	themes/dark.theme \
	themes/high-contrast.theme \
	themes/light.theme \
	themes/monochrome.theme
themesdir = $(pkgdatadir)/themes
dist_themes_DATA = $(THEMES)
EXTRA_DIST += tui/terminal/embed.awk
BUILT_SOURCES += tui/terminal/themes.inc
CLEANFILES += tui/terminal/themes.inc
tui/terminal/themes.inc: $(THEMES) tui/terminal/embed.awk
	$(AM_V_GEN)$(MKDIR_P) $(@D) && for f in $(THEMES); do echo "$(srcdir)/$$f"; done \
		| xargs $(AWK) -f $(srcdir)/tui/terminal/embed.awk >$@.new && mv $@.new $@

bin_PROGRAMS += certcard
certcard_SOURCES = \
	tui/app/headless.c tui/app/headless.h \
	tui/app/lessons.c tui/app/lessons.h \
	tui/app/main.c
certcard_LDADD = libtui.a libcore.a $(NCURSESW_LIBS) $(CORE_LIBS)
tui/terminal/theme-load.$(OBJEXT) tui/terminal/theme.$(OBJEXT): tui/terminal/themes.inc
