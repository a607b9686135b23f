// SPDX-License-Identifier: Apache-2.0
import { symbolsOf, type Elf } from '../elf/index.ts'

/** Functions of a program of Rust by their symbols. What is inlined has none, so that they prove presence only. */
export interface RustSymbols {
  hasCrate(name: string): boolean
  /** A symbol of a crate's function, of which the path is given without the crate: `Type::method`. */
  find(crate: string, path: string): string | undefined
}

/**
 * Both manglings write identifiers behind their lengths: `_ZN5crate4Type6method17h…E`, `_RNvMs_Cs…_5crateNtB2_4Type6method`.
 *
 * Source: the Rust reference, "Symbol Mangling" (legacy and v0).
 */
export function rustSymbols(elf: Elf): RustSymbols {
  const symbols = symbolsOf(elf)
    .filter(
      ({ type, section, name }) => type === 'function' && section !== 'undefined' && isOfRust(name),
    )
    .map(({ name }) => name)
  return {
    hasCrate: (name) => symbols.some((symbol) => symbol.includes(mangled(name))),
    find(crate, path) {
      const parts = [crate, ...path.split('::')].map(mangled)
      return symbols.find((symbol) => holdsAll(symbol, parts))
    },
  }
}

function isOfRust(name: string): boolean {
  return name.startsWith('_R') || /^_ZN.*17h[0-9a-f]{16}E/.test(name)
}

/** In their order; generic arguments and hashes may stand between. */
function holdsAll(symbol: string, parts: readonly string[]): boolean {
  let at = 0
  for (const part of parts) {
    const found = symbol.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return true
}

function mangled(name: string): string {
  return `${name.length}${name}`
}
