#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# build.sh WORK: fetches the Debian source package into WORK, which must lie outside the repository, describes its tree,
# builds it with small.config, and describes what was built. Needs deb-src lines in the sources of apt, dpkg-dev and gcc.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=1:1.35.0-4+deb12u1
mkdir -p "${1:?a folder outside the repository}"
cd "$1"
if [ ! -f "busybox_${version#*:}.dsc" ]; then
  apt-get source --download-only "busybox=$version"
fi
rm -rf busybox-1.35.0
dpkg-source -x "busybox_${version#*:}.dsc" busybox-1.35.0
cd busybox-1.35.0
node "$here/make-sbom.mjs" source . "$version"

export KCONFIG_NOTIMESTAMP=1
make allnoconfig > /dev/null
names=$(cut -d= -f1 "$here/small.config" | paste -sd'|')
grep -vE "^($names)=|^# ($names) is" .config > .config.rest
cat .config.rest "$here/small.config" > .config
rm .config.rest
yes '' 2> /dev/null | make oldconfig > /dev/null || true
make
node "$here/make-sbom.mjs" build . "$version"
