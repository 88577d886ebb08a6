#!/bin/sh
# Starts both Windows programs of dist/ under Wine: the command line against the
# demo's server, with the vault's key in Wine's credential manager, the demo's
# tour, a copy, whose marks are read back from the clipboard, and the window, of
# which it leaves a picture in dist/. Needs wine64, Xvfb, ImageMagick and
# x86_64-w64-mingw32-gcc.
set -eu
cd "$(dirname "$0")/../.."
top=$PWD
work=$(mktemp -d)
pids=
trap 'for p in $pids; do kill "$p" 2>/dev/null || :; done; wineserver -k 2>/dev/null || :; rm -rf "$work"' EXIT
export WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
unset DISPLAY

unzip -q dist/authfob-*-windows-amd64.zip -d "$work"
cd "$work"/authfob-*-windows-amd64
wineboot -i >/dev/null 2>&1
# Go programs want a DLL that Wine 8 does not have: its one function, for this test.
cat >"$work/prng.c" <<'C'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T n) { return RtlGenRandom(data, n); }
C
x86_64-w64-mingw32-gcc -shared -O2 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" "$work/prng.c" -ladvapi32

"$top/bin/authfob-nogui" demo --hidden >"$work/demo" 2>/dev/null &
pids=$!
until issuer=$(sed -n 's/^issuer: //p' "$work/demo") && [ -n "$issuer" ]; do sleep 0.1; done
echo "== the demo's server is at $issuer"

fail() { echo "try.sh: $*" >&2; exit 1; }
authfob() { wine authfob.exe "$@" | tr -d '\r'; }
authfob version
add() {
	printf 'robot-secret\n' >secret.txt
	authfob add robot --issuer "$issuer" --grant client_credentials --client-id demo-robot --client-auth post --client-secret-file secret.txt
	rm secret.txt
}
add
one=$(authfob token robot)
case $one in eyJ*.*.*) ;; *) fail "no token: $one" ;; esac
[ "$(authfob token robot)" = "$one" ] || fail "a valid token was not kept"
[ "$(authfob token robot --renew)" != "$one" ] || fail "the token was not renewed"
authfob list --json | grep -q '"state": "fresh"' || fail "the account is not fresh"
authfob export >accounts.json
authfob remove robot --yes
wine authfob.exe token robot 2>/dev/null && fail "a removed account gave a token"
grep -q '"robot"' accounts.json || fail "the export does not have the account"
if grep -r "robot-secret\|$one" "$WINEPREFIX/drive_c/users" >/dev/null 2>&1; then fail "a secret lies on the disk in clear"; fi
echo "== command line and credential manager: as on Linux"

Xvfb -displayfd 3 -screen 0 520x760x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
pids="$pids $!"
until [ -s "$work/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY LIBGL_ALWAYS_SOFTWARE=1

# Wine has no PowerShell: this shell takes the tour in its place, with its line
# ends. The sign-in by a browser is left out.
wine authfob.exe demo --hidden >"$work/printed" 2>/dev/null &
pids="$pids $!"
until grep -q 'are gone when you end it' "$work/printed"; do sleep 0.1; done
tr -d '\r' <"$work/printed" >"$work/tour"
demo() { authfob --home "$(sed -n 's/^home: //p' "$work/tour")" --vault-key-file "$(sed -n 's/^key file: //p' "$work/tour")" "$@"; }
grep -q '^    function authfob { ' "$work/tour" || fail "the tour is not for PowerShell: $(cat "$work/tour")"
sed -n 's/^    //p' "$work/tour" | grep -v '^function \|my-insiders' | sed "s/^\('[^']*'\) |/printf '%s\\\\r\\\\n' \1 |/; s/authfob /demo /" >"$work/commands"
. "$work/commands" >"$work/taken"
grep -q "Authorization = 'Bearer eyJ" "$work/taken" || fail "the tour does not end with a token: $(cat "$work/taken")"
echo "== the demo's tour: taken"

# What is on the clipboard, as another program finds it: the marks before the text.
x86_64-w64-mingw32-gcc -O2 -Wall -o "$work/clipboard.exe" "$top/packaging/windows/clipboard.c"
clipboard() { wine "$work/clipboard.exe" | tr -d '\r'; }
add
wine authfob.exe --hidden &
pids="$pids $!"
for _ in $(seq 30); do
	wine authfob.exe copy robot --format header >"$work/copied" 2>&1 && break
	sleep 1
done
clipboard >"$work/held"
for mark in ExcludeClipboardContentFromMonitorProcessing CanIncludeInClipboardHistory CanUploadToCloudClipboard; do
	grep -qx "$mark 0" "$work/held" || fail "the copy has no mark $mark: $(cat "$work/copied" "$work/held")"
done
grep -q '^text Authorization: Bearer eyJ' "$work/held" || fail "the token is not on the clipboard"
sleep 31
[ -z "$(clipboard)" ] || fail "the clipboard was not cleared in time"
authfob copy robot >/dev/null
clipboard | grep -q '^text eyJ' || fail "the second copy is not on the clipboard"
authfob quit
[ -z "$(clipboard)" ] || fail "the clipboard was not cleared at the end"
echo "== the clipboard: marked, and cleared in time and at the end"

wine authfob-window.exe demo &
pids="$pids $!"
for _ in $(seq 90); do
	import -window root "$work/shot.png"
	[ "$(identify -format %k "$work/shot.png")" -gt 500 ] && break
	sleep 1
done
[ "$(identify -format %k "$work/shot.png")" -gt 500 ] || fail "no window came up"
cp "$work/shot.png" "$top/dist/windows.png"
echo "== the window is on dist/windows.png"
