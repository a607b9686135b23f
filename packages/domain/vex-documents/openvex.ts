// SPDX-License-Identifier: Apache-2.0
import {
  writeOpenVex,
  type OpenVexProduct,
  type OpenVexStatement,
} from '@headwater/formats/openvex'
import type { ToldVerdicts, ToldFinding } from './told.ts'
import { OUTWARD } from '../vex/index.ts'
import { compareText } from './text.ts'
import { identityOf, reportId } from './product.ts'

/** OpenVEX 0.2.0: one statement a finding. Unknown is `under_investigation`, with our reason as the status notes. */
export function openVexText(report: ToldVerdicts, author: string): string {
  return writeOpenVex({
    id: `https://openvex.dev/docs/headwater/${reportId(report)}`,
    author,
    timestamp: report.checkedAt,
    version: 1,
    tooling: `Headwater ${report.tool.version}`,
    statements: report.findings
      .map(statementOf)
      .sort((a, b) => compareText(a.vulnerability.name, b.vulnerability.name)),
  })
}

const STATUS = {
  affected: 'affected',
  not_affected: 'not_affected',
  fixed: 'fixed',
  unknown: 'under_investigation',
} as const

function statementOf(finding: ToldFinding): OpenVexStatement {
  const { vulnerability, verdict, justification, reason } = finding
  return {
    vulnerability: {
      name: vulnerability.id,
      aliases: vulnerability.aliases,
      ...(vulnerability.title === undefined ? {} : { description: vulnerability.title }),
    },
    products: [productOf(finding)],
    status: STATUS[verdict],
    ...(verdict === 'not_affected'
      ? {
          ...(justification === undefined ? {} : { justification: OUTWARD[justification] }),
          impactStatement: reason,
        }
      : { statusNotes: reason }),
    ...(verdict === 'affected' ? { actionStatement: actionFor(finding) } : {}),
  }
}

/** OpenVEX wants to hear what to do about an affected product; what fixes it is all that a check knows. */
export function actionFor({ fixedIn, component }: ToldFinding): string {
  return fixedIn.length > 0
    ? `Update ${component.name} to ${fixedIn.join(' or ')}.`
    : `No fixed version of ${component.name} is named by the advisories that were given.`
}

function productOf(finding: ToldFinding): OpenVexProduct {
  const { purls, cpes } = finding.component
  const cpe23 = cpes.find((cpe) => cpe.startsWith('cpe:2.3:'))
  return {
    id: identityOf(finding.component),
    identifiers: [
      ...purls.slice(0, 1).map((value) => ({ type: 'purl', value })),
      ...(cpe23 === undefined ? [] : [{ type: 'cpe23', value: cpe23 }]),
    ],
    hashes: [],
    subcomponents: [],
  }
}
