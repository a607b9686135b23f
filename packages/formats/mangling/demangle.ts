// SPDX-License-Identifier: Apache-2.0
import { itaniumPath } from './itanium.ts'
import { rustLegacyPath } from './rust-legacy.ts'
import { rustPath } from './rust-v0.ts'

export interface Demangled {
  readonly language: 'c++' | 'rust'
  /**
   * The qualified name of the function as a source would name it: `net::Socket::read`. Without parameters, generic
   * arguments and hashes; the method of a trait stands under the type that implements it.
   */
  readonly path: string
}

/**
 * The function that a mangled symbol names; undefined for symbols that are not mangled, are of data, or that we do not
 * understand. Clones (`.cold`, `.isra.0`, `.llvm.123`) and versions (`@@V1`) give the name of the function.
 */
export function demangle(symbol: string): Demangled | undefined {
  if (symbol.length > LONGEST) return undefined
  // assemblers of some systems put an underscore in front
  const start = /^_{1,3}(?=[ZR])/.exec(symbol)
  if (start === null) return undefined
  const plain = symbol.slice(start[0].length + 1)
  if (symbol[start[0].length] === 'R') return named('rust', rustPath(plain))
  // names of Rust have dots in them, so that what hangs on to one begins behind its hash
  const [, legacy] = /^(N.*17h[0-9a-f]{16}E)(?:[.@].*)?$/s.exec(plain) ?? []
  const path = legacy === undefined ? undefined : rustLegacyPath(legacy)
  return named('rust', path) ?? named('c++', itaniumPath(plain.replace(/[.@].*$/s, '')))
}

const LONGEST = 0x10000

function named(language: Demangled['language'], path: string | undefined): Demangled | undefined {
  return path === undefined || path === '' ? undefined : { language, path }
}
