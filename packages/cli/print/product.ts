// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { Report, ReportComponent } from '@headwater/domain/report'

/** An IRI for the component: its purl, its CPE, or an address that only this report knows. */
export function identityOf({ purls, cpes, name, version }: ReportComponent): string {
  return (
    purls[0] ??
    cpes[0] ??
    `urn:headwater:component:${encode(name)}${version === undefined ? '' : `@${encode(version)}`}`
  )
}

/** Half a surrogate pair, which JSON can hold, cannot be encoded. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
}

/** The same documents and verdicts have the same id, whenever they were checked. */
export function reportId(report: Report): string {
  const hash = createHash('sha256')
  for (const { sha256 } of report.documents) hash.update(sha256)
  for (const { vulnerability, component, verdict, rule } of report.findings) {
    hash.update(JSON.stringify([vulnerability.id, identityOf(component), verdict, rule]))
  }
  return hash.digest('hex').slice(0, 32)
}
