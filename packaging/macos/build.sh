#!/bin/sh
# Authfob.app for macOS, zipped in dist/. It runs on macOS only: tray and window
# need the system's own frameworks. Not signed: signing needs an identity, and
# one identity for all releases, or the Keychain asks after each update.
# SIGN=IDENTITY signs with it.
set -eu
cd "$(dirname "$0")/../.."
GOTOOLCHAIN=$(scripts/toolchain.sh)
export GOTOOLCHAIN
[ "$(uname -s)" = Darwin ] || { echo "build.sh: this builds on macOS only" >&2; exit 1; }

version=$(sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
arch=$(uname -m)
app=dist/Authfob.app
rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
CGO_ENABLED=1 go build -trimpath -tags migrated_fynedo -ldflags '-s -w -buildid=' -o "$app/Contents/MacOS/authfob" .
cp packaging/macos/Info.plist "$app/Contents/Info.plist"
cp assets/icon/authfob.icns "$app/Contents/Resources/"
plutil -lint "$app/Contents/Info.plist"
[ -z "${SIGN:-}" ] || codesign --force --options runtime --timestamp --sign "$SIGN" "$app"
ditto -c -k --keepParent "$app" "dist/authfob-$version-macos-$arch.zip"
echo "dist/authfob-$version-macos-$arch.zip"
