// SPDX-License-Identifier: Apache-2.0

/** Languages whose functions are found. TypeScript is JavaScript with types; both may hold JSX. */
export type Language = 'c' | 'c++' | 'go' | 'rust' | 'javascript' | 'typescript' | 'python'

/**
 * `macro`: a definition written as a macro's call, such as `SYSCALL_DEFINE2(close, int, fd) { … }`. Its `name` is the call
 * with its first argument (`SYSCALL_DEFINE2(close)`) and is no name that debug information knows: that such a function is
 * absent can be told by `emits` at best.
 */
export type FunctionKind = 'function' | 'method' | 'macro'

/** One function that a text defines, in whichever branch of the preprocessor. */
export interface FunctionSpan {
  /** As records and debug information name it: without its scope, but Go's receiver (`Type.Method`). */
  readonly name: string
  /** What stands around it, outermost first, as the language writes it: `ns::Class`, `mod::Type`, `Class`, `outer`. */
  readonly scope?: string
  readonly kind: FunctionKind
  /** From 1, inclusive: the first line of its head (return type, decorators, template), and that of its last brace. */
  readonly startLine: number
  readonly endLine: number
  /** `constexpr`, `consteval`: compilers may evaluate its calls themselves, and leave no trace of it. */
  readonly isConstant?: true
  /** Of kind `macro`: the names that the macro is known to make. */
  readonly emits?: readonly string[]
}

export type RegionKind =
  | 'function'
  /** a function that a macro's call defines */
  | 'macro-function'
  /** a `#define` or `macro_rules!` */
  | 'macro'
  /** a variable or table with its value */
  | 'data'
  /** struct, union, enum, class, interface, typedef */
  | 'type'
  /** prototype, `extern`, variable without a value */
  | 'declaration'
  /** include, import, use, package clause */
  | 'include'
  | 'comment'
  /** blank lines, other directives, statements outside functions, macro calls */
  | 'other'

/** Adjacent lines that belong together. The regions of a text cover each line once, in order. */
export interface Region {
  readonly kind: RegionKind
  /** Empty where there is none. */
  readonly name: string
  /** Of a macro that is defined within a function: that function. */
  readonly within?: string
  readonly startLine: number
  readonly endLine: number
}

/** What a scanner finds, in the order of its beginning; later ones lie within or after earlier ones. */
export interface Item {
  readonly kind: RegionKind
  readonly name: string
  readonly scope?: string
  readonly isMethod?: boolean
  readonly isConstant?: true
  readonly emits?: readonly string[]
  readonly startLine: number
  readonly endLine: number
}

export interface Scan {
  /** Sorted by first line, outer before inner. */
  readonly items: readonly Item[]
  /** First and last lines of comments, flat: `[from, to, from, to, …]`. */
  readonly comments: readonly number[]
}
