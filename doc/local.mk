# SPDX-License-Identifier: GPL-3.0-or-later
# Documents that follow from the program's tables: `make doc` writes them beside their templates, `make check` compares.
noinst_PROGRAMS += doc/docgen
doc_docgen_LDADD = libtui.a libcore.a $(NCURSESW_LIBS) $(CORE_LIBS)

dist_man_MANS += doc/certcard.1
dist_doc_DATA = README doc/findings.md
EXTRA_DIST += doc/refresh-ct-logs doc/refresh-roots doc/README.in doc/certcard.1.in doc/findings.md.in

doc: doc/docgen
	doc/docgen $(srcdir)/doc/README.in >$(srcdir)/README
	doc/docgen $(srcdir)/doc/certcard.1.in >$(srcdir)/doc/certcard.1
	doc/docgen $(srcdir)/doc/findings.md.in >$(srcdir)/doc/findings.md
.PHONY: doc
