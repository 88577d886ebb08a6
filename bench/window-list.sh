#!/bin/sh
# What the window's list costs: the time to its first picture and to the first row
# with 10 and with 10,000 accounts, memory, and how soon it answers a copy (Enter
# to a changed clipboard), a letter in the search and a turn of the wheel.
# usage: [ROUNDS=5] bench/window-list.sh
# Needs Linux, go, Xvfb, dbus-daemon, xdotool, openssl. Ends with 1 when a limit is
# not met: the row within 1.3 times, memory within 1.5 times that with 10 accounts.
set -eu
cd "$(dirname "$0")/.."
ROUNDS=${ROUNDS:-5}
dir=$(TMPDIR=/dev/shm mktemp -d)
pids=
trap 'for p in $pids; do kill "$p" 2>/dev/null || :; done; wait; rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM

echo "building, and filling two vaults" >&2
go build -trimpath -tags migrated_fynedo -o "$dir/authfob" .
for tool in accounts answer drawn; do go build -trimpath -o "$dir/$tool" "./bench/$tool"; done
openssl rand -base64 32 >"$dir/key"
chmod 600 "$dir/key"
"$dir/accounts" "$dir/few" "$dir/key" 10
"$dir/accounts" "$dir/many" "$dir/key" 10000

mkfifo "$dir/display" "$dir/bus"
Xvfb -displayfd 3 -nolisten tcp -screen 0 480x720x24 3>"$dir/display" >/dev/null 2>&1 &
pids="$pids $!"
read -r display <"$dir/display"
dbus-daemon --session --nofork --nopidfile --print-address=3 3>"$dir/bus" >/dev/null 2>&1 &
pids="$pids $!"
read -r DBUS_SESSION_BUS_ADDRESS <"$dir/bus"
export DISPLAY=":$display" DBUS_SESSION_BUS_ADDRESS FYNE_THEME=light LIBGL_ALWAYS_SOFTWARE=1 XDG_RUNTIME_DIR="$dir" WAYLAND_DISPLAY=

# The first run of all warms the disk, and notes the many accounts.
"$dir/drawn" -color 04785a "$dir/authfob" --home "$dir/many" --vault-key-file "$dir/key" window >/dev/null 2>&1
i=0
while [ $i -lt "$ROUNDS" ]; do
	i=$((i + 1))
	for n in few many; do
		echo "$n $("$dir/drawn" -color 04785a "$dir/authfob" --home "$dir/$n" --vault-key-file "$dir/key" window 2>/dev/null)" | tee -a "$dir/drawn.txt"
	done
done

for n in few many; do
	"$dir/authfob" --home "$dir/$n" --vault-key-file "$dir/key" >"$dir/log" 2>&1 &
	resident=$!
	pids="$pids $resident"
	window=
	until [ -n "$window" ]; do window=$(xdotool search --onlyvisible --name '^Authfob' 2>/dev/null | head -n 1); sleep 0.2; done
	sleep 3
	xdotool windowmove "$window" 0 0 windowsize "$window" 480 720 windowfocus "$window"
	sleep 1
	xdotool key Down
	sleep 1
	xdotool key End
	sleep 1
	echo "$n accounts:"
	what="copy search scroll"
	[ $n = many ] || what="copy search" # below the last of a few there is nothing
	"$dir/answer" "$(xdotool getwindowpid "$window")" $what
	kill "$resident"
	wait "$resident" || :
done

awk '
	function middle(of, n,   i, j, t) {
		for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (of[j] < of[i]) { t = of[i]; of[i] = of[j]; of[j] = t }
		return of[int((n + 1) / 2)]
	}
	$1 == "few" { few[++f] = $7; fewRSS[f] = $9 }
	$1 == "many" { many[++m] = $7; manyRSS[m] = $9 }
	END {
		row = middle(many, m) / middle(few, f); rss = middle(manyRSS, m) / middle(fewRSS, f)
		printf "10,000 against 10 accounts: first row %.2f times as late, memory %.2f times\n", row, rss
		exit row > 1.3 || rss > 1.5
	}' "$dir/drawn.txt"
