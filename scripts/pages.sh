#!/bin/sh
# What packages hold beside the programs, below a folder that has these: man
# pages and completions from the program's own help, and others' licences.
# usage: scripts/pages.sh DIR
set -eu
cd "$(dirname "$0")/.."
go run -tags nogui ./internal/pages man "$1/man"
go run -tags nogui ./internal/pages completion "$1/completion"
scripts/licenses.sh "$1/authfob" "$1/authfob-nogui" >"$1/third-party.txt"
