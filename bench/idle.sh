#!/bin/sh
# What the hidden tray costs when nothing happens: CPU, wake-ups and memory, with
# many accounts, beside the smallest program with a tray icon that is linked the
# same way. All run at once, on a session bus of their own without a panel. What
# is a process's own is not shared with the page cache of its files.
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

echo "linking $ACCOUNTS accounts" >&2
openssl rand -base64 32 >"$dir/key"
chmod 600 "$dir/key"
awk -v n="$ACCOUNTS" 'BEGIN {
	printf "{\"format\":\"authfob-accounts\",\"version\":1,\"accounts\":["
	for (i = 1; i <= n; i++)
		printf "%s{\"name\":\"account %d\",\"grant\":\"client_credentials\",\"client_id\":\"client-%d\",\"created_at\":\"2030-01-01T00:00:00Z\",\"protocol\":{\"client_auth\":\"none\",\"endpoints\":{\"token\":\"https://login.example.com/token\"}}}", (i > 1 ? "," : ""), i, i
	print "]}"
}' >"$dir/accounts.json"
"$dir/authfob-nogui" --home "$dir/home-nogui" --vault-key-file "$dir/key" import "$dir/accounts.json" --yes >/dev/null 2>&1
cp -r "$dir/home-nogui" "$dir/home-full"

mkfifo "$dir/address"
dbus-daemon --session --nofork --nopidfile --print-address=3 3>"$dir/address" 2>"$dir/dbus.log" &
pids=$!
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
sleep "$PERIOD"
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
[ $failed = 0 ] || { echo "a limit is not met: 0.0 % of a core, 1 wake-up in 10 s, 1.5 times the bare program's memory"; exit 1; }
