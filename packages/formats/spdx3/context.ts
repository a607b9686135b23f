// SPDX-License-Identifier: Apache-2.0
import type { Spdx3Context } from './document.ts'
import type { FaultCode } from '../fault/index.ts'

export interface ContextFacts {
  readonly list: readonly Spdx3Context[]
  /** The version in the address of the SPDX context, as written. */
  readonly version?: string
  readonly prefixes: ReadonlyMap<string, string>
  /** Terms that the document's own contexts define. */
  readonly terms: ReadonlySet<string>
  /** Another context was named by its address: it may define any term. */
  readonly others: boolean
}

const SPDX_CONTEXT =
  /^https?:\/\/spdx\.(?:org|dev|github\.io)\/(?:[\w.-]+\/){0,3}?v?(3\.[\w.-]+)\/(?:rdf\/)?spdx-context\.jsonld$/

/** `@context`: one address, or a list of addresses and of objects that define prefixes. SPDX 3.0.1 clause "Serializations". */
export function readContext(
  value: unknown,
  fault: (code: FaultCode, message: string, path: readonly (string | number)[]) => void,
): ContextFacts {
  const list: Spdx3Context[] = []
  const prefixes = new Map<string, string>()
  const terms = new Set<string>()
  let version: string | undefined
  let others = false
  const written: readonly unknown[] = Array.isArray(value) ? value : [value]
  for (const [index, each] of written.entries()) {
    if (typeof each === 'string') {
      list.push(each)
      const found = SPDX_CONTEXT.exec(each)
      if (found) version ??= found[1]
      else others = true
    } else if (typeof each === 'object' && each !== null && !Array.isArray(each)) {
      // a record as long as nobody asks it for a name that is not its own: it is only listed and written out again
      list.push(each as Readonly<Record<string, unknown>>)
      for (const [term, meaning] of Object.entries(each)) {
        terms.add(term)
        if (typeof meaning === 'string' && !term.startsWith('@')) prefixes.set(term, meaning)
      }
    } else {
      fault(
        'INVALID_VALUE',
        'a context is an address or an object',
        Array.isArray(value) ? ['@context', index] : ['@context'],
      )
    }
  }
  return { list, ...(version === undefined ? {} : { version }), prefixes, terms, others }
}

/** `ex:thing` -> `https://example.org/thing` where `ex` is a known prefix; anything else stays. JSON-LD 1.1 section 5.2.2. */
export function expandId(id: string, prefixes: ReadonlyMap<string, string>): string {
  const colon = id.indexOf(':')
  if (colon <= 0 || id.startsWith('//', colon + 1)) return id
  const namespace = prefixes.get(id.slice(0, colon))
  return namespace === undefined ? id : namespace + id.slice(colon + 1)
}

const SCHEMES = new Set(['http', 'https', 'urn', 'tag', 'did', 'swh', 'pkg', 'mailto', 'file', '_'])

/** The part before the colon of an id that looks like `prefix:name`, where that is no scheme of the web. */
export function possiblePrefix(id: string): string | undefined {
  const colon = id.indexOf(':')
  if (colon <= 0 || id.startsWith('//', colon + 1)) return undefined
  const prefix = id.slice(0, colon)
  return SCHEMES.has(prefix) ? undefined : prefix
}
