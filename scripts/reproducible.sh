#!/bin/sh
# Makes the packages twice, in two folders, each from a clone of its own with a
# build cache of its own, and wants the same bytes. Takes as long as compiling
# everything twice.
# usage: scripts/reproducible.sh [linux] [windows]   (both by default)
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone -q . "$work/one"
git clone -q "$work/one" "$work/quite another place" # the same source, whatever happens here meanwhile
for place in "$work/one" "$work/quite another place"; do
	env GOCACHE="$place.cache" "$place/scripts/package.sh" "$@" >/dev/null
	rm -rf "$place.cache"
done
diff "$work/one/dist/SHA256SUMS" "$work/quite another place/dist/SHA256SUMS" || { echo "reproducible: two builds differ" >&2; exit 1; }
cat "$work/one/dist/SHA256SUMS"
