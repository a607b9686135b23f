// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  readCisaKev,
  readEuKev,
  type ExploitedCatalog,
  type ExploitedVulnerability,
} from '../packages/formats/kev/index.ts'
import type { Outcome, Suite } from './suite.ts'

/** The known-exploited catalogues of CISA and of the EU, the latter in both of its writings. One case is one entry. */
export const suite: Suite = { name: 'kev', run }

const FILES = [
  ['kev/known_exploited_vulnerabilities.json', readCisaKev],
  ['eukev/eukev/eukev.json', readEuKev],
  ['eukev/advisories/eukev/eukev.json', readEuKev],
] as const

function run(shared: string): Outcome {
  const failures: { case: string; reason: string }[] = []
  let total = 0
  for (const [file, read] of FILES) {
    const text = readFileSync(join(shared, 'suites', file), 'utf8')
    const written = entriesOf(JSON.parse(text))
    const catalog = read(file, text)
    total += written.length
    for (const { name, faults } of catalog.rejected) {
      failures.push({
        case: `${file} ${name}`,
        reason: faults.map(({ message }) => message).join('; '),
      })
    }
    failures.push(...wrongEntries(file, catalog, written))
  }
  return { passed: total - failures.length, total, failures }
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : (value as { vulnerabilities: unknown[] }).vulnerabilities
}

/** Every entry is kept whole, in order, with its days as days. */
function wrongEntries(
  file: string,
  { entries, rejected, declaredCount }: ExploitedCatalog,
  written: readonly unknown[],
): Outcome['failures'] {
  const failures: { case: string; reason: string }[] = []
  if (rejected.length === 0) {
    entries.forEach((entry, index) => {
      const reason = faultOf(entry, written[index])
      if (reason !== undefined) failures.push({ case: `${file} ${entry.cve ?? index}`, reason })
    })
  }
  const count = entries.length + rejected.length
  if (count !== written.length || (declaredCount ?? count) !== count) {
    failures.push({ case: file, reason: `${count} entries of ${declaredCount ?? written.length}` })
  }
  return failures
}

function faultOf(entry: ExploitedVulnerability, written: unknown): string | undefined {
  if (JSON.stringify(entry.record) !== JSON.stringify(written)) return 'the entry is not kept whole'
  const days = [entry.addedOn, entry.dueOn ?? entry.addedOn, entry.patchedOn ?? entry.addedOn]
  return days.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)) ? undefined : 'a day is none'
}
