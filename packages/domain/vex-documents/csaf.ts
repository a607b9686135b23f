// SPDX-License-Identifier: Apache-2.0
import {
  isCpe,
  isPurlText,
  makeCsafVex,
  writeCsaf,
  type CsafVexProduct,
  type CsafVexStatement,
} from '@headwater/formats/csaf'
import { readPurl } from '@headwater/formats/purl'
import type { ToldVerdicts, ToldComponent, ToldFinding } from './told.ts'
import { OUTWARD } from '../vex/index.ts'
import { actionFor } from './openvex.ts'
import { identityOf, reportId } from './product.ts'

/** A CSAF 2.0 document of the profile VEX, checked against the schema and the mandatory tests before it is printed. */
export function csafText(report: ToldVerdicts, author: string): string {
  const products = new Map<string, CsafVexProduct>()
  for (const { component } of report.findings) {
    const product = productOf(component)
    products.set(product.id, product)
  }
  const date = report.checkedAt
  return writeCsaf(
    makeCsafVex({
      header: {
        title: `VEX of ${report.documents.map(({ title, name }) => title ?? name).join(', ')}`,
        publisher: {
          category: 'vendor',
          name: author,
          namespace: 'https://headwater.example',
        },
        tracking: {
          id: `headwater-${reportId(report)}`,
          status: 'draft',
          version: '1',
          initial_release_date: date,
          current_release_date: date,
          revision_history: [{ date, number: '1', summary: 'Result of one check' }],
          generator: { date, engine: { name: 'Headwater', version: report.tool.version } },
        },
      },
      products: [...products.values()],
      statements: report.findings.map(statementOf),
    }),
  )
}

const STATUS = {
  affected: 'affected',
  not_affected: 'not_affected',
  fixed: 'fixed',
  unknown: 'under_investigation',
} as const

function statementOf(finding: ToldFinding): CsafVexStatement {
  const { vulnerability, verdict, justification, reason } = finding
  return {
    vulnerability: { id: vulnerability.id, system: systemOf(vulnerability.id) },
    aliases: vulnerability.aliases.map((id) => ({ id, system: systemOf(id) })),
    title: vulnerability.title ?? vulnerability.id,
    description: reason,
    products: [productOf(finding.component).id],
    status: STATUS[verdict],
    ...(verdict === 'not_affected'
      ? {
          ...(justification === undefined ? {} : { justification: OUTWARD[justification] }),
          impact: reason,
        }
      : {}),
    ...(verdict === 'affected'
      ? {
          action: {
            details: actionFor(finding),
            category: finding.fixedIn.length > 0 ? 'vendor_fix' : 'none_available',
          },
        }
      : {}),
  }
}

function systemOf(id: string): string {
  if (id.startsWith('CVE-')) return 'CVE'
  return id.startsWith('GHSA-') ? 'GitHub Advisory Database' : 'OSV'
}

/** The schema's pattern, and test 6.1.13. */
function isCsafPurl(text: string): boolean {
  return isPurlText(text) && readPurl(text, 'strict').kind === 'purl'
}

function productOf(component: ToldComponent): CsafVexProduct {
  const { name, version, purls, cpes } = component
  // documents write names that CSAF has no room for; the component keeps its name and version
  const cpe = cpes.find(isCpe)
  const purl = purls.find(isCsafPurl)
  return {
    id: identityOf(component),
    name,
    ...(version === undefined ? {} : { version }),
    ...(purl === undefined && cpe === undefined
      ? {}
      : {
          identification: {
            ...(cpe === undefined ? {} : { cpe }),
            ...(purl === undefined ? {} : { purl }),
          },
        }),
  }
}
