#!/bin/sh
# Installs the packages of the tests' OpenID provider and of what reads .env files
# and Postman's environments, as their lock files name them, and a Node.js to run it where the system's is too old for it.
set -eu
cd "$(dirname "$0")/.."

# install DIR: only when its lock file changed since the last time.
install() {
	cmp -s "$1/package-lock.json" "$1/node_modules/.installed" && return
	npm --prefix "$1" ci --no-audit --no-fund
	cp "$1/package-lock.json" "$1/node_modules/.installed"
}

node -e 'process.exit(URL.parse && require("crypto").hash ? 0 : 1)' || install tools/node
install internal/testenv/oidcprovider
install internal/testenv/envreaders
