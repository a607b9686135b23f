// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { componentsOf } from '@headwater/domain/identity'
import { createInventory } from '@headwater/domain/inventory'
import { buildAdvisoryIndex, createAdvisoryReader } from '@headwater/domain/matching'
import { triage } from '@headwater/domain/triage'
import type { VexStatement } from '@headwater/domain/vex'
import { findCandidates } from '../run/candidates.ts'
import { hearVex } from './hear.ts'

/** The verdict on one package that two documents name, by a statement on these of its elements. */
function verdictOf(...elementIds: readonly string[]): string | undefined {
  const inventory = createInventory()
  for (const id of ['urn:a', 'urn:b']) {
    const { builder, close } = inventory.open()
    builder.package('P', { name: 'brook', version: '1.0.0', purls: ['pkg:npm/brook@1.0.0'] })
    const facts = { format: 'spdx-2', specVersion: 'SPDX-2.3', syntax: 'json', source: id, id }
    close({ ...facts, creators: [], tools: [], sbomTypes: [] }, id)
  }
  const sealed = inventory.seal()
  const { components } = componentsOf(sealed, [])
  const record = {
    id: 'X-1',
    modified: '2026-01-01T00:00:00Z',
    affected: [{ package: { ecosystem: 'npm', name: 'brook' }, versions: ['1.0.0'] }],
  }
  const index = buildAdvisoryIndex([createAdvisoryReader().read('record', record)])
  const advisories = { index, feeds: [], exploited: () => [], epss: () => undefined }
  const { judged } = triage(sealed, findCandidates(components, advisories, []))
  const none = { purls: [], cpes: [], digests: [], subcomponents: [] }
  const statement: VexStatement = {
    vulnerability: { id: 'X-1', aliases: [] },
    products: elementIds.map((id) => ({ ...none, label: id, elementIds: [id] })),
    status: 'not_affected',
    source: { format: 'openvex', document: 'vex.json', pointer: '' },
  }
  return hearVex(sealed, components, [statement], judged).heard[0]?.judged.verdict
}

it('lets a statement settle a component only where it names every place of it', () => {
  expect(verdictOf('urn:a#P', 'urn:b#P')).toBe('not_affected')
  expect(verdictOf('urn:a#P')).toBe('affected')
})
