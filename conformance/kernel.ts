// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { buildAdvisoryIndex, createAdvisoryReader, type Advisory } from '@headwater/domain/matching'
import type { ReportFinding } from '@headwater/domain/report'
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { zipMembers } from '@headwater/intake/archive'
import { runCheck } from '@headwater/check/run'
import type { Outcome, Suite } from './suite.ts'

/**
 * Linux 6.1.192 tinyconfig against the kernel CNA's records. The corpus sorts its 1,093 CVEs by what their files are; here
 * each finding is sorted the same way and the counts are compared. One case is one CVE of a class; what is missing from a
 * class, or too much in it, falls short. Safety comes first: a dropped CVE that touches a compiled file fails the whole.
 */
export const suite: Suite = { name: 'linux-6.1.192', run }

/** Of ../shared/README.md. */
const WANTED: Readonly<Record<Class, number>> = {
  'not compiled': 964,
  compiled: 30,
  'included headers only': 28,
  'path not in the tree': 70,
  'no C': 1,
}

type Class = 'not compiled' | 'compiled' | 'included headers only' | 'path not in the tree' | 'no C'

async function run(shared: string): Promise<Outcome> {
  const reader = createAdvisoryReader()
  const advisories: Advisory[] = []
  const zip = join(shared, 'advisories', 'linux-kernel-cve5.zip')
  for (const member of zipMembers(zip, DEFAULT_LIMITS)) {
    advisories.push(reader.read(member.name, JSON.parse(member.read().toString('utf8'))))
  }
  const index = buildAdvisoryIndex(advisories)
  const report = await runCheck({
    paths: [join(shared, 'corpus', 'linux-6.1.192')],
    identify: [],
    locations: [],
    vex: [],
    advisories: [],
    limits: DEFAULT_LIMITS,
    version: '0',
    now: new Date(0),
    progress: () => undefined,
    openAdvisories: () =>
      Promise.resolve({ index, feeds: [], exploited: () => [], epss: () => undefined }),
  })
  const counts = new Map<Class, number>()
  const failures: { case: string; reason: string }[] = []
  for (const finding of report.findings) {
    const kind = classOf(finding)
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    const isDropped = finding.verdict === 'not_affected'
    if (isDropped && finding.locations.some(({ state }) => state === 'present')) {
      return {
        passed: 0,
        total: 1093,
        failures: [
          {
            case: finding.vulnerability.id,
            reason: 'dropped, and it touches a file that is in the image',
          },
        ],
      }
    }
  }
  let passed = 0
  for (const [kind, wanted] of Object.entries(WANTED) as [Class, number][]) {
    const found = counts.get(kind) ?? 0
    passed += Math.min(found, wanted)
    if (found !== wanted)
      failures.push({ case: kind, reason: `${found}, the corpus counts ${wanted}` })
  }
  const { summary } = report
  failures.push({
    case: 'verdicts',
    reason: `${summary.affected} affected, ${summary.unknown} unknown, ${summary.not_affected} dropped of ${summary.inRange}`,
  })
  return { passed, total: 1093, failures }
}

/** By the corpus' reading, which is looser than the rules of triage: one place that exists and was not compiled settles it. */
function classOf({ locations }: ReportFinding): Class {
  const code = locations.filter(({ path }) => /\.(?:c|h|S|rs)$/.test(path))
  if (code.length === 0) return 'no C'
  const present = locations.filter(({ state }) => state === 'present')
  if (present.some(({ path }) => !path.endsWith('.h'))) return 'compiled'
  if (present.length > 0) return 'included headers only'
  const exists = code.some(({ rule, state }) => rule !== 'path-not-in-tree' && state !== 'ignored')
  return exists ? 'not compiled' : 'path not in the tree'
}
