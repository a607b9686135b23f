// SPDX-License-Identifier: Apache-2.0
import { symbolsOf, type Elf } from '../elf/index.ts'
import { demangle } from '../mangling/index.ts'

/** Functions of a program of Rust by their symbols. What is inlined has none, so that they prove presence only. */
export interface RustSymbols {
  hasCrate(name: string): boolean
  /** The path of a crate's function, of which a path is given without the crate: `Type::method`. */
  find(crate: string, path: string): string | undefined
}

export function rustSymbols(elf: Elf): RustSymbols {
  return rustFunctions(
    symbolsOf(elf)
      .filter(({ type, section }) => type === 'function' && section !== 'undefined')
      .map(({ name }) => name),
  )
}

export function rustFunctions(symbols: readonly string[]): RustSymbols {
  const crates = new Map<string, Set<string>>()
  for (const symbol of symbols) {
    const demangled = demangle(symbol)
    if (demangled?.language !== 'rust') continue
    const { path } = demangled
    const end = path.indexOf('::')
    const crate = end < 0 ? path : path.slice(0, end)
    const known = crates.get(crate)
    if (known) known.add(path)
    else crates.set(crate, new Set([path]))
  }
  return {
    hasCrate: (name) => crates.has(inCode(name)),
    find(crate, path) {
      const own = inCode(crate)
      const known = crates.get(own)
      if (known === undefined || path === '') return undefined
      if (known.has(`${own}::${path}`)) return `${own}::${path}`
      // reexported from a module within, or of which only a closure has code of its own
      const part = `::${path}::`
      for (const each of known) if (`${each}::`.includes(part)) return each
      return undefined
    },
  }
}

/** A package's name may have dashes, the crate that it compiles to has none. */
function inCode(crate: string): string {
  return crate.replaceAll('-', '_')
}
