// SPDX-License-Identifier: Apache-2.0
import { CWE_NAMES, CWE_VERSIONS } from './catalog/cwe.ts'

/**
 * Names that a weakness (`CWE-79`) has or had, oldest first, in one version of the enumeration or in any. Empty where the
 * id is no weakness; a version younger than the catalog is read as its youngest.
 */
export function weaknessNames(id: string, version?: string): readonly string[] {
  catalog ??= parseCatalog()
  const known = version === undefined ? -1 : CWE_VERSIONS.indexOf(version)
  const at = version !== undefined && known < 0 ? CWE_VERSIONS.length - 1 : known
  return (catalog.get(id) ?? [])
    .filter(({ first, last }) => at < 0 || (first <= at && at <= last))
    .map(({ name }) => name)
}

interface NameSpan {
  readonly first: number
  readonly last: number
  readonly name: string
}

/** Parsed when first asked for: most readings never do. */
let catalog: ReadonlyMap<string, readonly NameSpan[]> | undefined

function parseCatalog(): ReadonlyMap<string, readonly NameSpan[]> {
  const names = new Map<string, NameSpan[]>()
  for (const line of CWE_NAMES.trim().split('\n')) {
    const [number = '', first = '', last = ''] = line.split(' ', 3)
    const name = line.slice(number.length + first.length + last.length + 3)
    const spans = names.get(`CWE-${number}`) ?? []
    spans.push({ first: Number(first), last: Number(last), name })
    names.set(`CWE-${number}`, spans)
  }
  return names
}
