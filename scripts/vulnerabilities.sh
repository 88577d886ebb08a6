#!/bin/sh
# Compares what the shipped programs link with Go's vulnerability database: the
# live one, or, where it cannot be reached, the one in the module
# golang.org/x/vulndb as of the day in its version.
set -eu
cd "$(dirname "$0")/.."
module=golang.org/x/vulndb@v0.0.0-20261105234957-e22db6528018
set --
if ! curl -fsS -o /dev/null --max-time 10 https://vuln.go.dev/index/db.json 2>/dev/null; then
	echo "vulnerabilities: no way to the live database; comparing with $module" >&2
	dir=$(go mod download -json "$module" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p')
	set -- -db "file://$dir/data/osv"
fi
go version
code=0
for tags in migrated_fynedo nogui; do
	go tool -modfile=tools/go.mod govulncheck "$@" -tags "$tags" . || code=$?
done
exit $code
