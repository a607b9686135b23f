// SPDX-License-Identifier: Apache-2.0
import { cpeIncludes, cpeValue, readCpe, type Cpe } from '@headwater/formats/cpe'
import type { VexComponent } from './component.ts'

export interface KnownCpe {
  readonly key: string
  readonly cpe: Cpe
  readonly component: VexComponent
}

/** Logical value ANY of a CPE attribute. */
const ANY = '*'

/** The component's own names; one that leaves the version open is given the component's. */
export function readCpes(component: VexComponent): readonly KnownCpe[] {
  return component.cpes.flatMap((text) => {
    const reading = readCpe(text, 'lenient')
    if (reading.kind === 'fault') return []
    const { version } = component
    const open = reading.cpe.version === ANY && version !== undefined && version !== ''
    const cpe = open ? { ...reading.cpe, version: cpeValue(version) } : reading.cpe
    return [{ key: keyOf(cpe), cpe, component }]
  })
}

/** Components whose name a statement's CPE includes (NISTIR 7696 section 6.3, name matching: superset or equal). */
export function cpeMatch(
  text: string,
  known: ReadonlyMap<string, readonly KnownCpe[]>,
  every: readonly KnownCpe[],
  misses: string[],
): readonly { readonly component: VexComponent; readonly precision: 'exact' | 'all-versions' }[] {
  const reading = readCpe(text, 'lenient')
  if (reading.kind === 'fault') {
    misses.push(`${text} is no CPE name: ${reading.reasons[0]}`)
    return []
  }
  const { cpe } = reading
  // wildcards in vendor or product cannot be looked up; such statements are rare
  const near = /[*?]/.test(keyOf(cpe)) ? every : (known.get(keyOf(cpe)) ?? [])
  const found = near.filter((one) => cpeIncludes(cpe, one.cpe))
  const [first] = near
  if (found.length === 0 && first && near !== every) {
    misses.push(`${text} does not include ${first.component.name} ${first.cpe.version}`)
  }
  const precision = /[*?]/.test(cpe.version.replaceAll(/\\./g, '')) ? 'all-versions' : 'exact'
  return found.map(({ component }) => ({ component, precision }))
}

function keyOf({ part, vendor, product }: Cpe): string {
  return `${part}:${vendor}:${product}`
}
