// SPDX-License-Identifier: Apache-2.0
import type { MandatoryTest, Report } from './test.ts'

export const DISTRIBUTION_TESTS: readonly MandatoryTest[] = [
  test('6.1.38', 'non-public sharing group with max UUID', checkMaxId),
  test('6.1.39', 'public sharing group with no max UUID', checkPublicId),
  test('6.1.40', 'invalid sharing group name', checkReservedName),
  test('6.1.41', 'missing sharing group name', checkNameOfReservedId),
]

function test(id: string, title: string, run: Check): MandatoryTest {
  return {
    id,
    title,
    only: '2.1',
    run({ document }, report) {
      const { sharing_group, tlp } = document.distribution ?? {}
      const isDraft = document.tracking.status === 'draft'
      if (sharing_group) run({ ...sharing_group, label: tlp?.label, isDraft }, report)
    },
  }
}

type Check = (group: Group, report: Report) => void

interface Group {
  readonly id: string
  readonly name?: string
  readonly label: string | undefined
  readonly isDraft: boolean
}

const AT = '/document/distribution/sharing_group'
const NIL = '00000000-0000-0000-0000-000000000000'
const MAX = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
/** Names that belong to one id, and ids that must have the name. */
const RESERVED: ReadonlyMap<string, string> = new Map([
  [MAX, 'Public'],
  [NIL, 'No sharing allowed'],
])

function checkMaxId({ id, label }: Group, report: Report): void {
  if (id !== MAX || label === 'CLEAR') return
  report('INVALID_VALUE', `${AT}/id`, `the id of the public group with TLP ${label}`)
}

function checkPublicId({ id, label, isDraft }: Group, report: Report): void {
  // a draft is not shared yet
  if (label !== 'CLEAR' || id === MAX || (id === NIL && isDraft)) return
  report('INVALID_VALUE', `${AT}/id`, `TLP CLEAR goes with the public group ${MAX}`)
}

function checkReservedName({ id, name }: Group, report: Report): void {
  const owner = [...RESERVED].find(([, reserved]) => reserved === name)?.[0]
  if (owner === undefined || owner === id) return
  report('INVALID_VALUE', `${AT}/name`, `the name is reserved for ${owner}`)
}

function checkNameOfReservedId({ id, name }: Group, report: Report): void {
  const reserved = RESERVED.get(id)
  if (reserved === undefined || name === reserved) return
  report('MISSING', AT, `the group ${id} has the name "${reserved}"`)
}
