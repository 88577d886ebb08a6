#!/bin/sh
# Writes the licences of what programs link, most of which ask to be handed on
# with them. Fails where a module has none.
# usage: scripts/licenses.sh PROGRAM...
set -eu
cd "$(dirname "$0")/.."

echo "Authfob's programs contain the Go standard library and the modules below, each under its licence."
modules=$(for program in "$@"; do go version -m "$program"; done | awk '$1 == "dep" { print $2 }' | sort -u)
{
	echo "Go $(go env GOROOT)"
	go list -m -f '{{.Path}}@{{.Version}} {{.Dir}}' $modules
} | while read -r name dir; do
	papers=$(find "$dir" -maxdepth 3 \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -iname 'notice*' \) -type f \
		! -name '*.go' ! -path '*/testdata/*' ! -path '*/cmd/*' ! -path '*/.github/*' | sort)
	[ -n "$papers" ] || { echo "licenses: $name has none" >&2; exit 1; }
	for paper in $papers; do
		printf '\n==== %s %s\n\n' "$name" "${paper#"$dir"/}"
		cat "$paper"
	done
done
