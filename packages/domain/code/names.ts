// SPDX-License-Identifier: Apache-2.0

/** A function's name without what its language, its caller or its compiler hung on to it. */
interface SplitName {
  /** Without scope, template arguments, parameters and the suffixes of copies (`.part.0`). */
  readonly base: string
  /** Outermost first; empty where the name gives none. */
  readonly scope: readonly string[]
}

/** Names of one file's functions, asked by name whatever of the scope either side gives. */
export interface Names {
  readonly size: number
  has(asked: string): boolean
  /** Those that a glob (`*` only) matches. */
  matching(glob: string): readonly string[]
  all(): Iterable<string>
}

/**
 * `Class::close` and `close` may be one function, `A::close` and `B::close` are not: what one side leaves out is not held
 * against the other, so that a function is rather found than missed.
 */
export function namesOf(list: Iterable<string>): Names {
  const exact = new Set(list)
  let byBase: Map<string, SplitName[]> | undefined
  const index = (): ReadonlyMap<string, readonly SplitName[]> => {
    if (byBase !== undefined) return byBase
    byBase = new Map()
    for (const name of exact) {
      const split = splitName(name)
      const known = byBase.get(split.base)
      if (known) known.push(split)
      else byBase.set(split.base, [split])
    }
    return byBase
  }
  return {
    size: exact.size,
    has(asked) {
      if (exact.has(asked)) return true
      const { base, scope } = splitName(asked)
      return (
        index()
          .get(base)
          ?.some((known) => scopesAgree(scope, known.scope)) ?? false
      )
    },
    matching(glob) {
      return [...exact].filter((name) => matchesGlob(glob, name))
    },
    all: () => exact,
  }
}

export const NO_NAMES: Names = namesOf([])

export function isGlob(name: string): boolean {
  return name.includes('*') && !name.includes('operator') && !name.includes('(')
}

/**
 * A function that a macro's call defines (`SYSCALL_DEFINE2(close)`): debug information knows the names that the macro makes,
 * and not this one.
 */
export function isMadeByMacro(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]*\s?\(/.test(name)
}

/** Functions that no text defines: initializers, thunks and lambdas. */
export function isMadeByCompiler(name: string): boolean {
  return /^(?:_GLOBAL__|__static_initialization_and_destruction|_FUN$|operator\(\)$|<lambda|__cxx_global|__tls_init$)/.test(
    name,
  )
}

/** Whether two ways to write a name may mean one function. */
export function isSameName(left: string, right: string): boolean {
  if (left === right) return true
  const [a, b] = [splitName(left), splitName(right)]
  return a.base === b.base && scopesAgree(a.scope, b.scope)
}

/** The name alone, without scope, arguments and suffixes. */
export function baseOf(name: string): string {
  return splitName(name).base
}

function splitName(written: string): SplitName {
  const name = withoutCopySuffix(written.trim())
  const operator = /(?:^|::|\.)operator(?=\W)/.exec(name)
  const head = operator === null ? name : name.slice(0, operator.index)
  const parts = partsOf(operator === null ? withoutParameters(head) : head)
  if (operator === null) return { base: parts.at(-1) ?? name, scope: parts.slice(0, -1) }
  return { base: operatorOf(name.slice(operator.index)), scope: parts }
}

/** `operator()(int) const` -> `operator()`; `operator bool() const` -> `operatorbool`. */
function operatorOf(text: string): string {
  const plain = text.slice(text.indexOf('operator')).replaceAll(/\s/g, '')
  const from = plain.startsWith('operator()') ? 'operator()'.length : 'operator'.length
  const end = plain.indexOf('(', from)
  return end < 0 ? plain : plain.slice(0, end)
}

/** GCC and LLVM name their copies so: https://gcc.gnu.org/onlinedocs/gcc/Optimize-Options.html (-fipa-*). */
function withoutCopySuffix(name: string): string {
  const dot = name.search(/\.(?:part|constprop|isra|cold|lto_priv|llvm|localalias|clone)\b/)
  return dot > 0 ? name.slice(0, dot) : name
}

/** `f(int, char*)` -> `f`, but Go's `(*T).Close` keeps its receiver. */
function withoutParameters(name: string): string {
  const receiver = name.replaceAll(/\(\*([^()]*)\)/g, '$1')
  const open = receiver.indexOf('(')
  return open > 0 ? receiver.slice(0, open).trim() : receiver
}

/** At `::` and `.`, with template arguments left out. */
function partsOf(name: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  let depth = 0
  for (let i = 0; i < name.length; i++) {
    const c = name[i] ?? ''
    if (c === '<') depth++
    else if (c === '>') depth = Math.max(0, depth - 1)
    else if (depth > 0) continue
    else if (c === '.' || (c === ':' && name[i + 1] === ':')) {
      if (part !== '') parts.push(part)
      part = ''
      if (c === ':') i++
    } else part += c
  }
  if (part !== '') parts.push(part)
  return parts
}

function scopesAgree(left: readonly string[], right: readonly string[]): boolean {
  for (let i = 1; i <= left.length && i <= right.length; i++) {
    if (left.at(-i) !== right.at(-i)) return false
  }
  return true
}

function matchesGlob(glob: string, name: string): boolean {
  const [first = '', ...rest] = glob.split('*')
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const [i, part] of rest.entries()) {
    if (i === rest.length - 1) return name.length - part.length >= at && name.endsWith(part)
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at === name.length
}
