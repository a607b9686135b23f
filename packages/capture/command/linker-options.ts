// SPDX-License-Identifier: Apache-2.0
import type { OptionTable } from './options.ts'

/**
 * GNU ld manual, "Command-line Options", and the options that lld adds, as far as they take an argument; written with one dash,
 * since long options may have one or two.
 */
export const LINKER_OPTIONS: OptionTable = {
  separate: new Set(
    (
      '-script -output -Map -entry -undefined -require-defined -soname -rpath -rpath-link -version-script ' +
      '-dynamic-list -defsym -just-symbols -default-script -dT -dynamic-linker -section-start -Ttext -Tdata -Tbss ' +
      '-Ttext-segment -Trodata-segment -Tldata-segment -library-path -library -format -oformat -architecture ' +
      '-auxiliary -filter -wrap -retain-symbols-file -init -fini -mri-script -plugin -plugin-opt -exclude-libs ' +
      '-trace-symbol -hash-style -dependency-file -export-dynamic-symbol -export-dynamic-symbol-list -out-implib ' +
      '-task-link -sort-section -sysroot -image-base -symbol-ordering-file -section-ordering-file -mllvm -threads ' +
      '-print-map-file -dynamic-list-data-file -assert -fuse-ld -color-diagnostics= -build-id=='
    ).split(' '),
  ),
  joined: [
    '-o',
    '-T',
    '-L',
    '-l',
    '-e',
    '-u',
    '-h',
    '-R',
    '-y',
    '-z',
    '-m',
    '-b',
    '-A',
    '-f',
    '-F',
    '-I',
    '-c',
    '-a',
    '-G',
  ],
  flags: new Set(
    (
      '-pie -no-pie -static -static-pie -shared -Bshareable -Bstatic -Bdynamic -Bsymbolic -Bsymbolic-functions -dn ' +
      '-dy -dc -dp -non_shared -call_shared -nostdlib -relocatable -r -i -Ur -gc-sections -no-gc-sections -relax ' +
      '-no-relax -EL -EB -M -E -rdynamic -export-dynamic -no-export-dynamic -emit-relocs -q -s -S -x -X -t -v -V -d ' +
      '-as-needed -no-as-needed -add-needed -no-add-needed -copy-dt-needed-entries -no-copy-dt-needed-entries ' +
      '-allow-multiple-definition -allow-shlib-undefined -apply-dynamic-relocs -no-apply-dynamic-relocs -fatal-warnings ' +
      '-force-dynamic -check-sections -cref -eh-frame-hdr -enable-new-dtags -error-limit -exclude-all-symbols ' +
      '-force-exe-suffix -fix-cortex-a53-843419 -fix-cortex-a8 -fix-v4bx -gdb-index -icf -ignore-unresolved-symbol ' +
      '-large-address-aware -lto-O2 -be8 -build-id -accept-unknown-input-arch -auto-import -embedded-relocs ' +
      '-unique -omagic -nmagic -orphan-handling -long-plt -ld-generated-unwind-info -help -version -verbose -trace ' +
      '-start-group -end-group -start-lib -end-lib -whole-archive -no-whole-archive -push-state -pop-state ' +
      '-undefined-version -no-undefined -no-undefined-version -noinhibit-exec -no-warn-mismatch -no-keep-memory ' +
      '-emit-stack-size -error-unresolved-symbols -warn-common -warn-unresolved-symbols -print-map -print-memory-usage ' +
      '-print-gc-sections -no-print-gc-sections -strip-all -strip-debug -discard-all -discard-locals -reduce-memory-overheads'
    ).split(' '),
  ),
  aliases: new Map([
    ['-output', '-o'],
    ['-library', '-l'],
    ['-library-path', '-L'],
    ['-script', '-T'],
    ['-default-script', '-T'],
    ['-dT', '-T'],
  ]),
}
