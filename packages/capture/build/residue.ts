// SPDX-License-Identifier: Apache-2.0

/**
 * What build systems leave beside what they are asked to make: their own records, dependency files, results of probing. In a
 * build directory of its own nobody asks; in a build within the source tree it stands among the sources and is none.
 */
export function isResidue(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (NAMES.has(name) || ENDINGS.test(name)) return true
  return FOLDERS.test(path)
}

const NAMES: ReadonlySet<string> = new Set([
  // CMake, ninja
  ...'CMakeCache.txt cmake_install.cmake CTestTestfile.cmake compile_commands.json build.ninja install_manifest.txt'.split(
    ' ',
  ),
  ...'.ninja_log .ninja_deps .ninja_lock'.split(' '),
  // autotools
  ...'config.log config.status config.cache stamp-h1 libtool .dirstamp'.split(' '),
  // Kbuild
  ...'.config.old modules.order modules.builtin modules.builtin.modinfo modules-only.symvers Module.symvers vmlinux.symvers'.split(
    ' ',
  ),
  ...'System.map built-in.a .version .missing-syscalls.d .cache.mk .kconfig.d .kernelrelease'.split(
    ' ',
  ),
  'headwater-build.jsonl',
])

/** Only endings that nobody gives to what is written by hand. */
const ENDINGS =
  /^\..*\.(?:cmd|d|tmp)$|\.o\.(?:d|cmd|tmp)$|\.(?:o|lo|la|gch|pch|gcno|gcda|mod|symvers|ko|su|dwo)$|^\.tmp_|^\.depend/

const FOLDERS =
  /(?:^|\/)(?:CMakeFiles|\.deps|\.libs|meson-private|meson-info|meson-logs|autom4te\.cache|node_modules|\.headwater)\/|(?:^|\/)include\/(?:config|generated)\//
