// SPDX-License-Identifier: Apache-2.0
import type { ToolKind } from './facts.ts'
import { nameOf } from './path.ts'

export interface KnownTool {
  readonly tool: ToolKind
  /** The name without cross prefix and version: `gcc` of `arm-none-eabi-gcc-12`. */
  readonly base: string
  readonly responseFiles: boolean
}

/** The tool that a program's name stands for, or undefined. `/opt/x/arm-none-eabi-g++-12.2.exe` is `g++`. */
export function toolNamed(program: string): KnownTool | undefined {
  const name = bareName(program)
  // The whole name first: `gcc-ar` is an archiver, no `ar` with the prefix `gcc`; it makes no difference, `clang-cl` would.
  for (let from = 0; from >= 0; from = afterDash(name, from)) {
    const base = name.slice(from)
    const tool = TOOLS.get(base)
    if (tool !== undefined)
      return { tool, base, responseFiles: tool !== 'copier' && tool !== 'shell' }
  }
  return undefined
}

/** Programs that leave no file that could be part of an image. */
export function writesNothing(program: string): boolean {
  return IDLE.has(bareName(program))
}

const TOOLS: ReadonlyMap<string, ToolKind> = new Map<string, ToolKind>([
  ...each('compiler', 'cc gcc clang c89 c99 tcc icx icc pcc emcc armclang ccc-analyzer'),
  ...each('compiler', 'c++ g++ clang++ cxx icpx icpc em++ c++-analyzer'),
  ...each('compiler', 'cpp clang-cpp gfortran f77 f95 flang gobjc gdc gnat cc1 cc1plus'),
  ...each('assembler', 'as gas nasm yasm'),
  ...each('linker', 'ld ld.bfd ld.gold ld.lld ld.mold lld gold mold collect2 armlink ld64.lld'),
  ...each('archiver', 'ar gcc-ar llvm-ar'),
  ...each('objcopy', 'objcopy llvm-objcopy'),
  ...each('strip', 'strip llvm-strip eu-strip'),
  ...each('copier', 'cp ginstall install mv ln headwater-link'),
  ...each('shell', 'sh bash dash ash zsh ksh'),
])

const IDLE: ReadonlySet<string> = new Set(
  (
    'ranlib gcc-ranlib llvm-ranlib rm rmdir mkdir echo printf true false : test [ cd set exit touch chmod chown ' +
    'nm size readelf objdump cmp diff export unset trap umask wait ulimit return objtool'
  ).split(' '),
)

function each(tool: ToolKind, names: string): readonly (readonly [string, ToolKind])[] {
  return names.split(' ').map((name) => [name, tool] as const)
}

/** Without folder, `.exe` and a version at the end: `-12`, `-12.2.0`, and the plain `12` of `clang12`. */
function bareName(program: string): string {
  let name = nameOf(program)
  if (name.endsWith('.exe')) name = name.slice(0, -4)
  let end = name.length
  while (end > 0 && isVersionChar(name.charCodeAt(end - 1))) end--
  if (end === name.length || end === 0) return name
  const short = name.slice(0, end)
  // `c89` and `c++` variants are names of their own; a version is a number at the end of something that we know
  return TOOLS.has(name) ? name : short.endsWith('-') ? short.slice(0, -1) : short
}

function isVersionChar(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e
}

function afterDash(name: string, from: number): number {
  const dash = name.indexOf('-', from)
  return dash < 0 ? -1 : dash + 1
}
