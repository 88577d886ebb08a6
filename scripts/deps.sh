#!/bin/sh
# Installs the Debian packages for the purposes named (see packages.txt): only
# what is missing, and without asking apt anything when nothing is.
# usage: scripts/deps.sh build|run-headless|test|icons ...
set -eu
here=$(dirname "$0")

wanted() {
	for purpose in "$@"; do
		sed 's/#.*//' "$here/packages.txt" | while read -r of package command; do
			[ "$of" = "$purpose" ] || continue
			[ -n "$command" ] && command -v "$command" >/dev/null 2>&1 && continue
			echo "$package"
		done
	done
}

missing() {
	for package in $(wanted "$@"); do
		state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
		[ "$state" = installed ] || echo "$package"
	done
}

if ! command -v dpkg-query >/dev/null 2>&1; then
	echo "deps: this is no Debian; see scripts/packages.txt for what is needed" >&2
	exit 0
fi
packages=$(missing "$@")
[ -n "$packages" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null 2>&1 || {
		echo "deps: missing, and there is no sudo to install them:" $packages >&2
		exit 1
	}
	as_root=sudo
fi
echo "deps: installing" $packages
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages
