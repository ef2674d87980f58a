# SPDX-License-Identifier: GPL-3.0-or-later
# Other languages. A catalogue is compiled where msgfmt is installed; the build folder's is found with TEXTDOMAINDIR=BUILD/po.
EXTRA_DIST += po/LINGUAS po/de.po po/extract po/tables.awk po/tables.h
if HAVE_MSGFMT
langdedir = $(localedir)/de/LC_MESSAGES
nodist_langde_DATA = po/de/LC_MESSAGES/certcard.mo
CLEANFILES += po/de/LC_MESSAGES/certcard.mo
po/de/LC_MESSAGES/certcard.mo: po/de.po
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) --check -o $@.tmp $(srcdir)/po/de.po && mv $@.tmp $@
endif

# Our sentences as they are now, in po/certcard.pot of the build folder, and each language's catalogue brought up to them.
update-po:
	CC='$(CC)' $(SHELL) $(srcdir)/po/extract $(srcdir) po/certcard.pot
	for l in `sed '/^#/d' $(srcdir)/po/LINGUAS`; do \
		msgmerge --quiet --no-fuzzy-matching --no-wrap --add-location=file --sort-output --backup=none --update \
			$(srcdir)/po/$$l.po po/certcard.pot || exit 1; \
	done
.PHONY: update-po
