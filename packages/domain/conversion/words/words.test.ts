// SPDX-License-Identifier: Apache-2.0
import { RELATIONSHIP_TYPES } from '@headwater/formats/spdx2'
import { modelOf } from '@headwater/formats/spdx3'
import { expect, it } from 'vitest'
import { agentFromSpdx2, agentInSpdx2 } from './agents.ts'
import { inSeconds } from './instants.ts'
import { relationshipFromSpdx2, relationshipInSpdx2 } from './relationships.ts'
import { referenceFromCycloneDx, referenceInCycloneDx, referenceInSpdx2 } from './references.ts'

it.each([...RELATIONSHIP_TYPES.keys()])('says %s in SPDX 3 and in SPDX 2 again', (type) => {
  const there = relationshipFromSpdx2(type, 'a', 'b')
  const back = relationshipInSpdx2(there)
  const ends = back.swapped ? [there.to, there.from] : [there.from, there.to]
  // an inverse that says no more than its counterpart comes back as that
  const inverse = relationshipFromSpdx2(back.type, ends[0] ?? '', ends[1] ?? '')
  expect(inverse).toEqual(there)
  expect(back.unsaid).toEqual([])
})

it('knows every type that SPDX 2 knows, by a type that SPDX 3 knows', () => {
  const known = modelOf('3.0.1').classes.get('Relationship')?.properties.get('relationshipType')
  for (const type of RELATIONSHIP_TYPES.keys()) {
    expect(known?.entries).toContain(relationshipFromSpdx2(type, 'a', 'b').type)
  }
})

it('does not begin a relationship with NONE', () => {
  expect(relationshipFromSpdx2('GENERATED_FROM', 'a', 'NONE')).toEqual({
    type: 'other',
    from: 'a',
    to: 'NONE',
    label: 'GENERATED_FROM',
  })
})

it.each([
  [
    'Person: Jane Doe (jane@example.org)',
    { kind: 'person', name: 'Jane Doe', email: 'jane@example.org' },
  ],
  ['Organization: Acme (Germany)', { kind: 'organization', name: 'Acme (Germany)' }],
  ['Tool: mill-grinder-1.2.3', { kind: 'software', name: 'mill-grinder', version: '1.2.3' }],
  ['Tool: mill-grinder', { kind: 'software', name: 'mill-grinder' }],
] as const)('reads %s as who it is, and writes it so', (text, agent) => {
  expect(agentFromSpdx2(text)).toEqual(agent)
  expect(agentInSpdx2(agent)).toBe(text)
})

it('brings instants to whole seconds of UTC', () => {
  expect(inSeconds('2024-05-31T12:00:00.75+02:00')).toBe('2024-05-31T10:00:00Z')
  expect(inSeconds('2024-05-31')).toBe('2024-05-31T00:00:00Z')
  expect(inSeconds('yesterday')).toBeUndefined()
})

it.each(['vcs', 'website', 'advisories', 'evidence', 'rfc-9116', 'distribution', 'other'])(
  'gives the CycloneDX reference type %s back',
  (type) => {
    expect(referenceInCycloneDx(referenceFromCycloneDx(type, 'https://e.example'))).toEqual({
      type,
    })
  },
)

it('has a place for any reference in SPDX 2', () => {
  const advisory = referenceFromCycloneDx('advisories', 'https://e.example')
  expect(referenceInSpdx2(advisory)).toEqual(['SECURITY', 'advisory'])
  expect(referenceInSpdx2(referenceFromCycloneDx('evidence', 'x'))).toEqual(['OTHER', 'evidence'])
})
