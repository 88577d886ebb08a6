#!/bin/sh
# Runs a command and says how long it took.
# usage: scripts/phase.sh NAME COMMAND [ARGUMENT ...]
name=$1
shift
began=$(date +%s)
"$@"
code=$?
echo "== $name: $(($(date +%s) - began)) s$([ $code -eq 0 ] || echo ", failed with $code")"
exit $code
