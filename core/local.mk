# SPDX-License-Identifier: GPL-3.0-or-later
# Rooms in the order of HACKING, one name a line, sorted, so that two changes seldom meet.
noinst_LIBRARIES += libcore.a
libcore_a_SOURCES = \
	core/asn1/der.c core/asn1/der.h \
	core/asn1/der-write.c core/asn1/der-write.h \
	core/asn1/key-usage.h \
	core/asn1/oid.c core/asn1/oid.h \
	core/asn1/oids.def \
	core/asn1/pem.c core/asn1/pem.h \
	core/base/address.c core/base/address.h \
	core/base/ascii.h \
	core/base/buf.c core/base/buf.h \
	core/base/descriptors.c core/base/descriptors.h \
	core/base/drop.c core/base/drop.h \
	core/base/enclose.c core/base/enclose.h core/base/enclosed.def \
	core/base/err.c core/base/err.h \
	core/base/file.c core/base/file.h \
	core/base/limits.h \
	core/base/mem.c core/base/mem.h \
	core/base/moment.c core/base/moment.h \
	core/base/nearest.c core/base/nearest.h \
	core/base/place.c core/base/place.h \
	core/base/sanitized.h \
	core/base/secret.c core/base/secret.h \
	core/base/spell.c core/base/spell.def core/base/spell.h \
	core/base/text.c core/base/text.h \
	core/base/thread.c core/base/thread.h \
	core/base/tongue.c core/base/tongue.h \
	core/base/wrap.c core/base/wrap.h \
	core/base/xdg.c core/base/xdg.h \
	core/batch/batch.c core/batch/batch.h \
	core/batch/sink.c core/batch/sink.h \
	core/batch/source.c core/batch/source.h \
	core/batch/table.c core/batch/table.h \
	core/batch/worst.c core/batch/worst.h \
	core/clients/clients.c core/clients/clients.h \
	core/clients/clients.def \
	core/clients/sees.c core/clients/sees.h \
	core/clients/traits-names.c core/clients/traits-names.h \
	core/clients/traits-host.c core/clients/traits-host.h \
	core/clients/traits-read.c core/clients/traits-read.h core/clients/traits-sent.c core/clients/traits-sent.h \
	core/clients/coming.c core/clients/coming.h \
	core/clients/coming.def \
	core/clients/rules.c core/clients/rules.h core/clients/rules.def \
	core/clients/family.h core/clients/named.c core/clients/named.h core/clients/named.def \
	core/clients/traits-fine.c core/clients/traits-fine.h core/clients/traits.c core/clients/traits.h \
	core/clients/traits.def \
	core/engine/addresses.c core/engine/addresses.h \
	core/engine/bundle.c core/engine/bundle.h \
	core/engine/client-cert.c core/engine/client-cert.h \
	core/engine/clock-signs.c core/engine/clock-signs.h \
	core/engine/connect.c core/engine/connect.h \
	core/engine/connecting.c core/engine/connecting.h \
	core/engine/caa-stage.c core/engine/caa-stage.h \
	core/engine/dane-stage.c core/engine/dane-stage.h \
	core/engine/engine.c core/engine/engine.h \
	core/engine/given.c core/engine/given.h \
	core/engine/flow.c core/engine/flow.h \
	core/engine/files.c core/engine/files.h \
	core/engine/folder.c core/engine/folder.h \
	core/engine/parts.c core/engine/parts.h \
	core/engine/target-part.c core/engine/target-part.h \
	core/engine/job.c core/engine/job.h \
	core/engine/fetching.c core/engine/fetching.h \
	core/engine/group.c core/engine/group.h \
	core/engine/judge-stage.c core/engine/judge-stage.h \
	core/engine/keys.c core/engine/keys.h \
	core/engine/other-cert.c core/engine/other-cert.h \
	core/engine/probe-stage.c core/engine/probe-stage.h \
	core/engine/questions.c core/engine/questions.h \
	core/engine/results.c core/engine/results.h \
	core/engine/sct-retry.c core/engine/sct-retry.h \
	core/engine/sources.c core/engine/sources.h \
	core/engine/target.c core/engine/target.h \
	core/engine/target-shown.c core/engine/target-shown.h \
	core/engine/wait.h \
	core/engine/watchdog.c \
	core/engine/watchdog.h \
	core/evidence/clock.c core/evidence/clock.h \
	core/evidence/caa.c core/evidence/caa.h core/evidence/caa-cas.def \
	core/evidence/caa-say.c core/evidence/caa-say.h \
	core/evidence/dane.c core/evidence/dane.h \
	core/evidence/probe.c core/evidence/probe.h \
	core/explain/alike.c core/explain/alike.h \
	core/explain/brief.c core/explain/brief.h \
	core/explain/cause.c core/explain/cause.h \
	core/explain/causes.def \
	core/explain/codes.c core/explain/codes.h \
	core/explain/decide.c core/explain/decide.h \
	core/explain/doc.c core/explain/doc.h \
	core/explain/explain.c core/explain/explain.h \
	core/explain/fold.c core/explain/fold.h \
	core/explain/index.c core/explain/index.h \
	core/explain/log.c core/explain/log.h \
	core/explain/log-line.c core/explain/log-line.h \
	core/explain/log-shape.c core/explain/log-shape.h \
	core/explain/number.c core/explain/number.h \
	core/explain/print.c core/explain/print.h \
	core/explain/sentences.h \
	core/explain/speaker.c core/explain/speaker.h core/explain/speakers.def \
	core/explain/spelling.c core/explain/spelling.h \
	core/explain/spoken.c core/explain/spoken.h core/explain/spoken.def \
	core/explain/texts.c core/explain/texts.def core/explain/texts.h \
	core/explain/courses.c core/explain/courses.h core/explain/courses.def \
	core/gallery/connection.c core/gallery/connection.h \
	core/gallery/gallery.c core/gallery/gallery.h \
	core/gallery/http-page.c core/gallery/http-page.h \
	core/gallery/keep.c core/gallery/keep.h \
	core/gallery/leaf-keys.c core/gallery/leaf-keys.h \
	core/gallery/leaf-keys.def \
	core/gallery/list.c core/gallery/list.h \
	core/gallery/make.c core/gallery/make.h \
	core/gallery/recipe.h \
	core/gallery/scenarios.def \
	core/gallery/serve.c core/gallery/serve.h \
	core/gallery/world.c core/gallery/world.h \
	core/gallery/server.c core/gallery/server.h \
	core/judge/cache.c core/judge/cache.h \
	core/judge/judge.c core/judge/judge.h \
	core/judge/judge-private.h \
	core/judge/path.c core/judge/path.h \
	core/judge/pool.c core/judge/pool.h \
	core/judge/request.c core/judge/request.h \
	core/judge/signatures.c core/judge/signatures.h \
	core/judge/want.c core/judge/want.h \
	core/judge/write-down.c \
	core/judge/detours.c core/judge/detours.h \
	core/judge/greedy.c core/judge/greedy.h \
	core/net/curlapi.c core/net/curlapi.def core/net/curlapi.h \
	core/net/dial.c core/net/dial.h \
	core/net/direct.c core/net/direct.h \
	core/net/dns.c core/net/dns.h \
	core/net/dnsapi.def \
	core/net/fetch.c core/net/fetch.h \
	core/net/fetched.c core/net/fetched.h \
	core/net/host.c core/net/host.h \
	core/net/net.c core/net/net.h \
	core/net/proxy.c core/net/proxy.h \
	core/net/resolve.c core/net/resolve.h \
	core/net/stream.c core/net/stream.h \
	core/options/opts.c core/options/opts.def core/options/opts.h \
	core/options/opts-help.c core/options/opts-help.h \
	core/options/opts-table.h \
	core/options/settings.c core/options/settings.h \
	core/pki/extensions.c core/pki/extensions.h \
	core/pki/logs.c core/pki/logs.h \
	core/pki/key.c core/pki/key.h \
	core/pki/pki.c core/pki/pki.h \
	core/pki/status.c core/pki/status.h \
	core/report/json.c core/report/json.h \
	core/report/json-card.c core/report/json-card.h core/report/json-text.c core/report/json-text.h \
	core/report/markdown.c core/report/markdown.h core/report/markdown-mark.c core/report/markdown-mark.h \
	core/report/handout.c core/report/handout.h \
	core/report/html.c core/report/html.h core/report/html-cards.c core/report/html-cards.h \
	core/report/html-mark.c core/report/html-mark.h core/report/html-style.def core/report/html-timeline.c core/report/html-timeline.h \
	core/report/csv.c core/report/csv.h core/report/nagios.c core/report/nagios.h \
	core/report/pem-chain.c core/report/pem-chain.h \
	core/report/advice.c core/report/advice.h \
	core/report/plain-class.c core/report/plain-class.h \
	core/report/plain-text.c core/report/plain-text.h \
	core/report/prometheus.c core/report/prometheus.h \
	core/report/report.h \
	core/report/status.c core/report/status.h \
	core/result/answers.c core/result/answers.h \
	core/result/axis.c core/result/axis.h \
	core/result/bare.c core/result/bare.h \
	core/result/veil.c core/result/veil.h \
	core/result/finding.c core/result/finding.h \
	core/result/findings.def \
	core/result/params.def \
	core/result/shades.def \
	core/result/variants.def \
	core/result/fullchain.c core/result/fullchain.h \
	core/result/keyart.c core/result/keyart.h \
	core/result/inspection.c core/result/inspection.h \
	core/result/phrases.c core/result/phrases.h core/result/tool-words.c core/result/tool-words.h \
	core/result/may.c core/result/may.h \
	core/result/proof.c core/result/proof.h \
	core/result/verdict.c core/result/verdict.h \
	core/revocation/crl.c core/revocation/crl.h \
	core/revocation/lists.c core/revocation/lists.h \
	core/revocation/ocsp.c core/revocation/ocsp.h \
	core/revocation/revocation.c core/revocation/revocation.h \
	core/revocation/want.h \
	core/rules/check.c core/rules/check.h \
	core/rules/check-chain.c \
	core/rules/check-constraints.c \
	core/rules/check-critical.c \
	core/rules/check-ct.c core/rules/check-ct.h \
	core/rules/check-dates.c \
	core/rules/check-known.c \
	core/rules/check-lifetime.c \
	core/rules/check-lookalike.c \
	core/rules/check-name.c \
	core/rules/check-policy.c \
	core/rules/check-presented.c \
	core/rules/check-profile.c \
	core/rules/check-revocation.c \
	core/rules/check-signature.c \
	core/rules/check-strength.c core/rules/check-strength.h \
	core/rules/check-usage.c \
	core/rules/checks.def \
	core/rules/common.c core/rules/common.h \
	core/rules/confusables.def \
	core/rules/constraints.c core/rules/constraints.h core/rules/name-forms.c core/rules/name-forms.h core/rules/odd-names.c core/rules/odd-names.h \
	core/rules/distrusted.def \
	core/rules/entry.c core/rules/entry.h \
	core/rules/interceptors.def \
	core/rules/key-support.c core/rules/key-support.def core/rules/key-support.h \
	core/rules/known.c core/rules/known.h \
	core/rules/lookalike.c core/rules/lookalike.h \
	core/rules/names.c core/rules/names.h \
	core/rules/outcome.c core/rules/outcome.h \
	core/rules/policy.c core/rules/policy.h \
	core/rules/presented.c core/rules/presented.h \
	core/rules/profile.c core/rules/profile.def core/rules/profile.h \
	core/rules/profile-ca.c \
	core/rules/profile-form.c \
	core/rules/profile-key.c \
	core/rules/profile-leaf.c \
	core/rules/profile-san.c \
	core/rules/profile-status.c \
	core/rules/profile-subject.c \
	core/rules/profile-type.c \
	core/rules/profile-usage.c \
	core/rules/countries.c core/rules/countries.h \
	core/rules/subject.c core/rules/subject.h \
	core/rules/request.c core/rules/request.h \
	core/rules/request.def \
	core/tls/bearable.c core/tls/bearable.h \
	core/tls/handshake.c core/tls/handshake.h \
	core/tls/hello.c core/tls/hello.h \
	core/tls/hybrids.c core/tls/hybrids.h \
	core/tls/handshake-words.c core/tls/handshake-words.h \
	core/tls/messages.c core/tls/messages.h \
	core/tls/no-answer.c core/tls/no-answer.h \
	core/tls/peer.c core/tls/peer.h \
	core/tls/proof.c core/tls/proof.h \
	core/tls/peers.def \
	core/tls/ldap-results.def \
	core/tls/replies.c core/tls/replies.h \
	core/tls/services.def \
	core/tls/starttls.c core/tls/starttls.def core/tls/starttls.h \
	core/trust/roots.c core/trust/roots.h \
	core/trust/trust.c core/trust/trust.h \
	core/visits/visits.c core/visits/visits.h \
	core/visits/visits-file.c core/visits/visits-file.h \
	core/x509/asn1-string.c core/x509/asn1-string.h \
	core/x509/asn1-words.c core/x509/asn1-words.h \
	core/x509/bearable-key.c core/x509/bearable-key.h \
	core/x509/cert.c core/x509/cert.h \
	core/x509/cert-ext.c core/x509/cert-ext.h \
	core/x509/cert-key.c core/x509/cert-key.h \
	core/x509/curve.c core/x509/curve.h core/x509/curves.def \
	core/x509/cert-name.c core/x509/cert-name.h \
	core/x509/cert-read.c core/x509/cert-read.h \
	core/x509/cert-sig.c core/x509/cert-sig.h \
	core/x509/cert-text.c core/x509/cert-text.h \
	core/x509/ctlogs.c core/x509/ctlogs.h \
	core/x509/der-kind.c core/x509/der-kind.h \
	core/x509/dn.c core/x509/dn.h \
	core/x509/ext-limits.c core/x509/ext-limits.h \
	core/x509/ext-words.c core/x509/ext-words.h \
	core/x509/extensions.def \
	core/x509/file-key.c core/x509/file-key.h \
	core/x509/file-kinds.c core/x509/file-kinds.h \
	core/x509/file-kinds.def \
	core/x509/hex-text.c core/x509/hex-text.h \
	core/x509/issuer-form.c core/x509/issuer-form.h \
	core/x509/file-parts.c core/x509/file-parts.h \
	core/x509/file-leaf.c core/x509/file-leaf.h \
	core/x509/gather.c core/x509/gather.h \
	core/x509/gather-der.c core/x509/gather-der.h \
	core/x509/kdf.c core/x509/kdf.h \
	core/x509/keystore.c core/x509/keystore.h \
	core/x509/keys.def \
	core/x509/named-extensions.def \
	core/x509/layer.c core/x509/layer.h \
	core/x509/layer-octets.c core/x509/layer-octets.h \
	core/x509/octets-text.c core/x509/octets-text.h \
	core/x509/spelt.c core/x509/spelt.h \
	core/x509/pem-fault.c core/x509/pem-fault.h \
	core/x509/pem-text.c core/x509/pem-text.h \
	core/x509/pemfile.c core/x509/pemfile.h \
	core/x509/pkcs12.c core/x509/pkcs12.h \
	core/x509/post-quantum.c core/x509/post-quantum.h core/x509/post-quantum.def \
	core/x509/programmes.c core/x509/programmes.h \
	core/x509/request.c core/x509/request.h core/x509/request-words.c core/x509/request-words.h \
	core/x509/request-attributes.def \
	core/x509/resources.c core/x509/resources.h \
	core/x509/scrypt.c core/x509/scrypt.h \
	core/x509/sct.c core/x509/sct.h \
	core/x509/sct-verify.c core/x509/sct-verify.h \
	core/x509/stores.def \
	core/x509/verify.c core/x509/verify.h \
	core/x509/wrapped-lines.c core/x509/wrapped-lines.h \
	core/x509/wrappings.c core/x509/wrappings.h \
	core/x509/wrappings.def

# The data files as C: each row an initialiser. Whoever edits them edits the .tsv alone.
code_tsv = core/explain/error-codes.tsv core/explain/messages.tsv core/x509/ctlogs.tsv core/x509/programmes.tsv
code_inc = core/explain/codes.inc core/explain/spellings.inc core/explain/error-codes.inc core/explain/messages.inc core/x509/ctlogs.inc core/x509/programmes.inc
EXTRA_DIST += $(code_tsv) core/explain/codes.awk core/explain/spellings.awk
BUILT_SOURCES += $(code_inc)
CLEANFILES += $(code_inc)
core/explain/codes.$(OBJEXT) core/explain/spelling.$(OBJEXT) core/x509/ctlogs.$(OBJEXT) core/x509/programmes.$(OBJEXT): $(code_inc)
.tsv.inc:
	$(AM_V_GEN)$(MKDIR_P) $(@D) && t=$$(printf '\t') && \
	sed -e 1d -e 's/[\\"]/\\&/g' -e "s/$$t/\", \"/g" -e 's/^/{ "/' -e 's/$$/" },/' $< >$@.tmp && mv $@.tmp $@
SUFFIXES = .tsv .inc
# The codes of tools are thousands: one string and places in it (tests/core/test-explain reads the rows above beside it).
core/explain/codes.inc: core/explain/error-codes.tsv core/explain/messages.tsv core/explain/codes.awk
	$(AM_V_GEN)$(MKDIR_P) $(@D) && LC_ALL=C awk -f $(srcdir)/core/explain/codes.awk \
		$(srcdir)/core/explain/error-codes.tsv $(srcdir)/core/explain/messages.tsv >$@.tmp && mv $@.tmp $@
core/explain/spellings.inc: core/explain/error-codes.tsv core/explain/messages.tsv core/explain/speakers.def core/explain/spellings.awk
	$(AM_V_GEN)$(MKDIR_P) $(@D) && LC_ALL=C awk -f $(srcdir)/core/explain/spellings.awk \
		$(srcdir)/core/explain/error-codes.tsv $(srcdir)/core/explain/messages.tsv \
		$(srcdir)/core/explain/speakers.def >$@.tmp && mv $@.tmp $@
$(code_inc): $(srcdir)/core/local.mk
