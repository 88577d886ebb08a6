#!/bin/sh
# Man pages and completions below a folder, from the program's own help.
# usage: scripts/pages.sh DIR
set -eu
cd "$(dirname "$0")/.."
go run -tags nogui ./internal/pages man "$1/man"
go run -tags nogui ./internal/pages completion "$1/completion"
gzip -9nf "$1"/man/*.1
