#!/bin/sh
# go vet, from here, for what the build without the window is made of on another
# system. Tests are left out: they are for the system they run on. So is, on
# macOS, what stands on the tray, which needs cgo there.
# usage: scripts/vet.sh windows|darwin
set -eu
cd "$(dirname "$0")/.."
export GOOS="$1" CGO_ENABLED=0
leave_out=none
[ "$GOOS" = darwin ] && leave_out=fyne.io/systray

go list -deps -tags nogui -f '
	{{- $ok := .Module}}{{range .Deps}}{{if eq . "'$leave_out'"}}{{$ok = false}}{{end}}{{end}}
	{{- if and $ok .Module.Main}}{{$dir := .Dir}}{{range .GoFiles}}{{$dir}}/{{.}} {{end}}{{end}}' . |
	while read -r files; do
		[ -z "$files" ] || go vet -tags nogui $files
	done
