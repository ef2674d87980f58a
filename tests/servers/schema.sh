#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The JSON reports against the published schema (doc/schema-1.json, JSON Schema 2020-12), by a validator that others wrote:
# python3-jsonschema. The whole gallery, files, requests, keys, and targets that do not answer.
set -eu
python=/usr/bin/python3
"$python" -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null || { echo 'SKIP: python3-jsonschema is not here'; exit 77; }
# shellcheck source-path=SCRIPTDIR
. "${srcdir:-.}/tests/servers/lib.sh"

cat >check.py <<'PY'
import json, sys
import jsonschema
with open(sys.argv[1]) as f:
    schema = json.load(f)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
n = bad = 0
for path in sys.argv[2:]:
    with open(path) as f:
        text = f.read()
    try:
        found = json.loads(text)
        found = found if isinstance(found, list) else [found]
    except json.JSONDecodeError:                # one object a line
        found = [json.loads(line) for line in text.splitlines()]
    for one in found:
        n += 1
        for e in list(validator.iter_errors(one))[:3]:
            bad += 1
            print('%s, %s: %s: %s' % (path, one['target']['input'], '/'.join(map(str, e.absolute_path)), e.message[:200]))
print('%d inspections, %d faults' % (n, bad))
sys.exit(1 if bad or not n else 0)
PY
schema=$top/doc/schema-1.json
say() { "$python" check.py "$schema" "$@"; }

# exit status 0 to 3 are verdicts; what matters here is that there is a report
"$certcard" --list-demos | sed -n 's/^  \([a-z0-9-]*\)  .*/demo:\1/p' >demos
[ "$(wc -l <demos)" -ge 38 ] || { echo 'fewer than 38 scenarios in the list'; exit 1; }
"$certcard" --hosts demos --format json >gallery.json || :
"$certcard" --hosts demos --format jsonl --all-certificates >gallery.jsonl || :
openssl req -new -newkey rsa:2048 -nodes -keyout req.key -subj /CN=shop.example.net -out req.csr 2>/dev/null
"$certcard" --format json req.csr req.key www.pem >files.json 2>/dev/null || :
"$certcard" --format json --timeout 1 "$a:1" no-such-host.invalid >gone.json 2>/dev/null || :
"$certcard" --format json /etc/ssl/certs/ca-certificates.crt >bundle.json 2>/dev/null || :
say gallery.json gallery.jsonl files.json gone.json bundle.json || bad=1

# The judge of this test can say no.
sed 's/"level": *"trusted"/"level": "fine"/' gallery.json >damaged.json
! say damaged.json >/dev/null || { echo 'a level that there is not was taken'; bad=1; }
sed 's/"verdict": */"judgement": /' gallery.json >damaged.json
! say damaged.json >/dev/null || { echo 'a report without a verdict was taken'; bad=1; }
exit $bad
