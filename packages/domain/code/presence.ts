// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '@headwater/formats/fault'
import { parseJson } from '@headwater/formats/json'
import type { Inventory, NodeId } from '../inventory/index.ts'
import { PRESENCE_MARK } from './record.ts'

const LONGEST_RECORD = 10_000

/**
 * Why a component is in no bundle: every occurrence of it has a record that says so. One occurrence without (another
 * product, a server that loads it) is enough for it to be there.
 */
export function absenceOf(inventory: Inventory, component: readonly NodeId[]): string | undefined {
  let because: string | undefined
  for (const node of component) {
    const records = inventory
      .annotations(node)
      .filter(({ text }) => text.startsWith(`${PRESENCE_MARK} `))
      .map(({ text }) => readAbsence(text))
    if (records.length === 0 || records.includes(undefined)) return undefined
    because ??= records[0]
  }
  return because
}

/** Undefined for every other presence, and for what is no record. */
function readAbsence(text: string): string | undefined {
  if (text.length > LONGEST_RECORD) return undefined
  let said: unknown
  try {
    said = parseJson('record', text.slice(PRESENCE_MARK.length + 1))
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
  if (typeof said !== 'object' || said === null) return undefined
  const { presence, because } = said as Readonly<Record<string, unknown>>
  return presence === 'absent' && typeof because === 'string' ? because : undefined
}
