#!/bin/sh
# Runs Authfob where whatever would leave this computer is counted: in a network
# namespace that has loopback alone. Idle for IDLE seconds (20), then through the
# demo's tour and sign-ins at the four systems' stand-ins, nothing may try to go
# out, not even a question for a name. Needs root. (requirement 94)
# usage: scripts/only-hosts.sh [IDLE]
set -eu
cd "$(dirname "$0")/.."
if [ -z "${RECORDED:-}" ]; then
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	CGO_ENABLED=0 go build -tags nogui -o "$work/authfob" .
	go test -c -o "$work/e2e.test" ./e2e
	GOMODCACHE=$(go env GOMODCACHE) GOCACHE=$(go env GOCACHE) RECORDED=$work unshare --net "$0" "$@"
	exit
fi

ip link set lo up

# left: what found no way out of here, and datagrams to anywhere, by which names
# are asked.
left() {
	echo "$(awk '$1 == "Ip:" && $2 ~ /^[0-9]/ { print $13 } $1 == "Udp:" && $2 ~ /^[0-9]/ { print $5 }' /proc/net/snmp | tr '\n' ' ')$(awk '/Ip6OutNoRoutes|Udp6OutDatagrams/ { print $2 }' /proc/net/snmp6 | tr '\n' ' ')"
}
quiet() {
	[ "$(left)" = "$before" ] || { echo "only-hosts: $1: something tried to leave: the counts went from $before to $(left)"; exit 1; }
	echo "only-hosts: $1: nothing left this computer"
}

before=$(left)
export HOME="$RECORDED/home" TMPDIR="$RECORDED"
mkdir "$HOME"
timeout --preserve-status -s INT "${1:-20}" "$RECORDED/authfob" demo --hidden >/dev/null 2>&1 || true
quiet "idle for ${1:-20} s"
(cd e2e && GOPROXY=off "$RECORDED/e2e.test" -test.run '^(TestDemoTour|TestAirthings|TestAirMap|TestInsiders|TestSmartSense|TestDeviceCode)$') >"$RECORDED/log" 2>&1 || { cat "$RECORDED/log"; exit 1; }
quiet "through sign-ins, renewals and sign-outs"

# And the recorder works: an account at another host is seen.
head -c 32 /dev/urandom | base64 >"$RECORDED/key" && chmod 600 "$RECORDED/key"
timeout 8 "$RECORDED/authfob" --home "$RECORDED/x" --vault-key-file "$RECORDED/key" add x --issuer https://login.example.com --client-id a >/dev/null 2>&1 || true
[ "$(left)" != "$before" ] || { echo "only-hosts: the recorder sees nothing at all"; exit 1; }
