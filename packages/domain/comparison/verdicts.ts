// SPDX-License-Identifier: Apache-2.0
import type { Report, ReportFinding } from '../report/index.ts'
import type { ComparedFinding, VerdictChanges } from './comparison.ts'
import { byCodeUnit } from './sides.ts'

/** Findings by vulnerability and component, whatever the version: what an update fixed disappears. */
export function compareVerdicts(from: Report, to: Report): VerdictChanges {
  const before = findingsOf(from)
  const after = findingsOf(to)
  const only = (
    these: ReadonlyMap<string, ReportFinding>,
    others: ReadonlyMap<string, ReportFinding>,
  ): readonly ComparedFinding[] =>
    [...these]
      .filter(([key]) => !others.has(key))
      .map(([, finding]) => describe(finding))
      .sort(byId)
  const changed: VerdictChanges['changed'][number][] = []
  let unchanged = 0
  for (const [key, finding] of after) {
    const was = before.get(key)
    if (was === undefined) continue
    const { verdict, rule, reason } = was
    if (verdict === finding.verdict) unchanged++
    else changed.push({ ...describe(finding), before: { verdict, rule, reason } })
  }
  return {
    appeared: only(after, before),
    disappeared: only(before, after),
    changed: changed.sort(byId),
    unchanged,
  }
}

/** Where a set has two versions of a component, the worse verdict speaks for both. */
function findingsOf({ findings }: Report): ReadonlyMap<string, ReportFinding> {
  const found = new Map<string, ReportFinding>()
  for (const finding of findings) {
    const key = `${finding.vulnerability.id} ${identityOf(finding)}`
    const known = found.get(key)
    if (known === undefined || WEIGHT[finding.verdict] > WEIGHT[known.verdict]) {
      found.set(key, finding)
    }
  }
  return found
}

const WEIGHT = { affected: 3, unknown: 2, not_affected: 1, fixed: 0 } as const

function identityOf({ component }: ReportFinding): string {
  const [purl] = component.purls
  return purl === undefined ? component.name : (/^[^?#@]*/.exec(purl)?.[0] ?? purl)
}

function describe({
  vulnerability,
  component,
  verdict,
  rule,
  reason,
}: ReportFinding): ComparedFinding {
  const { name, version } = component
  return {
    vulnerability: vulnerability.id,
    component: version === undefined ? name : `${name} ${version}`,
    verdict,
    rule,
    reason,
  }
}

function byId(a: ComparedFinding, b: ComparedFinding): number {
  return byCodeUnit(a.vulnerability, b.vulnerability) || byCodeUnit(a.component, b.component)
}
