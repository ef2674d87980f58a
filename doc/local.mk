# SPDX-License-Identifier: GPL-3.0-or-later
# Documents that follow from the program's tables: `make doc` writes them beside their templates, `make check` compares.
noinst_PROGRAMS += doc/docgen
doc_docgen_SOURCES = doc/docgen.c doc/shells.c doc/shells.h
doc_docgen_LDADD = libtui.a libcore.a $(NCURSESW_LIBS) $(CORE_LIBS)

dist_man_MANS += doc/certcard.1 doc/certcard-json.7 doc/certcard-monitoring.7
dist_doc_DATA = README NEWS SECURITY doc/findings.md doc/findings-page.md doc/reference.md
dist_pkgdata_DATA = doc/schema-1.json
# Examples for monitoring systems, beside the documents.
monitoringdir = $(docdir)/monitoring
dist_monitoring_DATA = doc/monitoring/certcard-dashboard.json doc/monitoring/certcard-icinga2.conf doc/monitoring/certcard-nagios.cfg \
	doc/monitoring/certcard-prometheus.service doc/monitoring/certcard-prometheus.timer \
	doc/monitoring/certcard.rules.test.yml doc/monitoring/certcard.rules.yml
EXTRA_DIST += doc/refresh-ct-logs doc/refresh-roots doc/README.in doc/reference.md.in doc/certcard.1.in doc/findings.md.in doc/findings-page.md.in \
	doc/completion/certcard.bash.in doc/completion/certcard.zsh.in doc/completion/certcard.fish.in \
	doc/completion/certcard.bash doc/completion/certcard.zsh doc/completion/certcard.fish

PACKAGING = doc/packaging/make-deb doc/packaging/debian/changelog doc/packaging/debian/control doc/packaging/debian/copyright \
	doc/packaging/debian/rules doc/packaging/debian/lintian-overrides doc/packaging/debian/certcard.docs \
	doc/packaging/debian/source/format \
	doc/packaging/debian/tests/control doc/packaging/debian/tests/gallery \
	doc/packaging/README doc/packaging/alpine/APKBUILD doc/packaging/aur/PKGBUILD doc/packaging/homebrew/certcard.rb \
	doc/packaging/rpm/certcard.spec
EXTRA_DIST += $(PACKAGING)

# A Debian package in ./deb
deb: dist
	$(srcdir)/doc/packaging/make-deb $(srcdir) $(distdir).tar.xz deb
.PHONY: deb

doc: doc/docgen
	doc/docgen $(srcdir)/doc/README.in >$(srcdir)/README
	doc/docgen $(srcdir)/doc/reference.md.in >$(srcdir)/doc/reference.md
	doc/docgen $(srcdir)/doc/certcard.1.in >$(srcdir)/doc/certcard.1
	doc/docgen $(srcdir)/doc/findings.md.in >$(srcdir)/doc/findings.md
	doc/docgen $(srcdir)/doc/findings-page.md.in >$(srcdir)/doc/findings-page.md
	for s in bash zsh fish; do \
		doc/docgen $(srcdir)/doc/completion/certcard.$$s.in >$(srcdir)/doc/completion/certcard.$$s || exit 1; \
	done
.PHONY: doc

# The screen as it is: SVG for readers, text for the README and for the test that says when they are out of date.
picturesdir = $(docdir)/pictures
dist_pictures_DATA = doc/pictures/card.svg doc/pictures/clients.svg doc/pictures/fleet.svg doc/pictures/walk.svg
EXTRA_DIST += doc/pictures/card.txt doc/pictures/clients.txt doc/pictures/fleet.txt doc/pictures/walk.txt
pictures: certcard$(EXEEXT) tests/screen/test-pictures doc/docgen
	srcdir='$(srcdir)' builddir='$(builddir)' tests/screen/test-pictures $(srcdir)/doc/pictures
	$(MAKE) doc
.PHONY: pictures

# Completions have the names by which each shell finds them (bash-completion, zsh's compinit, fish's manual).
install-data-hook:
	$(MKDIR_P) $(DESTDIR)$(datadir)/bash-completion/completions $(DESTDIR)$(datadir)/zsh/site-functions \
		$(DESTDIR)$(datadir)/fish/vendor_completions.d
	$(INSTALL_DATA) $(srcdir)/doc/completion/certcard.bash $(DESTDIR)$(datadir)/bash-completion/completions/certcard
	$(INSTALL_DATA) $(srcdir)/doc/completion/certcard.zsh $(DESTDIR)$(datadir)/zsh/site-functions/_certcard
	$(INSTALL_DATA) $(srcdir)/doc/completion/certcard.fish $(DESTDIR)$(datadir)/fish/vendor_completions.d/certcard.fish
uninstall-hook:
	rm -f $(DESTDIR)$(datadir)/bash-completion/completions/certcard $(DESTDIR)$(datadir)/zsh/site-functions/_certcard \
		$(DESTDIR)$(datadir)/fish/vendor_completions.d/certcard.fish
