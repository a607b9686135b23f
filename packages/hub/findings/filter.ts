// SPDX-License-Identifier: Apache-2.0
import type { FindingFilter, FindingSort } from '@headwater/store/findings'
import { findRow } from '@headwater/store/rows'
import { vulnerabilitiesNamed } from '@headwater/store/vulnerabilities'
import {
  Severity,
  Verdict,
  type FindingQuery,
  type FINDING_SORTS,
  type ValueOf,
} from '../api-types/index.ts'
import type { Hub } from '../http/hub.ts'
import type { Caller } from '../http/index.ts'
import { Problem } from '../problem/index.ts'

type Query = ValueOf<typeof FindingQuery>

export const SORTS: Readonly<Record<(typeof FINDING_SORTS)[number], FindingSort>> = {
  urgency: 'priority',
  severity: 'severity',
  epss: 'epss',
  changed: 'changedAt',
  'first-seen': 'firstSeen',
  component: 'component',
  vulnerability: 'vulnerability',
}

/**
 * The filter of an address in the store's own ids. Undefined: it names something that is not there, so that nothing matches.
 * @throws Problem `invalid` for words that are no verdict or rating
 */
export async function filterOf(
  { store }: Hub,
  caller: Caller,
  query: Query,
): Promise<FindingFilter | undefined> {
  const { db } = store
  const organisation = caller.organisationId
  const idOf = async (table: 'product' | 'product_line' | 'release', publicId?: string) =>
    publicId === undefined
      ? undefined
      : ((await findRow(db, table, { organisation, publicId }))?.id ?? null)
  const product = await idOf('product', query.product)
  const productLine = await idOf('product_line', query.line)
  const release = await idOf('release', query.release)
  const vulnerability =
    query.vulnerability === undefined
      ? undefined
      : ((await vulnerabilitiesNamed(db, [query.vulnerability])).get(query.vulnerability) ?? null)
  if ([product, productLine, release, vulnerability].includes(null)) return undefined
  const verdicts = wordsOf('verdict', query.verdict, Verdict.options)
  const severities = wordsOf('severity', query.severity, Severity.options)
  const filter = {
    verdicts,
    severities: severities?.filter((each) => each !== 'none'),
    isExploited: query.exploited === undefined ? undefined : query.exploited === 'true',
    rule: query.rule,
    product,
    productLine,
    releaseWithParts: release,
    component: query.component === undefined ? undefined : Number(query.component),
    vulnerability,
    changedSince: query.changedAfter,
    text: query.q,
  }
  const given = Object.entries(filter).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as FindingFilter
}

function wordsOf<Word extends string>(
  name: string,
  text: string | undefined,
  known: readonly Word[],
): readonly Word[] | undefined {
  if (text === undefined || text === '') return undefined
  return text.split(',').map((word) => {
    const found = known.find((each) => each === word.trim())
    if (found !== undefined) return found
    throw new Problem('invalid', {
      faults: [{ at: `/${name}`, message: `${word} is none of ${known.join(', ')}` }],
    })
  })
}
