// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  createAdvisoryReader,
  createMatcher,
  groupByVulnerability,
  type Matcher,
} from '../packages/domain/matching/index.ts'
import { DEFAULT_LIMITS } from '../packages/formats/source/index.ts'
import { zipMembers } from '../packages/intake/archive/index.ts'
import type { Outcome, Suite } from './suite.ts'

/**
 * Every record of every feed: read, carried over into plain data, and found again by each name that it gives. Then what is
 * in range of three releases, against what the corpora count; each of those counts is one case.
 */
export const suite: Suite = { name: 'advisories', run }

type Failure = Outcome['failures'][number]

async function run(shared: string): Promise<Outcome> {
  const failures: Failure[] = []
  let total = 0
  const matcher = createMatcher(RELEASES.map(({ purl }) => ({ name: purl, purls: [purl] })))
  const folder = join(shared, 'advisories')
  for (const zip of readdirSync(folder).filter((file) => file.endsWith('.zip'))) {
    const reader = createAdvisoryReader()
    for (const member of zipMembers(join(folder, zip), DEFAULT_LIMITS)) {
      total++
      const name = `${zip}!/${member.name}`
      try {
        const text = member.read().toString('utf8')
        const advisory = reader.read(name, JSON.parse(text), text)
        const plain = JSON.stringify(advisory)
        if (JSON.stringify(JSON.parse(plain)) !== plain) throw new Error('not plain data')
        const nameless = advisory.affected.find(({ names }) => names.keys.length === 0)
        if (nameless) throw new Error(`nothing can be matched on ${nameless.names.label}`)
        matcher.offer(advisory)
      } catch (error) {
        failures.push({
          case: name,
          reason: error instanceof Error ? error.message : String(error),
        })
      }
    }
  }
  failures.push(...wrongReleases(matcher))
  total += RELEASES.length
  return { passed: total - failures.length, total, failures }
}

interface Release {
  readonly purl: string
  /** As the corpus counts them. */
  readonly inRange: number
  /** What the corpus counts and we do not, with the reason. */
  readonly less: Readonly<Record<string, string>>
}

/**
 * The kernel's records CVE-2021-47645, CVE-2024-38635, CVE-2025-40190 and CVE-2025-40197 stay in range: their entries overlap
 * or lack the mainline fix, and by the schema the first entry that holds a version decides.
 */
const RELEASES: readonly Release[] = [
  {
    purl: 'pkg:generic/linux@6.1.192',
    inRange: 1093,
    less: {
      'CVE-2024-35974':
        'the one that is in range pair by pair and not by `versions`: introduced in 5.18 and fixed on no 6.1 branch, introduced again in 6.1.16 and fixed in 6.1.17, whereupon `versions` calls 6.1.17 to 6.1.* unaffected',
    },
  },
  {
    purl: 'pkg:github/zephyrproject-rtos/zephyr@3.4.99',
    inRange: 22,
    less: { 'CVE-2023-4259': 'the record says lessThan 3.4, and 3.4.99 is after 3.4' },
  },
  {
    purl: 'pkg:github/zephyrproject-rtos/zephyr@2.6.0',
    inRange: 22,
    less: { 'CVE-2023-5563': 'the record begins with 3.3' },
  },
]

function wrongReleases(matcher: Matcher): readonly Failure[] {
  const matches = matcher.matches()
  return RELEASES.flatMap(({ purl, inRange, less }, index): Failure[] => {
    const { vulnerabilities } = groupByVulnerability(matches[index] ?? [])
    const sure = vulnerabilities.filter(({ range }) => range === 'in').map(({ id }) => id)
    const unsure = vulnerabilities.length - sure.length
    const surprising = Object.keys(less).filter((id) => sure.includes(id))
    const counted = sure.length + Object.keys(less).length
    if (counted === inRange && unsure === 0 && surprising.length === 0) return []
    const reason = `${sure.length} in range, ${unsure} unknown, and ${Object.keys(less).length} explained; the corpus counts ${inRange}`
    return [{ case: purl, reason }]
  })
}
