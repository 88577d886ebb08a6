#!/bin/sh
# What the window costs beside the smallest Fyne program, both under one virtual
# display: the idle CPU with 20 countdowns on screen, what is left of it when it is
# closed, and the time from a click on the tray icon to its first picture, against
# that from the start of the other to its own, in turns. The click comes over D-Bus,
# as panels send it, by a program of its own.
# usage: [PERIOD=30] [ROUNDS=9] bench/window.sh
# Needs Linux, go, Xvfb, openbox, dbus-daemon, dbus-send, xdotool, openssl. Ends with 1 when a
# limit is not met: 1.3 times the smallest program's CPU and time, no process and no
# more than a tenth of the tray's memory left.
set -eu
cd "$(dirname "$0")/.."
PERIOD=${PERIOD:-30} ROUNDS=${ROUNDS:-9}
dir=$(mktemp -d)
pids=
trap 'for p in $pids; do kill "$p" 2>/dev/null || :; done; wait; rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM

echo "building" >&2
go build -trimpath -tags migrated_fynedo -o "$dir/authfob" .
go build -trimpath -tags migrated_fynedo -o "$dir/bare" ./bench/barewindow
for tool in accounts drawn; do go build -trimpath -o "$dir/$tool" "./bench/$tool"; done
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
openbox --sm-disable >/dev/null 2>&1 & # closes windows
pids="$pids $!"
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
kill $ours $bare
wait $ours $bare || :

# tray runs one and waits until it answers on the bus.
tray() {
	"$dir/authfob" --home "$dir/home" --vault-key-file "$dir/key" --hidden 2>"$dir/tray.log" &
	tray=$!
	pids="$pids $tray"
	item=org.kde.StatusNotifierItem-$tray-1
	until dbus-send --session --print-reply --dest="$item" /StatusNotifierItem org.freedesktop.DBus.Peer.Ping >/dev/null 2>&1; do sleep 0.1; done
}
click="dbus-send --session --print-reply --type=method_call"
activate="/StatusNotifierItem org.kde.StatusNotifierItem.Activate int32:0 int32:0"
rss() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status"; }

echo "opening and closing the window" >&2
tray
sleep 8 # it has settled
before=$(rss $tray)
$click --dest=$item $activate >/dev/null
until id=$(xdotool search --onlyvisible --name '^Authfob' 2>/dev/null | head -n 1) && [ -n "$id" ]; do sleep 0.2; done
sleep 2
window=$(xdotool getwindowpid "$id")
open=$(rss $window)
left=1
for _ in $(seq 15); do # on a busy machine the window manager may not have the key yet
	xdotool windowfocus "$id" key alt+F4 2>/dev/null || :
	sleep 2
	[ -d "/proc/$window" ] || { left=0; break; }
done
sleep 8
after=$(rss $tray)
kill $tray
wait $tray || :

echo "timing first pictures" >&2
i=0
while [ $i -lt "$ROUNDS" ]; do
	i=$((i + 1))
	tray
	sleep 1
	"$dir/drawn" -settle 0s $click --dest=$item $activate 2>/dev/null | awk '/^drawn_ms/ { print "ours", $2 }' >>"$dir/drawn.txt"
	kill $tray
	wait $tray || :
	echo "bare $("$dir/drawn" -settle 0s "$dir/bare" 2>/dev/null | awk '{ print $2 }')" >>"$dir/drawn.txt"
done

awk -v a="$a" -v b="$b" -v s="$PERIOD" -v left="$left" -v before="$before" -v after="$after" -v open="$open" '
	function middle(of, n,   i, j, t) {
		for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (of[j] < of[i]) { t = of[i]; of[i] = of[j]; of[j] = t }
		return of[int((n + 1) / 2)]
	}
	$1 == "ours" { ours[++o] = $2 }
	$1 == "bare" { bare[++p] = $2 }
	END {
		printf "idle with 20 countdowns: %.1f %% of a core, the smallest Fyne program %.1f %%: %.2f times\n", a / s, b / s, a / b
		first = middle(ours, o) / middle(bare, p)
		printf "click on the tray icon to the first picture: %d ms, the smallest Fyne program %d ms: %.2f times\n", middle(ours, o), middle(bare, p), first
		printf "the window had %.1f MiB; processes left when it is closed: %d; the tray before it %.1f MiB, after it %.1f MiB\n", open / 1024, left, before / 1024, after / 1024
		exit a / b > 1.3 || first > 1.3 || left || after > 1.1 * before
	}' "$dir/drawn.txt"
