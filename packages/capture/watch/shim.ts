// SPDX-License-Identifier: Apache-2.0

/**
 * What stands in the place of a tool while a build is watched. POSIX sh: it starts in a millisecond, where Node needs forty.
 * Words reach the tool as they came; the environment changes only in the ways that each function below names.
 */
export interface Shim {
  readonly kind: ShimKind
  /** The tool itself. */
  readonly real: string
  /** Folders of shims; they are taken out of PATH before the tool runs, so that no shim ever meets a shim. */
  readonly folder: string
  /** Where calls are written, one file each. */
  readonly calls: string
  /** For a compiler: the folder of shims of its linkers. */
  readonly linkers?: string
  /** For a cache: by the words for compilers that may stand behind it, the folder of shims of their linkers. */
  readonly behind?: readonly (readonly [words: readonly string[], linkers: string])[]
  /** The real `cp` and `cat`. */
  readonly cp: string
  readonly cat: string
}

export type ShimKind =
  /** a driver: compiles, links, or both */
  | 'compiler'
  /** what stands before a driver, by its own name or by that of the driver: ccache, distcc */
  | 'cache'
  /** a linker that can list what it opened (`--dependency-file`: GNU ld, gold and lld) */
  | 'linker'
  /** `ar`: may read a script from standard input */
  | 'archiver'
  /** `cp`, `mv`, `ln`, `install`: whether the last word was a folder is known only before */
  | 'copier'
  | 'plain'

/** First field of a raw call. Fields end with NUL, which no word can hold. */
export const RAW_MARK = 'headwater-call/1'

/** Lies in the folder of calls from the beginning. Gone at the end: somebody removed calls. */
export const CALLS_MARK = 'begun'

/** Number of fields before the words of the call: mark, directory, tool, name it was called by, parent, into a folder. */
export const RAW_FIELDS = 6

export function shimText(shim: Shim): string {
  return [
    '#!/bin/sh',
    '# Written by `headwater capture` to note this call; it then runs the tool. Safe to delete when the build is over.',
    `T=${quoted(shim.folder)} C=${quoted(shim.calls)} R=${quoted(shim.real)}`,
    // a cache has been noted, and calls the compiler that it found by its absolute path
    ...(shim.kind === 'compiler' || shim.kind === 'cache'
      ? ['[ -z "$HEADWATER_WITHIN" ] || exec "$R" "$@"']
      : []),
    'n=$$ d= i= x= m= f=',
    ...LOOK[shim.kind],
    // a process number may come again in a long build: never write over an earlier call
    'set -C',
    `until { printf '%s\\0' ${RAW_MARK} "$PWD" "$R" "$0" "$HEADWATER_CALL" "$i" "$@" >"$C/$n"; } 2>/dev/null; do`,
    // the folder of calls is gone: the build goes on, unseen
    '  n=$n.; case $n in *.....) exec "$R" "$@";; esac',
    'done',
    'set +C',
    // response files are gone as soon as the tool returns
    'if [ "$x" ]; then',
    '  k=0',
    `  for a do case $a in @?*) k=$((k+1)); [ -f "\${a#@}" ] && ${quoted(shim.cp)} -- "\${a#@}" "$C/$n.@$k";; esac; done`,
    'fi',
    'p=":$PATH:"',
    'case $p in *":$T:"*) p="${p%%":$T:"*}:${p#*":$T:"}"; p=${p#:}; PATH=${p%:};; esac',
    ...run(shim),
    'r=$?',
    // a depfile may be renamed or eaten by the next command
    `[ -z "$d" ] || [ ! -f "$d" ] || ${quoted(shim.cp)} -- "$d" "$C/$n.d"`,
    // the file's times of birth and of the last change are the times of the call; the log keeps the order
    'printf %s "$r" >>"$C/$n"',
    'echo "$n $r" >>"$C/log"',
    // what ended the tool ends the caller the same way
    'case $r in 129|130|143) kill -$((r-128)) $$;; esac',
    'exit $r',
    '',
  ].join('\n')
}

/** Looks at the words, in the shell itself: nothing is started for it. */
const DRIVER_WORDS: readonly string[] = [
  'w= l=1',
  'for a do',
  '  case $w in ?*) d=$a w=; continue;; esac',
  '  case $a in',
  // with a target of its own clang may want another linker than the one that goes by the bare name
  '  -c|-S|-E|-M|-MM|-fsyntax-only|-print-*|--print-*|-target|--target=*) l=;;',
  '  -MD|-MMD) m=1;;',
  '  -MF) w=1;;',
  '  -MF?*) d=${a#-MF};;',
  '  -Wp,-MD,*|-Wp,-MMD,*) m=1 d=${a#-Wp,-M*D,};;',
  '  @?*) x=1;;',
  '  -*|*=*) ;;',
  '  *) [ "$f" ] || f=$a;;',
  '  esac',
  'done',
]

const LOOK: Readonly<Record<ShimKind, readonly string[]>> = {
  compiler: DRIVER_WORDS,
  cache: DRIVER_WORDS,
  linker: ['for a do case $a in @?*) x=1;; esac; done'],
  archiver: ['for a do case $a in @?*) x=1;; esac; done'],
  copier: ['for a do :; done', '[ ! -d "$a" ] || i=1'],
  plain: ['for a do case $a in @?*) x=1;; esac; done'],
}

/**
 * GCC appends each file's headers there unless the command asks for a depfile of its own (GCC manual, "Environment Variables");
 * clang has CC_PRINT_HEADERS. So no word of the command changes, and the object cannot. What the build itself set stays.
 */
const ASK_FOR_HEADERS: readonly string[] = [
  '[ "$DEPENDENCIES_OUTPUT$SUNPRO_DEPENDENCIES" ] || export SUNPRO_DEPENDENCIES="$C/$n.s"',
  '[ "$CC_PRINT_HEADERS" ] || export CC_PRINT_HEADERS=1 CC_PRINT_HEADERS_FILE="$C/$n.h"',
]

function run(shim: Shim): readonly string[] {
  switch (shim.kind) {
    case 'cache':
      return [
        // ccache refuses to work with SUNPRO_DEPENDENCIES (its manual, "Caveats"), and a hit asks no compiler. It keeps depfiles
        // with objects; where the command asks for none, only the compiler itself can tell what it read.
        'if [ -z "$m" ]; then',
        '  export CCACHE_DISABLE=1',
        ...ASK_FOR_HEADERS,
        'fi',
        'export HEADWATER_WITHIN="$n"',
        ...linkersBehind(shim),
        'if [ "$l" ] && [ "$L" ]; then',
        '  HEADWATER_CALL=$n COMPILER_PATH="$L${COMPILER_PATH:+:$COMPILER_PATH}" "$R" "$@"',
        'else "$R" "$@"; fi',
      ]
    case 'compiler':
      return [
        ...ASK_FOR_HEADERS,
        ...(shim.linkers === undefined
          ? ['"$R" "$@"']
          : [
              'if [ "$l" ]; then',
              // both GCC and clang look for their linker there first
              `  HEADWATER_CALL=$n COMPILER_PATH=${quoted(shim.linkers)}\${COMPILER_PATH:+:$COMPILER_PATH} "$R" "$@"`,
              'else "$R" "$@"; fi',
            ]),
      ]
    case 'linker':
      return ['unset HEADWATER_CALL', '"$R" "$@" --dependency-file="$C/$n.l"']
    case 'archiver':
      return [
        'case $1 in',
        `-M*) ${quoted(shim.cat)} >"$C/$n.in"; "$R" "$@" <"$C/$n.in";;`,
        '*) "$R" "$@";;',
        'esac',
      ]
    case 'copier':
    case 'plain':
      return ['"$R" "$@"']
  }
}

/** A cache that goes by a compiler's name has the linkers of that compiler, another those of the compiler that it is given. */
function linkersBehind({ linkers, behind = [] }: Shim): readonly string[] {
  if (behind.length === 0) return [`L=${quoted(linkers ?? '')}`]
  return [
    'L=',
    'case $f in',
    ...behind.map(([words, folder]) => `${words.map(quoted).join('|')}) L=${quoted(folder)};;`),
    'esac',
  ]
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
