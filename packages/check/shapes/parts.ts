// SPDX-License-Identifier: Apache-2.0
import { osv } from './shape.ts'

/** A reference of SPDX 2 to what a package is known as. */
export function reference(category: string, type: string, locator: string): object {
  return { referenceCategory: category, referenceType: type, referenceLocator: locator }
}

/** What tools write of a package of which they know little. */
export const NOTHING_SAID = {
  supplier: 'NOASSERTION',
  downloadLocation: 'NOASSERTION',
  filesAnalyzed: false,
  licenseConcluded: 'NOASSERTION',
  licenseDeclared: 'NOASSERTION',
  copyrightText: 'NOASSERTION',
}

export function cycloneDx(specVersion: string, tool: object, rest: object): object {
  return {
    $schema: `http://cyclonedx.org/schema/bom-${specVersion}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion,
    serialNumber: 'urn:uuid:00000000-0000-4000-8000-00000000000a',
    version: 1,
    metadata: { timestamp: '2026-01-02T03:04:05Z', tools: { components: [tool] } },
    ...rest,
  }
}

/** A library that does not exist, and its flaw. */
export const WHIRL = [osv('HW-2099-4', 'npm', 'whirl', '2.1.4')]
export const WHIRL_AFFECTED = ['HW-2099-4 whirl affected location-unknown']
