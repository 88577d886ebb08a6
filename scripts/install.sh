#!/bin/sh
# Installs what is in bin/ below a prefix, or takes it away again with every
# folder that was made for it. One list says what goes where; packages are made
# from the same.
# usage: [DESTDIR=DIR] scripts/install.sh install|uninstall PREFIX
set -eu
cd "$(dirname "$0")/.."
what=$1 prefix=$2
root=${DESTDIR:-}$prefix
id=io.github.authfob.Authfob
# Which folders an installation made. Packages keep such a list themselves.
made=$root/share/doc/authfob/folders

# files: mode, source, target below the prefix.
files() {
	echo "755 bin/authfob-nogui bin/authfob"
	echo "755 bin/authfob bin/authfob-window"
	echo "644 packaging/linux/$id.desktop share/applications/$id.desktop"
	echo "644 packaging/linux/$id.metainfo.xml share/metainfo/$id.metainfo.xml"
	echo "644 assets/icon.svg share/icons/hicolor/scalable/apps/$id.svg"
	for size in 16 24 32 48 64 128 256 512; do
		echo "644 assets/icon/$size.png share/icons/hicolor/${size}x$size/apps/$id.png"
	done
	for page in "$1"/authfob*.1.gz; do
		echo "644 bin/man/${page##*/} share/man/man1/${page##*/}"
	done
	echo "644 bin/completion/authfob.bash share/bash-completion/completions/authfob"
	echo "644 bin/completion/authfob.zsh share/zsh/site-functions/_authfob"
	echo "644 bin/completion/authfob.fish share/fish/vendor_completions.d/authfob.fish"
	echo "644 bin/third-party.txt share/doc/authfob/third-party.txt"
	for paper in LICENSE *.md docs/*.*; do
		echo "644 $paper share/doc/authfob/$paper"
	done
}

# missing lists the folders that are not there yet, from the outside in.
missing() {
	files bin/man | while read -r _ _ to; do
		dir=$root/${to%/*}
		while [ ! -d "$dir" ]; do
			echo "$dir"
			dir=${dir%/*}
		done
	done | sort -u
}

case $what in
install)
	new=$(missing)
	files bin/man | while read -r mode from to; do
		install -D -m "$mode" "$from" "$root/$to"
	done
	[ -n "${DESTDIR:-}" ] || [ -z "$new" ] || echo "$new" >>"$made"
	;;
uninstall)
	old=$(cat "$made" 2>/dev/null || :)
	rm -f "$made"
	files "$root/share/man/man1" | while read -r _ _ to; do
		rm -f "$root/$to"
	done
	if [ -n "${DESTDIR:-}" ]; then
		find "$root" -depth -type d -empty -delete 2>/dev/null || :
	else
		echo "$old" | sort -r | while read -r dir; do
			rmdir "$dir" 2>/dev/null || : # what others put there stays
		done
	fi
	;;
*)
	echo "usage: scripts/install.sh install|uninstall PREFIX" >&2
	exit 2
	;;
esac
# A cache of icons that is there already must hear of it; none is made.
cache=$root/share/icons/hicolor/icon-theme.cache
[ -n "${DESTDIR:-}" ] || [ ! -f "$cache" ] || gtk-update-icon-cache -q -t -f "${cache%/*}" || :
