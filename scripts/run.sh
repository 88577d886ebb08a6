#!/bin/sh
# The demo on this desktop; without a desktop, a tour of it under a virtual one.
set -eu
cd "$(dirname "$0")/.."

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	exec bin/authfob demo "$@"
fi
echo "There is no display here: a tour of the demo under a virtual one."
scripts/deps.sh run-headless
go build -o bin/tour ./internal/tour
exec bin/tour bin/authfob
