#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# build.sh CONFIG OUT: compiles lantern with src/config/CONFIG.h into OUT (made if it is not there).
# Leaves beside every output what make-sbom.mjs needs: NAME.o.d (dependencies), NAME.cmd (the command that was run), and lantern.map.
set -euo pipefail
config=${1:?minimal or full}
mkdir -p "${2:?a folder to build in}"
out=$(cd "$2" && pwd)
cd "$(dirname "$0")"
CC=${CC:-gcc}

has() { grep -q "^#define CONFIG_$1 1" "src/config/$config.h"; }

# Which file belongs to which switch: the only place that decides what is compiled.
hal='start'; net=''; fs=''; crypto=''; shell=''; util='mem ring format crc32 base64'
if has UART; then hal+=' uart'; fi
if has TIMER; then hal+=' timer'; fi
if has GPIO; then hal+=' gpio'; fi
if has FLASH; then hal+=' flash'; fi
if has FLASH_SPI; then hal+=' flash_spi'; fi
if has NET; then net+='frame ipv4 udp dns'; fi
if has NET_COAP; then net+=' coap'; fi
if has FS; then fs+='block store'; fi
if has FS_JOURNAL; then fs+=' journal'; fi
if has SHA256; then crypto+='sha256'; fi
if has AEAD; then crypto+=' hmac chacha20 aead'; fi
if has SHELL; then shell+='shell commands history'; fi

# run OUTPUT COMMAND...: runs it in this folder and keeps its words, with $OUT for the build folder.
run() {
  local output=$1; shift
  "$@"
  printf '%s\n' "${*//$out/\$OUT}" > "$out/$output.cmd"
}

compile() {
  mkdir -p "$out/$(dirname "$2")"
  run "$2" "$CC" -std=c11 -Os -Wall -Wextra -Werror -ffreestanding -fno-pic -fno-stack-protector \
    -fno-asynchronous-unwind-tables -fno-tree-loop-distribute-patterns -include "src/config/$config.h" -MMD -MF "$out/$2.d" -c -o "$out/$2" "$1"
}

archive() {
  local name=$1; shift
  rm -f "$out/$name"
  run "$name" ar rcsD "$out/$name" "${@/#/$out/}"
}

compile app/src/main.c app/src/main.o
archive app/libapp.a app/src/main.o
archives=(app/libapp.a)
for room in hal net fs crypto shell util; do
  objects=()
  for unit in ${!room}; do
    compile "src/$room/$unit.c" "$room/$unit.o"
    objects+=("$room/$unit.o")
  done
  if ((${#objects[@]})); then
    archive "$room/lib$room.a" "${objects[@]}"
    archives+=("$room/lib$room.a")
  fi
done
run lantern.elf "$CC" -static -nostdlib -no-pie -Wl,--build-id=none,-e,lantern_start,-Map="$out/lantern.map" \
  -o "$out/lantern.elf" -Wl,--start-group "${archives[@]/#/$out/}" -Wl,--end-group
