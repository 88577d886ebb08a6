#!/bin/sh
# Compares what the shipped programs link with Go's vulnerability database: the
# live one, or, where it cannot be reached, the one in the module
# golang.org/x/vulndb as of the day in its version. The standard library is that
# of the Go that releases are made with.
# usage: scripts/vulnerabilities.sh [TAGS...]   (of the programs; both by default)
set -eu
cd "$(dirname "$0")/.."
programs=${*:-migrated_fynedo nogui}
check=$(go tool -modfile=tools/go.mod -n govulncheck) # built with the Go that is here
GOTOOLCHAIN=$(scripts/toolchain.sh)
export GOTOOLCHAIN
module=golang.org/x/vulndb@v0.0.0-20261105234957-e22db6528018
set --
if ! curl -fsS -o /dev/null --max-time 10 https://vuln.go.dev/index/db.json 2>/dev/null; then
	echo "vulnerabilities: no way to the live database; comparing with $module" >&2
	dir=$(go mod download -json "$module" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p')
	set -- -db "file://$dir/data/osv"
fi
go version
code=0
for tags in $programs; do
	"$check" "$@" -tags "$tags" . || code=$?
done
exit $code
