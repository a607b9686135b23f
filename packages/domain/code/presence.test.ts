// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { createInventory } from '../inventory/index.ts'
import { triage } from '../triage/index.ts'
import { PRESENCE_MARK } from './index.ts'

/** The verdict on a package with these records, one list for each document that it is in. */
function verdictOf(...occurrences: readonly (readonly string[])[]) {
  const inventory = createInventory()
  for (const [i, records] of occurrences.entries()) {
    const { builder, close } = inventory.open()
    builder.package('P', { name: 'left-pad', version: '1.0', purls: ['pkg:npm/left-pad@1.0'] })
    for (const text of records) builder.annotate('P', { text })
    const facts = { format: 'spdx-3', specVersion: '3.0.1', syntax: 'json' }
    close({ ...facts, creators: [], tools: [], sbomTypes: [], source: `d${i}` }, String(i))
  }
  const sealed = inventory.seal()
  const candidate = { subject: 1, component: sealed.packages(), range: 'in', places: [] } as const
  return triage(sealed, [candidate]).judged[0]
}

const record = (presence: string): string =>
  `${PRESENCE_MARK} ${JSON.stringify({ presence, because: 'No module of it is in the bundle.' })}`

describe('a package of a lockfile', () => {
  it('is dropped where no module of it is in the bundle', () => {
    expect(verdictOf([record('absent')])).toMatchObject({
      verdict: 'not_affected',
      justification: 'code_not_present',
      rule: 'package-not-in-bundle',
      reason: 'no module of it is in the bundle',
    })
  })

  it.each<[string, readonly (readonly string[])[]]>([
    ['it is loaded when the bundle runs', [[record('external')]]],
    ['it is in the bundle', [[record('in-bundle')]]],
    ['nobody knows', [[record('unknown')]]],
    ['two records contradict each other', [[record('absent'), record('in-bundle')]]],
    ['a second document lists it without a record', [[record('absent')], []]],
    ['the record is none', [[`${PRESENCE_MARK} {`]]],
    ['the record is something else', [[`${PRESENCE_MARK} null`]]],
  ])('stays where %s', (_, occurrences) => {
    expect(verdictOf(...occurrences)).toMatchObject({ verdict: 'affected' })
  })
})
