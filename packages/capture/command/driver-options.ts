// SPDX-License-Identifier: Apache-2.0
import type { OptionTable } from './options.ts'

/** GCC manual "Option Summary" and the options of clang's driver, as far as they take an argument. */
export const DRIVER_OPTIONS: OptionTable = {
  separate: words(
    '-Xlinker -Xassembler -Xpreprocessor -Xclang -Xanalyzer -Xflang -mllvm -wrapper -target -arch -framework',
    '-dumpbase -dumpbase-ext -dumpdir -aux-info -auxbase -auxbase-strip --param --sysroot --output --language',
    '-current_version -compatibility_version -install_name -rpath -serialize-diagnostics -include-pch -ivfsoverlay',
    '-main-file-name -triple -target-cpu -target-feature -target-abi -tune-cpu -resource-dir -mrelocation-model',
    '-pic-level -dependency-file -coverage-notes-file -coverage-data-file -fdebug-compilation-dir -gcc-toolchain',
    '-internal-isystem -internal-externc-isystem -split-dwarf-file -mthread-model -mframe-pointer -imultilib',
    '-imultiarch -Tbss -Tdata -Ttext -Ttext-segment -section-start -undefined --include -A',
  ),
  joined: split(
    '-include -imacros -iwithprefixbefore -iwithprefix -iprefix -isysroot -isystem -iquote -idirafter -iframework',
    '-MF -MT -MQ -MJ -Wl, -Wa, -Wp, -I -L -l -D -U -o -x -T -u -z -e -B -F -G',
  ),
  flags: words(
    '-emit-llvm -emit-obj -emit-ast -emit-pch -emit-interface-stubs -embed-bitcode -export-dynamic -undef',
    '-objc-arc -openmp -traditional -I- -B- -export-dynamic',
  ),
  aliases: new Map([
    ['--output', '-o'],
    ['--language', '-x'],
    ['--compile', '-c'],
    ['--assemble', '-S'],
    ['--preprocess', '-E'],
    ['--include', '-include'],
    ['--shared', '-shared'],
    ['--static', '-static'],
    ['-dependency-file', '-MF'],
    ['-emit-obj', '-c'],
    ['--sysroot', '-isysroot'],
    ['--target', '-target'],
  ]),
}

/** Options with which a driver only tells something: no file is written. */
export const TELLING_OPTIONS: ReadonlySet<string> = words(
  '--version --help --target-help -dumpmachine -dumpversion -dumpfullversion -dumpspecs -fsyntax-only -### -V',
  '-print-search-dirs -print-libgcc-file-name -print-file-name -print-prog-name -print-multi-lib -print-sysroot',
  '-print-multi-directory -print-multi-os-directory -print-multiarch -print-resource-dir --print-file-name --help=',
)

/** GCC manual, "Overall Options": the language of a source by the end of its name. What is not here goes to the linker. */
export const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ...each('c', '.c'),
  ...each('cpp-output', '.i'),
  ...each('c++', '.cc .cp .cxx .cpp .CPP .c++ .C'),
  ...each('c++-cpp-output', '.ii'),
  ...each('c++-module', '.cppm .ixx .ccm .cxxm'),
  ...each('objective-c', '.m'),
  ...each('objective-c-cpp-output', '.mi'),
  ...each('objective-c++', '.mm .M'),
  ...each('objective-c++-cpp-output', '.mii'),
  ...each('c-header', '.h'),
  ...each('c++-header', '.H .hh .hpp .hxx .h++ .hp .tcc'),
  ...each('assembler', '.s'),
  ...each('assembler-with-cpp', '.S .sx'),
  ...each('f77', '.f .for .ftn'),
  ...each('f77-cpp-input', '.F .FOR .fpp .FPP .FTN'),
  ...each('f95', '.f90 .f95 .f03 .f08'),
  ...each('f95-cpp-input', '.F90 .F95 .F03 .F08'),
  ...each('ir', '.ll .bc'),
  ...each('d', '.d .di'),
  ...each('go', '.go'),
  ...each('ada', '.adb .ads'),
  ...each('cuda', '.cu'),
])

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(split(...lines))
}

function split(...lines: readonly string[]): readonly string[] {
  return lines.join(' ').split(' ')
}

function each(language: string, extensions: string): readonly (readonly [string, string])[] {
  return extensions.split(' ').map((extension) => [extension, language] as const)
}
