// SPDX-License-Identifier: Apache-2.0
import { compareInstants } from '../../instant/index.ts'
import type { CsafDocument, CsafRevision } from '../types.ts'
import {
  compareVersions,
  isInteger,
  parseVersion,
  withoutBuild,
  withoutPreRelease,
} from '../version.ts'
import type { MandatoryTest, Report } from './test.ts'

export const TRACKING_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.14', title: 'sorted revision history', run: checkOrder },
  { id: '6.1.16', title: 'latest document version', run: checkLatest },
  { id: '6.1.17', title: 'document status draft', run: checkDraft },
  { id: '6.1.18', title: 'released revision history', run: checkReleased },
  {
    id: '6.1.19',
    title: 'revision history entries for pre-release versions',
    run: checkPreReleases,
  },
  { id: '6.1.20', title: 'non-draft document version', run: checkNonDraft },
  { id: '6.1.21', title: 'missing item in revision history', run: checkGaps },
  { id: '6.1.22', title: 'multiple definition in revision history', run: checkRepeats },
  { id: '6.1.30', title: 'mixed integer and semantic versioning', run: checkMixture },
]

const HISTORY = '/document/tracking/revision_history'

type Placed = CsafRevision & { readonly pointer: string }

/** By date, and by number where two revisions are of one instant. */
function sortedHistory(document: CsafDocument): readonly Placed[] {
  return document.document.tracking.revision_history
    .map((revision, index) => ({ ...revision, pointer: `${HISTORY}/${index}` }))
    .sort((a, b) => compareInstants(a.date, b.date) || compareVersions(a.number, b.number))
}

function checkOrder(document: CsafDocument, report: Report): void {
  const sorted = sortedHistory(document)
  sorted.forEach((revision, index) => {
    const before = sorted[index - 1]
    if (!before || compareVersions(before.number, revision.number) <= 0) return
    const message = `revision ${before.number} is older by date and higher by number`
    report('INVALID_VALUE', `${revision.pointer}/number`, message)
  })
}

function checkLatest(document: CsafDocument, report: Report): void {
  const { status, version } = document.document.tracking
  const latest = sortedHistory(document).at(-1)
  if (!latest) return
  const strip = (text: string): string => {
    return status === 'draft' ? withoutPreRelease(withoutBuild(text)) : withoutBuild(text)
  }
  if (strip(version) === strip(latest.number)) return
  const message = `the version is not the latest of the revision history, ${latest.number}`
  report('INVALID_VALUE', '/document/tracking/version', message)
}

function checkDraft(document: CsafDocument, report: Report): void {
  const { status, version } = document.document.tracking
  const { major, preRelease } = parseVersion(version)
  if (status === 'draft' || (major !== '0' && preRelease === undefined)) return
  report('INVALID_VALUE', '/document/tracking/status', `version ${version} is that of a draft`)
}

function checkReleased(document: CsafDocument, report: Report): void {
  if (document.document.tracking.status === 'draft') return
  for (const { number, pointer } of sortedHistory(document)) {
    if (parseVersion(number).major !== '0') continue
    report('INVALID_VALUE', `${pointer}/number`, 'a released document lists no version 0')
  }
}

function checkPreReleases(document: CsafDocument, report: Report): void {
  for (const { number, pointer } of sortedHistory(document)) {
    if (parseVersion(number).preRelease === undefined) continue
    report('INVALID_VALUE', `${pointer}/number`, 'pre-releases are not listed as revisions')
  }
}

function checkNonDraft(document: CsafDocument, report: Report): void {
  const { status, version } = document.document.tracking
  if (status === 'draft' || parseVersion(version).preRelease === undefined) return
  report('INVALID_VALUE', '/document/tracking/version', `a ${status} document is no pre-release`)
}

/** Integers, or the major versions, must run from 0 or 1 without a gap. */
function checkGaps(document: CsafDocument, report: Report): void {
  const majors = new Map<string, string>()
  const history = sortedHistory(document)
  const oldest = history[0]
  if (oldest && !['0', '1'].includes(parseVersion(oldest.number).major)) {
    report('MISSING', `${oldest.pointer}/number`, 'the oldest revision is neither 0 nor 1')
  }
  for (const { number, pointer } of history) {
    const { major } = parseVersion(number)
    if (!majors.has(major)) majors.set(major, pointer)
  }
  const sorted = [...majors].sort(([a], [b]) => compareVersions(a, b))
  sorted.forEach(([major, pointer], index) => {
    const before = sorted[index - 1]?.[0]
    const follows =
      before === undefined ? major === '0' || major === '1' : BigInt(major) === BigInt(before) + 1n
    if (follows) return
    const message =
      before === undefined
        ? `the history begins with ${major} and not with 0 or 1`
        : `no revision between ${before} and ${major}`
    report('MISSING', `${pointer}/number`, message)
  })
}

function checkRepeats(document: CsafDocument, report: Report): void {
  const seen = new Set<string>()
  document.document.tracking.revision_history.forEach(({ number }, index) => {
    const pointer = `${HISTORY}/${index}/number`
    if (seen.has(number)) report('DUPLICATE', pointer, `revision ${number} is listed twice`)
    seen.add(number)
  })
}

function checkMixture(document: CsafDocument, report: Report): void {
  const { version, revision_history } = document.document.tracking
  revision_history.forEach(({ number }, index) => {
    if (isInteger(number) === isInteger(version)) return
    const message = `${number} and the version ${version} are of two kinds: integer and semantic`
    report('INVALID_VALUE', `${HISTORY}/${index}/number`, message)
  })
}
