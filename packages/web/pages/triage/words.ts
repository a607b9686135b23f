// SPDX-License-Identifier: Apache-2.0
import type { TriageGroup, TriagePreview, VerdictName } from '../../api/values.ts'
import { verdictWord } from '../../parts/VerdictBadge.tsx'

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

export function placeWords({ releaseCount, productCount }: TriageGroup): string {
  return `${counted(releaseCount, 'release')} of ${counted(productCount, 'product')}`
}

const ORDER: readonly VerdictName[] = ['affected', 'unknown', 'fixed', 'not_affected']

export function spreadWords({ verdicts }: TriageGroup): string {
  return ORDER.filter((verdict) => verdicts[verdict] > 0)
    .map((verdict) => `${verdicts[verdict]} ${verdictWord(verdict)}`)
    .join(', ')
}

/** Whether one judgement can be meant for all of it. */
export function evidenceWords(group: TriageGroup): string {
  const { evidence, buildCount, withoutBuildCount = 0, releaseCount } = group
  if (evidence === 'one-build') return releaseCount === 1 ? 'one build' : 'one build everywhere'
  const alike = evidence === 'alike' ? 'judged alike' : 'judged differently'
  const none = 'no build shows it'
  if (releaseCount === 1) return none
  if (buildCount === undefined) return `many builds, ${alike}`
  const builds = buildCount === 0 ? none : counted(buildCount, 'build')
  const without =
    withoutBuildCount > 0 && buildCount > 0
      ? `, ${none} in ${counted(withoutBuildCount, 'release')}`
      : ''
  return `${builds}${without}; ${alike}`
}

type Because = TriagePreview['stays'][number]['because']
export const BECAUSE: Readonly<Record<Because, string>> = {
  'not-selected': 'not selected',
  'other-build': 'another build shows it, or none',
  elsewhere: 'outside of where the decision holds',
  'other-version': 'another version of the component',
  'narrower-verdict': 'somebody decided more closely',
  'no-permission': 'your role does not reach there',
}
