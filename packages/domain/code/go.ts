// SPDX-License-Identifier: Apache-2.0
import type { GoFunctions } from '@headwater/formats/go-binary'
import type { ProgramFunctions } from './given.ts'

/**
 * The functions of a program of Go by import path. Undefined where the names cannot be those of the sources: then nothing
 * follows from one that is missing.
 */
export function goFunctionsOf({ names, hasInlined }: GoFunctions): ProgramFunctions | undefined {
  // a table that was cut, or written anew by a tool that hides names
  if (!names.has('runtime.main') || !names.has('main.main')) return undefined
  const byPackage = new Map<string, Set<string>>()
  for (const name of names) {
    const split = splitSymbol(name)
    if (split === undefined) continue
    const known = byPackage.get(split.path)
    if (known) known.add(split.symbol)
    else byPackage.set(split.path, new Set([split.symbol]))
  }
  return {
    isComplete: hasInlined,
    hasPackage: (path) => byPackage.has(path),
    find(path, symbol) {
      const known = byPackage.get(path)
      if (known === undefined) return undefined
      if (known.has(symbol)) return symbol
      // closures, bound methods and wrappers of the function: its code is there in pieces
      const parts = [`${symbol}.`, `${symbol}-`]
      for (const each of known) if (parts.some((part) => each.startsWith(part))) return each
      return undefined
    },
  }
}

/** `gopkg.in/yaml%2ev3.(*parser).peek` -> `gopkg.in/yaml.v3`, `parser.peek`. Type arguments and pointers are left out. */
function splitSymbol(
  written: string,
): { readonly path: string; readonly symbol: string } | undefined {
  const name = withoutTypeArguments(written)
  const parenthesis = name.indexOf('(')
  const slash = name.lastIndexOf('/', parenthesis < 0 ? name.length : parenthesis)
  const dot = name.indexOf('.', slash + 1)
  if (dot <= 0) return undefined
  const symbol = name.slice(dot + 1).replaceAll(/\(\*?([^()]*)\)/g, '$1')
  return symbol === '' ? undefined : { path: unescaped(name.slice(0, dot)), symbol }
}

/** They may hold paths and brackets of their own. */
function withoutTypeArguments(name: string): string {
  if (!name.includes('[')) return name
  let plain = ''
  let depth = 0
  for (const c of name) {
    if (c === '[') depth++
    else if (c === ']') depth = Math.max(0, depth - 1)
    else if (depth === 0) plain += c
  }
  return plain
}

/** cmd/internal/objabi, PathToPrefix: dots behind the last slash, `%`, `"` and what is no ASCII stand as `%xx`. */
function unescaped(path: string): string {
  if (!path.includes('%')) return path
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
