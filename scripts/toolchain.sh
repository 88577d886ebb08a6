#!/bin/sh
# Names the Go that releases are made with and looked at: that of go.mod's
# toolchain line, which Go fetches where it must, or the one that is here where
# that is newer. It goes into GOTOOLCHAIN.
set -eu
cd "$(dirname "$0")/.."
want=$(sed -n 's/^toolchain //p' go.mod)
here=$(GOTOOLCHAIN=local go env GOVERSION)
if [ "$(printf '%s\n%s\n' "$want" "$here" | sort -V | tail -n 1)" = "$here" ]; then
	echo local
elif GOTOOLCHAIN=$want go version >/dev/null 2>&1; then
	echo "$want"
else
	echo "toolchain: $want of go.mod cannot be had here, so this is made with $here; holes of its standard library that $want mends stay open" >&2
	echo local
fi
