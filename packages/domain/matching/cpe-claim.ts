// SPDX-License-Identifier: Apache-2.0
import { evaluateConfigurations, readCpe, type Cpe, type CpeNode } from '@headwater/formats/cpe'
import type { CveApplicability, CveCpeMatch } from '@headwater/formats/cve'
import type { VersionClaim } from './advisory.ts'
import { unknown, type Judgement, type Question } from './claim.ts'

/** `cpeApplicability` by NISTIR 7696, for a product of these names. */
export function judgeCpe(
  claim: VersionClaim & { readonly kind: 'cpe' },
  names: readonly Cpe[],
  question: Question,
): Judgement {
  const { orders, product, packageScheme } = question
  const order = orders.of(product?.scheme ?? packageScheme)
  let wasIncomparable = false
  const truth = evaluateConfigurations(
    claim.configurations.map(nodeOf),
    names,
    (version, bound) => {
      const compared = order?.compare(version, bound)
      wasIncomparable ||= compared === undefined
      return compared
    },
  )
  const subject = question.version ?? 'the component'
  const by = `the record's CPE configurations (${order?.name ?? 'no order'})`
  if (truth === 'true') return { range: 'in', explain: () => `${subject} is in ${by}` }
  if (truth === 'false') return { range: 'out', explain: () => `${subject} is not in ${by}` }
  if (question.version === undefined) return unknown('no-version', 'the component has no version')
  return wasIncomparable
    ? unknown('unparsable-version', `${subject} cannot be compared with the bounds of ${by}`)
    : unknown('platform', `${by} want a platform that the component does not name`)
}

/** Criteria that are no CPE name match nothing, and leave the configuration as unclear as they are. */
function nodeOf({ operator, negate, nodes }: CveApplicability): CpeNode {
  return {
    operator,
    negate,
    nodes: nodes.map((node) => ({
      operator: node.operator,
      negate: node.negate,
      cpeMatch: node.cpeMatch.flatMap(matchOf),
    })),
  }
}

function matchOf(match: CveCpeMatch): NonNullable<CpeNode['cpeMatch']> {
  const reading = readCpe(match.criteria, 'lenient')
  if (reading.kind !== 'cpe') return []
  const { vulnerable, versionStartIncluding, versionStartExcluding } = match
  const { versionEndIncluding, versionEndExcluding } = match
  return [
    {
      vulnerable: vulnerable !== false,
      criteria: reading.cpe,
      versionStartIncluding,
      versionStartExcluding,
      versionEndIncluding,
      versionEndExcluding,
    },
  ]
}
