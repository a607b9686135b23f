// SPDX-License-Identifier: Apache-2.0
import { parseCpe } from '@headwater/formats/cpe'
import { readPurl } from '@headwater/formats/purl'
import type { Override } from '@headwater/domain/identity'

/** A purl or CPE that a user gives to a component; a reason instead where it is neither. */
export function parseOverride(
  component: string,
  identity: string,
): Override | { readonly fault: string } {
  if (component === '') return { fault: 'the name of the component is empty' }
  if (identity.startsWith('pkg:')) {
    const reading = readPurl(identity, 'lenient')
    return reading.kind === 'purl'
      ? { component, identity }
      : { fault: `${identity} is no purl: ${reading.reasons.join(', ')}` }
  }
  if (identity.startsWith('cpe:')) {
    try {
      parseCpe(identity)
      return { component, identity }
    } catch (error) {
      return { fault: `${identity} is no CPE: ${error instanceof Error ? error.message : ''}` }
    }
  }
  return { fault: `${identity} is neither a purl (pkg:…) nor a CPE (cpe:…)` }
}
