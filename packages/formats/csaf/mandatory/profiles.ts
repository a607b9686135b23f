// SPDX-License-Identifier: Apache-2.0
import { groupMembers, productsInScope } from '../products.ts'
import type { CsafDocument, CsafScope, CsafStatus, CsafVulnerability } from '../types.ts'
import type { MandatoryTest, Report } from './test.ts'

type Profile =
  | 'csaf_security_incident_response'
  | 'csaf_informational_advisory'
  | 'csaf_security_advisory'
  | 'csaf_vex'
  // 2.1
  | 'csaf_deprecated_security_advisory'
  | 'csaf_withdrawn'
  | 'csaf_superseded'

const TOLD: readonly Profile[] = ['csaf_informational_advisory', 'csaf_security_incident_response']
const ADVISORIES: readonly Profile[] = [
  'csaf_security_advisory',
  'csaf_deprecated_security_advisory',
]
const LISTED: readonly Profile[] = [...ADVISORIES, 'csaf_vex']
const ENDED: readonly Profile[] = ['csaf_withdrawn', 'csaf_superseded']

const NEW: readonly Profile[] = [...ENDED, 'csaf_deprecated_security_advisory']

/** Section 6.1.27: what a document must have because of the profile that its category selects. */
export const PROFILE_TESTS: readonly MandatoryTest[] = [
  profileTest('6.1.27.1', 'document notes', TOLD, checkNotes),
  profileTest('6.1.27.2', 'document references', TOLD, checkReferences),
  profileTest(
    '6.1.27.3',
    'vulnerabilities',
    ['csaf_informational_advisory', ...ENDED],
    checkNoVulnerabilities,
  ),
  profileTest('6.1.27.4', 'product tree', LISTED, checkProductTree),
  profileTest('6.1.27.5', 'vulnerability notes', LISTED, checkVulnerabilityNotes),
  profileTest('6.1.27.6', 'product status', ADVISORIES, checkProductStatus),
  profileTest('6.1.27.7', 'VEX product status', ['csaf_vex'], checkVexStatus),
  profileTest('6.1.27.8', 'vulnerability id', ['csaf_vex'], checkVulnerabilityId),
  profileTest('6.1.27.9', 'impact statement', ['csaf_vex'], checkImpact),
  profileTest('6.1.27.10', 'action statement', ['csaf_vex'], checkAction),
  profileTest('6.1.27.11', 'vulnerabilities', LISTED, checkVulnerabilities),
]

/** Applies to documents of these profiles. Those that an edition does not know are no profiles in it. */
export function profileTest(
  id: string,
  title: string,
  profiles: readonly Profile[],
  run: MandatoryTest['run'],
): MandatoryTest {
  return {
    id,
    title,
    run(document, report) {
      const { category, csaf_version } = document.document
      const known = csaf_version === '2.1' ? profiles : profiles.filter((one) => !NEW.includes(one))
      if (known.some((one) => one === category)) run(document, report)
    },
  }
}

const TELLING_NOTES = ['description', 'details', 'general', 'summary']

function checkNotes(document: CsafDocument, report: Report): void {
  const { notes = [] } = document.document
  if (notes.some((note) => TELLING_NOTES.includes(note.category))) return
  report('MISSING', '/document', `the profile wants a note that is ${TELLING_NOTES.join(' or ')}`)
}

function checkReferences(document: CsafDocument, report: Report): void {
  const { references = [] } = document.document
  // external is the default of the schema
  if (references.some((one) => (one.category ?? 'external') === 'external')) return
  report('MISSING', '/document', 'the profile wants an external reference')
}

function checkNoVulnerabilities(document: CsafDocument, report: Report): void {
  if (!document.vulnerabilities) return
  report('UNEXPECTED', '/vulnerabilities', 'the profile has no vulnerabilities')
}

function checkProductTree(document: CsafDocument, report: Report): void {
  if (!document.product_tree) report('MISSING', '', 'the profile wants a `product_tree`')
}

function checkVulnerabilityNotes(document: CsafDocument, report: Report): void {
  eachVulnerability(document, (vulnerability, at) => {
    if (!vulnerability.notes) report('MISSING', at, 'the profile wants `notes`')
  })
}

function checkProductStatus(document: CsafDocument, report: Report): void {
  eachVulnerability(document, (vulnerability, at) => {
    if (!vulnerability.product_status) report('MISSING', at, 'the profile wants `product_status`')
  })
}

const VEX_STATUSES: readonly CsafStatus[] = [
  'fixed',
  'known_affected',
  'known_not_affected',
  'under_investigation',
]

function checkVexStatus(document: CsafDocument, report: Report): void {
  eachVulnerability(document, ({ product_status = {} }, at) => {
    if (VEX_STATUSES.some((status) => product_status[status])) return
    const place = `${at}/product_status`
    report('MISSING', place, `the profile wants one of ${VEX_STATUSES.join(', ')}`)
  })
}

function checkVulnerabilityId(document: CsafDocument, report: Report): void {
  const groups = groupMembers(document)
  eachVulnerability(document, (vulnerability, at) => {
    const { cve, ids, product_status = {} } = vulnerability
    if (cve !== undefined) return
    if (!ids) report('MISSING', at, 'the profile wants `cve` or `ids`')
    // 2.1: an id may be limited to products
    else if (ids.every((one) => one.product_ids ?? one.group_ids)) {
      const named = covered(ids, groups)
      if (
        Object.values(product_status)
          .flat()
          .every((id) => named.has(id))
      )
        return
      report('MISSING', `${at}/ids`, 'some products have neither `cve` nor an id')
    }
  })
}

function checkImpact(document: CsafDocument, report: Report): void {
  const groups = groupMembers(document)
  eachVulnerability(document, ({ flags = [], threats = [], product_status }, at) => {
    const told = covered([...flags, ...threats.filter((one) => one.category === 'impact')], groups)
    product_status?.known_not_affected?.forEach((id, index) => {
      if (told.has(id)) return
      const place = `${at}/product_status/known_not_affected/${index}`
      report('MISSING', place, 'no flag and no threat of category impact says why')
    })
  })
}

function checkAction(document: CsafDocument, report: Report): void {
  const groups = groupMembers(document)
  eachVulnerability(document, ({ remediations = [], product_status }, at) => {
    const told = covered(remediations, groups)
    product_status?.known_affected?.forEach((id, index) => {
      if (told.has(id)) return
      const place = `${at}/product_status/known_affected/${index}`
      report('MISSING', place, 'no remediation says what to do')
    })
  })
}

function checkVulnerabilities(document: CsafDocument, report: Report): void {
  if (!document.vulnerabilities) report('MISSING', '', 'the profile wants `vulnerabilities`')
}

function covered(
  scopes: readonly CsafScope[],
  groups: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  return new Set(scopes.flatMap((scope) => productsInScope(scope, groups)))
}

function eachVulnerability(
  document: CsafDocument,
  visit: (vulnerability: CsafVulnerability, at: string) => void,
): void {
  document.vulnerabilities?.forEach((one, index) => visit(one, `/vulnerabilities/${index}`))
}
