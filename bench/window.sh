#!/bin/sh
# What the window costs beside the smallest Fyne program, both under one virtual
# display: the idle CPU with 20 countdowns on screen, and what is left of it when
# it is closed.
# usage: [PERIOD=30] bench/window.sh
# Needs Linux, go, Xvfb, dbus-daemon, xdotool, openssl. Ends with 1 when a limit is
# not met: 1.3 times the smallest program's CPU, no process left.
set -eu
cd "$(dirname "$0")/.."
PERIOD=${PERIOD:-30}
dir=$(mktemp -d)
pids=
trap 'for p in $pids; do kill "$p" 2>/dev/null || :; done; wait; rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM

echo "building" >&2
go build -trimpath -tags migrated_fynedo -o "$dir/authfob" .
go build -trimpath -tags migrated_fynedo -o "$dir/bare" ./bench/barewindow
go build -trimpath -o "$dir/accounts" ./bench/accounts
openssl rand -base64 32 >"$dir/key"
chmod 600 "$dir/key"
"$dir/accounts" "$dir/home" "$dir/key" 20

mkfifo "$dir/display" "$dir/bus"
Xvfb -displayfd 3 -nolisten tcp -screen 0 1000x2000x24 3>"$dir/display" >/dev/null 2>&1 &
pids="$pids $!"
read -r display <"$dir/display"
dbus-daemon --session --nofork --nopidfile --print-address=3 3>"$dir/bus" >/dev/null 2>&1 &
pids="$pids $!"
read -r DBUS_SESSION_BUS_ADDRESS <"$dir/bus"
export DISPLAY=":$display" DBUS_SESSION_BUS_ADDRESS FYNE_THEME=light LIBGL_ALWAYS_SOFTWARE=1 XDG_RUNTIME_DIR="$dir" WAYLAND_DISPLAY=
window="$dir/authfob --home $dir/home --vault-key-file $dir/key window"

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
$window 2>/dev/null &
ours=$!
"$dir/bare" 2>/dev/null &
bare=$!
pids="$pids $ours $bare"
until id=$(xdotool search --onlyvisible --pid $ours 2>/dev/null | head -n 1) && [ -n "$id" ]; do sleep 0.2; done
xdotool windowmove "$id" 0 0 windowsize "$id" 480 1900
sleep 5
a=$(ticks $ours) b=$(ticks $bare)
sleep "$PERIOD"
a=$(($(ticks $ours) - a)) b=$(($(ticks $bare) - b))
kill $ours
wait $ours || :
left=0
[ ! -d "/proc/$ours" ] || left=1

awk -v a="$a" -v b="$b" -v s="$PERIOD" -v left="$left" 'BEGIN {
	printf "idle with 20 countdowns: %.1f %% of a core, the smallest Fyne program %.1f %%: %.2f times\n", a / s, b / s, a / b
	printf "processes left when it is closed: %d\n", left
	exit a / b > 1.3 || left
}'
