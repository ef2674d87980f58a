#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Monitoring systems themselves read what certcard says to them: promtool the samples and the alerts of doc/monitoring, a real
# prometheus the samples through node_exporter's textfile collector, a real Icinga runs the plugin by the command that we ship,
# systemd reads the units. What is not installed is skipped with a word.
set -eu
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"
shipped=$top/doc/monitoring
# the demos' own names and addresses do not matter here
demos='demo:good demo:expires-soon demo:expired demo:closes-at-once'

complain() { printf '%s\n' "$*"; bad=1; }

# wait_for WHAT COMMAND...: at most 20 s until it succeeds
wait_for() {
	wait_what=$1 n=0
	shift
	until "$@" >/dev/null 2>&1; do
		n=$((n + 1))
		[ $n -lt 100 ] || { complain "$wait_what: not within 20 s"; tail -n 20 "$log"; return 1; }
		sleep 0.2
	done
}

try_promtool() {
	have promtool prometheus || return 0
	met=1
	room textfiles
	# shellcheck disable=SC2086 # a list
	"$certcard" --format prometheus $demos >"$dir/textfiles/certcard.prom" || :
	promtool check metrics <"$dir/textfiles/certcard.prom" >"$dir/lint" 2>&1 && [ ! -s "$dir/lint" ] ||
		{ complain 'promtool check metrics:'; cat "$dir/lint"; }
	cp "$shipped/certcard.rules.yml" "$shipped/certcard.rules.test.yml" "$dir"
	(cd "$dir" && promtool check rules certcard.rules.yml && promtool test rules certcard.rules.test.yml) >"$dir/rules" 2>&1 ||
		{ complain 'promtool on the rules:'; cat "$dir/rules"; }
	# the tests of the rules can fail
	sed 's/== 2/== 1/' "$shipped/certcard.rules.yml" >"$dir/certcard.rules.yml"
	! (cd "$dir" && promtool test rules certcard.rules.test.yml) >"$dir/rules" 2>&1 || complain 'rules about something else pass, too'
	cp "$shipped/certcard.rules.yml" "$dir"
}

# ask EXPRESSION: what prometheus answers, "value target" a line
ask() {
	curl -sf --noproxy '*' --data-urlencode "query=$1" "http://$a:20090/api/v1/query" |
		jq -r '.data.result[] | "\(.value[1]) \(.metric.target // "")"' 2>/dev/null
}

answers() { ask "$1" | grep -qxF -- "$2"; }

try_prometheus() {
	have prometheus && have prometheus-node-exporter && have curl && have jq || return 0
	server=node_exporter
	serve exporter prometheus-node-exporter --web.listen-address="$a:20091" --collector.disable-defaults --collector.textfile \
		--collector.textfile.directory="$dir/textfiles"
	up 20091 || return 0
	server=prometheus
	room tsdb
	cat >"$dir/prometheus.yml" <<EOT
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [ $dir/certcard.rules.yml ]
scrape_configs:
  - { job_name: node, static_configs: [ { targets: [ "$a:20091" ] } ] }
EOT
	serve prometheus prometheus --config.file="$dir/prometheus.yml" --storage.tsdb.path="$dir/tsdb" --web.listen-address="$a:20090"
	up 20090 || return 0
	wait_for 'the samples of demo:expired' answers certcard_exit_status '2 demo:expired' || return 0
	answers certcard_exit_status '0 demo:good' || complain 'demo:good is not trusted in prometheus'
	answers certcard_exit_status '3 demo:closes-at-once' || complain 'demo:closes-at-once is not unreachable in prometheus'
	answers 'certcard_chain_not_after_seconds < bool time()' '1 demo:expired' || complain 'the end of demo:expired is not in the past'
	wait_for 'the alert on demo:expired' answers 'ALERTS{alertname="CertificateEnded",alertstate="firing"}' '1 demo:expired' || :
}

try_icinga() {
	server=icinga2
	have icinga2 || return 0
	met=1
	room icinga
	for d in data log cache spool run; do room icinga/$d; done
	cat >"$dir/icinga/icinga2.conf" <<EOT
include <itl>
include "$shipped/certcard-icinga2.conf"
object CheckerComponent "checker" { }
object PerfdataWriter "perfdata" {
  service_perfdata_path = "$dir/icinga/seen"
  service_temp_path = "$dir/icinga/seen.now"
  host_perfdata_path = "$dir/icinga/hosts"
  host_temp_path = "$dir/icinga/hosts.now"
  rotation_interval = 1s
  service_format_template = "\$service.name\$ \$service.state\$ \$service.output\$ | \$service.perfdata\$"
}
object Host "here" {
  check_command = "dummy"
  vars.certcard_targets = [ "demo:good" ]
}
for (t in [ "good", "expires-soon", "expired", "closes-at-once" ]) {
  object Service t use (t) {
    host_name = "here"
    check_command = "certcard"
    check_interval = 1s
    vars.certcard_target = "demo:" + t
    vars.certcard_offline = true
  }
}
EOT
	serve icinga env PATH="$here:$PATH" icinga2 daemon -c "$dir/icinga/icinga2.conf" -DConfigDir="$dir/icinga" -DDataDir="$dir/icinga/data" \
		-DLogDir="$dir/icinga/log" -DCacheDir="$dir/icinga/cache" -DSpoolDir="$dir/icinga/spool" -DInitRunDir="$dir/icinga/run" \
		-DRunAsUser="$user" -DRunAsGroup="$group"
	seen() { cat "$dir"/icinga/seen* 2>/dev/null | grep -q "$1"; }
	wait_for 'Icinga on demo:good' seen '^good OK CERTCARD OK - demo:good .*| .*left=[0-9]*s;[0-9]*:;604800:' || return 0
	wait_for 'Icinga on demo:expires-soon' seen '^expires-soon WARNING CERTCARD WARNING - ' || :
	wait_for 'Icinga on demo:expired' seen '^expired CRITICAL CERTCARD CRITICAL - ' || :
	wait_for 'Icinga on demo:closes-at-once' seen '^closes-at-once UNKNOWN CERTCARD UNKNOWN - ' || :
	down
}

# A page that is not installed here is no fault of the unit.
try_systemd() {
	have systemd-analyze || return 0
	met=1
	sed "s|exec certcard|exec $certcard|" "$shipped/certcard-prometheus.service" >"$dir/certcard-prometheus.service"
	cp "$shipped/certcard-prometheus.timer" "$dir"
	systemd-analyze verify "$dir/certcard-prometheus.service" "$dir/certcard-prometheus.timer" 2>&1 | grep -v "Command 'man " >"$dir/units" || :
	[ ! -s "$dir/units" ] || { complain 'systemd-analyze verify:'; cat "$dir/units"; }
}

log=/dev/null
try_promtool
try_prometheus
try_icinga
try_systemd
over
