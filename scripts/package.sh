#!/bin/sh
# What is given to strangers, in dist/: a .deb and an .rpm, a portable .tar.gz,
# and for Windows a .zip, each with its hash in SHA256SUMS. The same commit and
# the same Go make the same bytes: no time, path or user gets in.
# usage: scripts/package.sh [linux] [windows]   (both by default)
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- linux windows

version=$(sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
GOTOOLCHAIN=$(scripts/toolchain.sh)
export SOURCE_DATE_EPOCH GOTOOLCHAIN LC_ALL=C TZ=UTC
umask 022
arch=$(go env GOARCH)
release='-s -w -buildid='
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p dist

# tree DIR: the same files, owners and times whoever packs them.
tree() {
	find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# as_debian SHARE: what Debian has names and forms of its own for.
as_debian() {
	mv "$1/zsh/site-functions" "$1/zsh/vendor-completions"
	rm "$1/doc/authfob/LICENSE"
	cp packaging/linux/copyright "$1/doc/authfob/copyright"
	mv "$1/doc/authfob/CHANGELOG.md" "$1/doc/authfob/changelog"
	cat >"$1/doc/authfob/changelog.Debian" <<-END
		authfob ($version-1) unstable; urgency=medium

		  * What is new stands in /usr/share/doc/authfob/changelog.gz.

		 -- The Authfob maintainers <maintainers@authfob.invalid>  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
	END
	gzip -9n "$1/doc/authfob/changelog" "$1/doc/authfob/changelog.Debian"
	install -D -m 644 packaging/linux/lintian-overrides "$1/lintian/overrides/authfob"
}

# contents STAGE: its files for nfpm, and the folders that are nobody else's.
contents() {
	echo "contents:"
	for dir in /usr/share/doc/authfob /usr/share/doc/authfob/docs; do
		echo "  - {dst: $dir, type: dir, file_info: {mode: 0755}}"
	done
	(cd "$1" && find usr -type f | sort) | while read -r file; do
		echo "  - {src: \"$1/$file\", dst: \"/$file\"}"
	done
}

linux() {
	rm -rf bin
	go build -trimpath -tags migrated_fynedo -ldflags "$release" -o bin/authfob .
	CGO_ENABLED=0 go build -trimpath -tags nogui -ldflags "$release" -o bin/authfob-nogui .
	CGO_ENABLED=0 go run -tags nogui ./internal/sbom bin/authfob >"dist/authfob-$version-linux-$arch.cdx.json"
	scripts/pages.sh bin
	glibc=$(objdump -T bin/authfob | sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' | sort -uV | tail -n 1) # the newest that is asked for
	DESTDIR="$work/stage" scripts/install.sh install /usr
	for kind in rpm deb; do
		[ $kind = rpm ] || as_debian "$work/stage/usr/share"
		tree "$work/stage"
		{ cat packaging/linux/nfpm.yaml && contents "$work/stage"; } >"$work/nfpm.yaml"
		ARCH=$arch VERSION=$version GLIBC=$glibc \
			go tool -modfile=tools/package/go.mod nfpm package --config "$work/nfpm.yaml" --packager $kind --target dist/
	done
	name=authfob-$version-linux-$arch
	mkdir "$work/$name"
	DESTDIR="$work/$name" scripts/install.sh install ""
	ln -s share/doc/authfob/README.md share/doc/authfob/LICENSE "$work/$name/"
	tree "$work/$name"
	tar --sort=name --owner=0 --group=0 --numeric-owner -C "$work" -cf - "$name" | gzip -n >"dist/$name.tar.gz"
}

# windows makes both programs for it, with icon and version in each. The one
# with the window starts without a console.
windows() {
	command -v x86_64-w64-mingw32-gcc >/dev/null || { echo "package: no x86_64-w64-mingw32-gcc, so nothing for Windows" >&2; return 1; }
	name=authfob-$version-windows-amd64
	mkdir "$work/$name"
	words=$(echo "$version" | tr . ,),0
	(cd packaging/windows && x86_64-w64-mingw32-windres -DVERSION="\\\"$version\\\"" -DVERSION_WORDS="$words" -O coff -o ../../resources_windows_amd64.syso authfob.rc)
	trap 'rm -rf "$work" resources_windows_amd64.syso' EXIT
	CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go build -trimpath -tags nogui -ldflags "$release" -o "$work/$name/authfob.exe" .
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
		go build -trimpath -tags migrated_fynedo -ldflags "$release -H=windowsgui -extldflags=-Wl,--no-insert-timestamp" -o "$work/$name/authfob-window.exe" .
	cp -R LICENSE README.md CHANGELOG.md SECURITY.md ARCHITECTURE.md CONTRIBUTING.md docs "$work/$name/"
	CGO_ENABLED=0 go run -tags nogui ./internal/sbom "$work/$name/authfob-window.exe" >"dist/$name.cdx.json"
	scripts/licenses.sh "$work/$name"/*.exe >"$work/$name/third-party.txt"
	tree "$work/$name"
	rm -f "dist/$name.zip"
	(cd "$work" && find "$name" | sort | zip -X -q -@ - >"$OLDPWD/dist/$name.zip")
}

for system in "$@"; do
	$system
done
(cd dist && rm -f SHA256SUMS && sha256sum -- * >SHA256SUMS && cat SHA256SUMS)
