#!/bin/sh
# Installs what is in bin/ below a prefix, or takes it away again. One list says
# what goes where; packages are made from the same.
# usage: [DESTDIR=DIR] scripts/install.sh install|uninstall PREFIX
set -eu
cd "$(dirname "$0")/.."
what=$1 prefix=$2
id=io.github.authfob.Authfob

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
	for page in bin/man/*.1.gz; do
		echo "644 $page share/man/man1/$(basename "$page")"
	done
	echo "644 bin/completion/authfob.bash share/bash-completion/completions/authfob"
	echo "644 bin/completion/authfob.zsh share/zsh/site-functions/_authfob"
	echo "644 bin/completion/authfob.fish share/fish/vendor_completions.d/authfob.fish"
	for paper in README.md CHANGELOG.md SECURITY.md LICENSE; do
		echo "644 $paper share/doc/authfob/$paper"
	done
}

# own lists the folders that are nobody else's.
own="share/doc/authfob"

case $what in
install)
	files | while read -r mode from to; do
		install -D -m "$mode" "$from" "${DESTDIR:-}$prefix/$to"
	done
	;;
uninstall)
	files | while read -r _ _ to; do
		rm -f "${DESTDIR:-}$prefix/$to"
	done
	for dir in $own; do
		rmdir "${DESTDIR:-}$prefix/$dir" 2>/dev/null || :
	done
	;;
*)
	echo "usage: scripts/install.sh install|uninstall PREFIX" >&2
	exit 2
	;;
esac
[ -z "${DESTDIR:-}" ] || exit 0
# Menus and icons are found at once; without these tools at the next login.
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q "$prefix/share/applications" || :
command -v gtk-update-icon-cache >/dev/null 2>&1 && gtk-update-icon-cache -q -t -f "$prefix/share/icons/hicolor" || :
