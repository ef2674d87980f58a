# SPDX-License-Identifier: GPL-3.0-or-later
# One file a line, sorted, so that two changes seldom meet.
noinst_LIBRARIES += libcore.a
libcore_a_SOURCES = \
	core/address.c core/address.h \
	core/batch-sink.c core/batch-sink.h \
	core/batch-source.c core/batch-source.h \
	core/batch-table.c core/batch-table.h \
	core/batch.c core/batch.h \
	core/buf.c core/buf.h \
	core/cache.c core/cache.h \
	core/cause.c core/causes.def \
	core/cert-ext.c \
	core/cert-ext.def \
	core/cert-key.c \
	core/cert-name.c \
	core/cert-read.h \
	core/cert-sct.c \
	core/cert-text.c \
	core/cert.c core/cert.h \
	core/check-chain.c \
	core/check-common.c core/check-common.h \
	core/check-constraints.c \
	core/check-critical.c \
	core/check-ct.c \
	core/check-dates.c \
	core/check-known.c \
	core/check-lifetime.c \
	core/check-lookalike.c \
	core/check-name.c \
	core/check-policy.c \
	core/check-presented.c \
	core/check-profile.c \
	core/check-revocation.c \
	core/check-strength.c \
	core/check-usage.c \
	core/check.c core/check.h \
	core/checks.def \
	core/clock.c core/clock.h \
	core/codes.c core/codes.h \
	core/constraints.c core/constraints.h \
	core/crl.c core/crl.h \
	core/ct.c core/ct.h \
	core/ctlogs.def \
	core/curlapi.c core/curlapi.h \
	core/curlapi.def \
	core/dane.c core/dane.h \
	core/data/confusables.def \
	core/data/distrusted.def \
	core/data/interceptors.def \
	core/demo-conn.c core/demo-conn.h \
	core/demo-extensions.c core/demo-extensions.h \
	core/demo-list.c \
	core/demo-make.c core/demo-make.h \
	core/demo-page.c core/demo-page.h \
	core/demo-pki.c core/demo-pki.h \
	core/demo-recipe.h \
	core/demo-revocation.c core/demo-revocation.h \
	core/demo-serve.c \
	core/demo-server.c core/demo-server.h \
	core/demo.c core/demo.h \
	core/demos.def \
	core/der-write.c core/der-write.h \
	core/der.c core/der.h \
	core/dial.c core/dial.h \
	core/dn.c core/dn.h \
	core/dns.c core/dns.h \
	core/dnsapi.def \
	core/engine-addresses.c \
	core/engine-clock.c \
	core/engine-connect.c \
	core/engine-dane.c \
	core/engine-files.c \
	core/engine-job.c core/engine-job.h \
	core/engine-judge.c \
	core/engine-look.c \
	core/engine-scts.c \
	core/engine-sources.c \
	core/engine.c core/engine.h \
	core/err.c core/err.h \
	core/explain-match.c core/explain-match.h \
	core/explain-number.c core/explain-number.h \
	core/explain-print.c \
	core/explain.c core/explain.h \
	core/explain.h \
	core/fetch.c core/fetch.h \
	core/file.c core/file.h \
	core/finding.c core/finding.h \
	core/findings.def \
	core/handshake-facts.c \
	core/handshake-messages.c core/handshake-messages.h \
	core/handshake.c core/handshake.h \
	core/host.c core/host.h \
	core/inspection.c core/inspection.h \
	core/judge-ask.c \
	core/judge-inner.h \
	core/judge-report.c \
	core/judge.c core/judge.h \
	core/known.c core/known.h \
	core/limits.h \
	core/look.c core/look.h \
	core/lookalike.c core/lookalike.h \
	core/mem.c core/mem.h \
	core/moment.c core/moment.h \
	core/names.c core/names.h \
	core/nearest.c core/nearest.h \
	core/net.c core/net.h \
	core/ocsp.c core/ocsp.h \
	core/oid.c core/oid.h \
	core/oids.def \
	core/opts-help.c \
	core/opts-table.h \
	core/opts.c core/opts.h \
	core/opts.def \
	core/path-pool.c core/path-pool.h \
	core/path.c core/path.h \
	core/peer.c core/peer.h \
	core/peers.def \
	core/pem.c core/pem.h \
	core/pemfile.c core/pemfile.h \
	core/policy.c core/policy.h \
	core/presented.c core/presented.h \
	core/profile-ca.c \
	core/profile-form.c \
	core/profile-key.c \
	core/profile-leaf.c \
	core/profile.c core/profile.h \
	core/profile.def \
	core/proxy.c core/proxy.h \
	core/report-facts.c core/report-facts.h \
	core/report-json.c \
	core/report-markdown.c \
	core/report-nagios.c \
	core/report-pem.c \
	core/report-prometheus.c core/report-prometheus.h \
	core/report-text.c \
	core/report.h \
	core/resolve.c core/resolve.h \
	core/revocation.c core/revocation.h \
	core/roots.c core/roots.h \
	core/sentences.h \
	core/services.def \
	core/settings.c core/settings.h \
	core/sigs.c core/sigs.h \
	core/starttls-read.c core/starttls-read.h \
	core/starttls.c core/starttls.h \
	core/starttls.def \
	core/state-file.c core/state-file.h \
	core/state.c core/state.h \
	core/stream.c core/stream.h \
	core/target.c core/target.h \
	core/text.c core/text.h \
	core/texts-doc.c \
	core/texts.c core/texts.def core/texts.h \
	core/thread.c core/thread.h \
	core/trust.c core/trust.h \
	core/unreach.c core/unreach.h \
	core/verdict.c \
	core/verify.c core/verify.h \
	core/wrap.c core/wrap.h \
	core/xdg.c core/xdg.h

# The data files as C: each row an initialiser. Whoever edits them edits the .tsv alone.
code_tsv = core/data/error-codes.tsv core/data/observed-matrix.tsv core/data/public-roots.tsv
code_inc = core/error-codes.inc core/observed-matrix.inc core/public-roots.inc
EXTRA_DIST += $(code_tsv)
BUILT_SOURCES += $(code_inc)
CLEANFILES += $(code_inc)
core/codes.$(OBJEXT) core/roots.$(OBJEXT): $(code_inc)
core/error-codes.inc: core/data/error-codes.tsv
core/observed-matrix.inc: core/data/observed-matrix.tsv
core/public-roots.inc: core/data/public-roots.tsv
$(code_inc): $(srcdir)/core/local.mk
	$(AM_V_GEN)$(MKDIR_P) core && t=$$(printf '\t') && \
	sed -e 1d -e 's/[\\"]/\\&/g' -e "s/$$t/\", \"/g" -e 's/^/{ "/' -e 's/$$/" },/' \
		$(srcdir)/core/data/`basename $@ .inc`.tsv >$@.tmp && mv $@.tmp $@
