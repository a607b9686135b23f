// SPDX-License-Identifier: Apache-2.0
import { checkShape, type Shape } from '../../shape/index.ts'
import type { MandatoryTest } from './test.ts'

const EXTENSION: Shape = {
  kind: 'object',
  closed: true,
  required: {
    $schema: { kind: 'string', min: 1 },
    category: { kind: 'string', min: 1 },
    content: { kind: 'object' },
    critical: { kind: 'boolean' },
  },
}

/** The schema that an extension names (6.1.60.2, 6.1.60.3) is somewhere in the network and is not looked at. */
export const EXTENSION_TESTS: readonly MandatoryTest[] = [
  {
    id: '6.1.60.1',
    title: 'content schema',
    only: '2.1',
    run(document, report) {
      const queue: { readonly value: object; readonly at: string }[] = [{ value: document, at: '' }]
      for (const { value, at } of queue) {
        for (const [key, member] of Object.entries(value) as [string, unknown][]) {
          const pointer = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
          if (key === 'x_extensions' && Array.isArray(member)) {
            member.forEach((one, index) => {
              for (const fault of checkShape(one, EXTENSION, `${pointer}/${index}`)) {
                report(fault.code, fault.pointer, fault.message)
              }
            })
          } else if (typeof member === 'object' && member !== null) {
            queue.push({ value: member, at: pointer })
          }
        }
      }
    },
  },
]
