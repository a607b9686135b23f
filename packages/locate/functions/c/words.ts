// SPDX-License-Identifier: Apache-2.0

/** Words with a group in parentheses that say something about a declaration and are not its name. */
export const ATTRIBUTES: ReadonlySet<string> = new Set([
  '__attribute__',
  '__attribute',
  '__declspec',
  '_Alignas',
  'alignas',
  '__asm__',
  '__asm',
  'asm',
  'noexcept',
  'throw',
  'requires',
  'explicit',
  '__extension__',
  '_Pragma',
  '__pragma',
])

/** Words that take a group and make a type of it. */
export const TYPE_OPERATORS: ReadonlySet<string> = new Set([
  'typeof',
  '__typeof__',
  '__typeof',
  'typeof_unqual',
  'decltype',
  '_Atomic',
  '_BitInt',
  '__underlying_type',
])

/** Words that no function is called. */
export const STATEMENTS: ReadonlySet<string> = new Set([
  'if',
  'else',
  'while',
  'for',
  'do',
  'switch',
  'case',
  'return',
  'goto',
  'sizeof',
  '_Alignof',
  'alignof',
  '_Static_assert',
  'static_assert',
  '_Generic',
  'catch',
  'defined',
])

/** C11 6.7.1 and 6.7.4, C++ [dcl.spec]: words before a type that are none themselves. */
export const STORAGE: ReadonlySet<string> = new Set([
  'static',
  'extern',
  'inline',
  '__inline',
  '__inline__',
  '__forceinline',
  '_Noreturn',
  'noreturn',
  'register',
  'auto',
  'typedef',
  'constexpr',
  'consteval',
  'constinit',
  'virtual',
  'explicit',
  'friend',
  'template',
  'const',
  'volatile',
  '__extension__',
  'thread_local',
  '_Thread_local',
  '__thread',
  'mutable',
  'public',
  'private',
  'protected',
])

export const RECORDS: ReadonlySet<string> = new Set(['struct', 'union', 'enum', 'class'])

/** C11 6.7.2 and C++ [dcl.type.simple]: a parameter may be one of them alone. */
export const TYPES: ReadonlySet<string> = new Set([
  'void',
  'char',
  'short',
  'int',
  'long',
  'float',
  'double',
  'signed',
  'unsigned',
  'bool',
  '_Bool',
  'auto',
  'wchar_t',
  'size_t',
])

/**
 * Macros of Linux that define functions, and the names that they make (include/linux/syscalls.h and
 * arch/.../include/asm/syscall_wrapper.h): the text between the braces becomes the first of them.
 */
export const DEFINERS: ReadonlyMap<string, (first: string) => readonly string[]> = new Map(
  [0, 1, 2, 3, 4, 5, 6].flatMap((parameters) => [
    [
      `SYSCALL_DEFINE${parameters}`,
      (name: string) =>
        parameters === 0 ? [`sys_${name}`, `__do_sys_${name}`] : [`__do_sys_${name}`],
    ] as const,
    [
      `COMPAT_SYSCALL_DEFINE${parameters}`,
      (name: string) =>
        parameters === 0
          ? [`compat_sys_${name}`, `__do_compat_sys_${name}`]
          : [`__do_compat_sys_${name}`],
    ] as const,
  ]),
)
