#!/bin/sh
# What the hidden tray costs when nothing happens: CPU, wake-ups and memory, with
# many accounts, beside the smallest program with a tray icon that is linked the
# same way. All run at once, on a session bus of their own without a panel. What
# is a process's own is not shared with the page cache of its files.
#
# A third tray renews ahead of time: ten of its accounts have tokens of a minute.
# Looked at are its wake-ups in the seconds that come more than ten after a renewal,
# when it has given back the memory that it took.
# usage: [ACCOUNTS=1000] [PERIOD=60] bench/idle.sh
# Needs Linux, go, dbus-daemon, openssl. Ends with 1 when a limit is not met:
# 0.0 % of a core, at most 1 wake-up in 10 s, 1.5 times the memory.
set -eu
cd "$(dirname "$0")/.."
ACCOUNTS=${ACCOUNTS:-1000} PERIOD=${PERIOD:-60}
dir=$(mktemp -d)
pids=
trap 'for p in $pids; do kill "$p" 2>/dev/null || :; done; wait; rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM

echo "building" >&2
CGO_ENABLED=0 go build -trimpath -tags nogui -o "$dir/authfob-nogui" .
CGO_ENABLED=0 go build -trimpath -tags nogui -o "$dir/bare-nogui" ./bench/baretray
go build -trimpath -tags migrated_fynedo -o "$dir/authfob-full" .
go build -trimpath -tags migrated_fynedo -o "$dir/bare-full" ./bench/baretray
for tool in accounts renewals; do go build -trimpath -o "$dir/$tool" "./bench/$tool"; done

echo "making $ACCOUNTS accounts" >&2
openssl rand -base64 32 >"$dir/key"
chmod 600 "$dir/key"
"$dir/renewals" >"$dir/renewals.log" &
pids=$!
until address=$(head -n 1 "$dir/renewals.log") && [ -n "$address" ]; do sleep 0.1; done
ours() {
	home=$1
	shift
	"$dir/authfob-nogui" --home "$dir/$home" --vault-key-file "$dir/key" "$@" >/dev/null 2>&1
}
"$dir/accounts" "$dir/home-nogui" "$dir/key" "$ACCOUNTS" # with tokens that are good for hours
cp -r "$dir/home-nogui" "$dir/home-full"
cp -r "$dir/home-nogui" "$dir/home-ahead"
awk -v address="$address" 'BEGIN {
	printf "{\"format\":\"authfob-accounts\",\"version\":1,\"accounts\":["
	for (i = 1; i <= 10; i++)
		printf "%s{\"name\":\"robot %d\",\"grant\":\"client_credentials\",\"client_id\":\"client-%d\",\"renew_ahead\":true,\"created_at\":\"2030-01-01T00:00:00Z\",\"protocol\":{\"client_auth\":\"none\",\"endpoints\":{\"token\":\"%s\"}}}", (i > 1 ? "," : ""), i, i, address
	print "]}"
}' >"$dir/accounts.json"
ours home-ahead import "$dir/accounts.json" --yes
for i in $(seq 10); do ours home-ahead token "robot $i"; done

mkfifo "$dir/address"
dbus-daemon --session --nofork --nopidfile --print-address=3 3>"$dir/address" 2>"$dir/dbus.log" &
pids="$pids $!"
read -r DBUS_SESSION_BUS_ADDRESS <"$dir/address"
export DBUS_SESSION_BUS_ADDRESS
export XDG_RUNTIME_DIR="$dir"

# start NAME PROGRAM ARGS... runs it, and notes its process.
start() {
	name=$1
	shift
	"$@" 2>"$dir/$name.log" &
	echo $! >"$dir/$name.pid"
	pids="$pids $!"
}
for how in nogui full; do
	start "authfob-$how" "$dir/authfob-$how" --home "$dir/home-$how" --vault-key-file "$dir/key" --hidden
	start "bare-$how" "$dir/bare-$how"
done
start ahead "$dir/authfob-nogui" --home "$dir/home-ahead" --vault-key-file "$dir/key" --hidden
sleep 10 # they have started, and have settled

# usage PID: nanoseconds on a core, voluntary and forced switches, of all threads.
usage() {
	cat /proc/"$1"/task/*/schedstat | awk '{ ns += $1 } END { printf "%d ", ns }'
	cat /proc/"$1"/task/*/status | awk '/ctxt_switches/ { n += $2 } END { print n }'
}
names="authfob-nogui bare-nogui authfob-full bare-full"
for name in $names; do
	pid=$(cat "$dir/$name.pid")
	kill -0 "$pid" || { echo "$name ended:" >&2; cat "$dir/$name.log" >&2; exit 1; }
	usage "$pid" >"$dir/$name.before"
done
echo "measuring for $PERIOD s" >&2
ahead=$(cat "$dir/ahead.pid")
i=0
while [ $i -lt "$PERIOD" ]; do
	i=$((i + 1))
	echo "$(wc -l <"$dir/renewals.log") $(usage "$ahead")" >>"$dir/ahead.txt"
	sleep 1
done
for name in $names; do
	pid=$(cat "$dir/$name.pid")
	usage "$pid" >"$dir/$name.after"
	awk '/^(VmRSS|RssAnon)/ { print $2 }' "/proc/$pid/status" >"$dir/$name.rss"
done

echo "$ACCOUNTS accounts, $PERIOD s, $(uname -srm), $(go env GOVERSION)"
printf '%-14s %10s %16s %10s %9s %16s\n' program 'CPU' 'wake-ups/10 s' 'RSS' 'of bare' 'its own of RSS'
failed=0
for name in $names; do
	bare="$dir/bare-${name#*-}.rss"
	cat "$dir/$name.before" "$dir/$name.after" "$dir/$name.rss" "$bare" | tr '\n' ' ' |
		awk -v name="$name" -v s="$PERIOD" '{
			cpu = ($3 - $1) / s / 1e7; wakes = ($4 - $2) * 10 / s; times = $5 / $7
			printf "%-14s %8.3f %% %16.1f %6.1f MiB %9.2f %12.1f MiB\n", name, cpu, wakes, $5 / 1024, times, $6 / 1024
			exit (cpu >= 0.05 || wakes > 1 || times > 1.5)
		}' || case $name in authfob-*) failed=1 ;; esac
done
# Each line has the renewals so far, nanoseconds and switches: what came in a
# second counts when the last renewal was more than ten before, and the next is not
# in it nor in the one after, as it begins before its server hears of it.
awk '
	NR > 1 {
		if ($1 > renewals) { last = NR; waiting = -1 }
		if (waiting >= 0) { quiet++; calm += waiting }
		waiting = NR - last > 10 ? $3 - switches : -1
		busy += $3 - switches
	}
	NR == 1 { first = $1; last = NR; waiting = -1 }
	{ renewals = $1; switches = $3 }
	END {
		all = renewals - first
		if (all == 0 || quiet < 10) { print "renewing ahead of time was not measured: take a longer PERIOD"; exit 0 }
		printf "renewing ahead of time: %d renewals with %.0f wake-ups each, and %.1f in 10 s of the %d s without one\n", all, (busy - calm) / all, calm * 10 / quiet, quiet
		exit calm * 10 / quiet > 1
	}' "$dir/ahead.txt" || failed=1
[ $failed = 0 ] || { echo "a limit is not met: 0.0 % of a core, 1 wake-up in 10 s, 1.5 times the bare program's memory"; exit 1; }
