// SPDX-License-Identifier: Apache-2.0
import { compareInstants, isInstant } from '../../instant/index.ts'
import type { CsafDocument } from '../types.ts'
import type { MandatoryTest, Report } from './test.ts'

export const DATE_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.37', title: 'date and time', only: '2.1', run: checkDates },
  younger('6.1.45', 'inconsistent disclosure date', (document) => {
    // embargoed documents may announce a disclosure that is still to come
    if (document.document.distribution?.tlp?.label !== 'CLEAR') return []
    return eachVulnerability(document, ({ disclosure_date }) => [
      ['/disclosure_date', disclosure_date],
    ])
  }),
  younger('6.1.49', 'inconsistent SSVC timestamp', (document) => {
    return eachVulnerability(document, ({ metrics = [] }) => {
      return metrics.map(({ content }, index) => [
        `/metrics/${index}/content/ssvc_v2/timestamp`,
        timestampOf(content.ssvc_v2),
      ])
    })
  }),
  younger('6.1.51', 'inconsistent EPSS timestamp', (document) => {
    return eachVulnerability(document, ({ metrics = [] }) => {
      return metrics.map(({ content }, index) => [
        `/metrics/${index}/content/epss/timestamp`,
        timestampOf(content.epss),
      ])
    })
  }),
  younger('6.1.52', 'inconsistent first known exploitation dates', (document) => {
    return eachVulnerability(document, ({ first_known_exploitation_dates: dates = [] }) => {
      return dates.flatMap((one, index) => {
        const at = `/first_known_exploitation_dates/${index}`
        return [
          [`${at}/date`, one.date],
          [`${at}/exploitation_date`, one.exploitation_date],
        ] as const
      })
    })
  }),
  { id: '6.1.53', title: 'inconsistent exploitation date', only: '2.1', run: checkExploitation },
]

/** A document that is out cannot know of what came after its latest revision. */
function younger(
  id: string,
  title: string,
  list: (document: CsafDocument) => readonly Dated[],
): MandatoryTest {
  return {
    id,
    title,
    only: '2.1',
    run(document, report) {
      const { status, revision_history } = document.document.tracking
      if (status === 'draft') return
      const newest =
        revision_history
          .map(({ date }) => date)
          .sort(compareInstants)
          .at(-1) ?? ''
      for (const [pointer, date] of list(document)) {
        if (date === undefined || compareInstants(date, newest) <= 0) continue
        report('INVALID_VALUE', pointer, `younger than the latest revision, ${newest}`)
      }
    },
  }
}

type Dated = readonly [pointer: string, date: string | undefined]
type Vulnerability = NonNullable<CsafDocument['vulnerabilities']>[number]

function eachVulnerability(
  document: CsafDocument,
  list: (vulnerability: Vulnerability) => readonly Dated[],
): readonly Dated[] {
  return (document.vulnerabilities ?? []).flatMap((vulnerability, index) => {
    return list(vulnerability).map(([pointer, date]): Dated => {
      return [`/vulnerabilities/${index}${pointer}`, date]
    })
  })
}

function timestampOf(value: object | undefined): string | undefined {
  const timestamp = value && 'timestamp' in value ? value.timestamp : undefined
  return typeof timestamp === 'string' ? timestamp : undefined
}

const DATE_MEMBERS = new Set([
  'current_release_date',
  'date',
  'disclosure_date',
  'discovery_date',
  'exploitation_date',
  'initial_release_date',
  'timestamp',
])

/** 2.1 section 2.2: RFC 3339 with upper-case letters and without leap seconds. */
function checkDates(document: CsafDocument, report: Report): void {
  const queue: { readonly value: object; readonly at: string }[] = [{ value: document, at: '' }]
  for (const { value, at } of queue) {
    for (const [key, member] of Object.entries(value) as [string, unknown][]) {
      const pointer = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (typeof member === 'object' && member !== null) {
        if (key !== 'x_extensions') queue.push({ value: member, at: pointer })
      } else if (DATE_MEMBERS.has(key) && !isPlainInstant(member)) {
        report('INVALID_VALUE', pointer, 'expected a date and time like 2024-01-24T10:00:00Z')
      }
    }
  }
}

function isPlainInstant(value: unknown): boolean {
  return typeof value === 'string' && isInstant(value) && !/[tz]|:60(?:\.|[-+Z])/.test(value)
}

function checkExploitation(document: CsafDocument, report: Report): void {
  document.vulnerabilities?.forEach(({ first_known_exploitation_dates: dates = [] }, index) => {
    dates.forEach(({ date, exploitation_date }, number) => {
      if (compareInstants(exploitation_date, date) <= 0) return
      const at = `/vulnerabilities/${index}/first_known_exploitation_dates/${number}`
      report('INVALID_VALUE', `${at}/exploitation_date`, `after ${date}, when it became known`)
    })
  })
}
