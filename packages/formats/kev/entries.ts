// SPDX-License-Identifier: Apache-2.0
import { checkRecord, isRecord, type RejectedRecord, type Rule } from '../record/index.ts'
import type { ExploitedVulnerability } from './entry.ts'

/** Entries that keep to `rule`, and the others with their ids (or places, where they have none) and faults. */
export function readEntries(
  values: readonly unknown[],
  rule: Rule,
  pointer: string,
  exploitedOf: (entry: Readonly<Record<string, unknown>>) => ExploitedVulnerability,
): { entries: ExploitedVulnerability[]; rejected: RejectedRecord[] } {
  const entries: ExploitedVulnerability[] = []
  const rejected: RejectedRecord[] = []
  values.forEach((value, index) => {
    const faults = checkRecord(value, rule)
    if (faults.length === 0) {
      entries.push(exploitedOf(value as Readonly<Record<string, unknown>>))
      return
    }
    rejected.push({
      name: nameOf(value) ?? `${pointer}/${index}`,
      faults: faults.map((fault) => ({
        code: fault.code,
        message: fault.message,
        place: { pointer: `${pointer}/${index}${fault.pointer}` },
      })),
    })
  })
  return { entries, rejected }
}

function nameOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined
  for (const member of ['cveID', 'euvdID']) {
    const id = value[member]
    if (typeof id === 'string' && id !== '') return id
  }
  return undefined
}
