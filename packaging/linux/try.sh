#!/bin/sh
# Installs dist/*.deb in a fresh Debian root, uses it there, removes it, and
# wants nothing left behind; then again, with the libraries that it recommends,
# of which the window must lack none. Needs root, debootstrap, and the packages
# of "make package"; the mirror is the one that apt uses here.
set -eu
cd "$(dirname "$0")/../.."
deb=$(ls dist/authfob_*.deb)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

mirror=$(apt-get indextargets --format '$(SITE)' | head -n 1)
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log" 2>&1 || { cat "$root.log"; exit 1; }
rm -f "$root.log"
cp /etc/apt/sources.list "$root/etc/apt/" 2>/dev/null || :
cp "$deb" "$root/authfob.deb"

# files lists everything but what apt and dpkg keep for themselves.
files() {
	(cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path ./var/lib/dpkg -o -path ./var/lib/apt \
		-o -path ./var/cache -o -path ./var/log \) -prune -o -print | sort)
}
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive HOME=/root LC_ALL=C.UTF-8 "$@"; }

before=$(files)
inside dpkg --install /authfob.deb >/dev/null
inside authfob version
inside sh -c 'umask 077; head -c 32 /dev/urandom | base64 >/tmp/key && authfob --home /tmp/a --vault-key-file /tmp/key list 2>&1' | grep -q 'No accounts yet'
inside test -f /usr/share/doc/authfob/copyright -a -f /usr/share/bash-completion/completions/authfob
inside authfob __complete tok 2>/dev/null | grep -q '^token'
inside dpkg --purge authfob >/dev/null
after=$(files)
[ "$before" = "$after" ] || { echo "left behind:"; { echo "$before"; echo "$after"; } | sort | uniq -u; exit 1; }
echo "$deb: installed, used and removed in a fresh $suite; nothing is left behind"

libraries=$(dpkg-deb -f "$deb" Recommends | tr ',' '\n' | grep '^ *lib')
inside dpkg --install /authfob.deb >/dev/null
inside apt-get -qq update
inside apt-get -qq install --no-install-recommends $libraries >/dev/null 2>&1
if inside ldd /usr/bin/authfob-window | grep 'not found'; then exit 1; fi
inside authfob-window version
echo "$deb: with what it recommends, the window has all its libraries"
