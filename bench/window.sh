#!/bin/sh
# What the window costs beside the smallest Fyne program, both under one virtual
# display: the time to the first picture, the idle CPU with 20 countdowns on
# screen, and what is left of it when it is closed.
# usage: [ROUNDS=5] [PERIOD=30] bench/window.sh
# Needs Linux, go, Xvfb, dbus-daemon, xdotool, openssl. Ends with 1 when a limit is
# not met: 1.3 times the smallest program's time and CPU, no process left.
set -eu
cd "$(dirname "$0")/.."
ROUNDS=${ROUNDS:-5} PERIOD=${PERIOD:-30}
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
window="$dir/authfob --home $dir/home --vault-key-file $dir/key window"

# A label has fewer colours than drawn waits for: the ground's change counts.
first() { "$dir/drawn" -settle 0s "$@" 2>/dev/null | awk '{ print $2 }'; }
i=0
while [ $i -le "$ROUNDS" ]; do
	ours=$(first $window) bare=$(first -color 000000 "$dir/bare")
	[ $i -eq 0 ] || echo "$ours $bare" | tee -a "$dir/first.txt" >&2 # the first round warms the disk
	i=$((i + 1))
done

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

awk -v a="$a" -v b="$b" -v s="$PERIOD" -v left="$left" '
	{ ratio[NR] = $1 / $2 }
	END {
		for (i = 1; i <= NR; i++) for (j = i + 1; j <= NR; j++) if (ratio[j] < ratio[i]) { t = ratio[i]; ratio[i] = ratio[j]; ratio[j] = t }
		first = ratio[int((NR + 1) / 2)]
		printf "first picture: %.2f times as late as the smallest Fyne program (median of %d pairs, %.2f to %.2f)\n", first, NR, ratio[1], ratio[NR]
		printf "idle with 20 countdowns: %.1f %% of a core, the smallest %.1f %%: %.2f times\n", a / s, b / s, a / b
		printf "processes left when it is closed: %d\n", left
		exit first > 1.3 || a / b > 1.3 || left
	}' "$dir/first.txt"
