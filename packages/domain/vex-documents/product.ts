// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { ToldVerdicts, ToldComponent } from './told.ts'

/** An IRI for the component: its purl, its CPE, or an address that only this report knows. */
export function identityOf({ purls, cpes, name, version }: ToldComponent): string {
  return (
    [...purls, ...cpes].find(isIri) ??
    `urn:headwater:component:${encode(name)}${version === undefined ? '' : `@${encode(version)}`}`
  )
}

/** Documents write names with spaces, and CPE names quote with a backslash. RFC 3987 has neither. */
function isIri(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\p{Cc}\p{Cs}]*$/u.test(text)
}

/** Half a surrogate pair, which JSON can hold, cannot be encoded. */
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
}

/** The same documents and verdicts have the same id, whenever they were checked. */
export function reportId(report: ToldVerdicts): string {
  const hash = createHash('sha256')
  for (const { sha256 } of report.documents) hash.update(sha256)
  for (const { vulnerability, component, verdict, rule } of report.findings) {
    hash.update(JSON.stringify([vulnerability.id, identityOf(component), verdict, rule]))
  }
  return hash.digest('hex').slice(0, 32)
}
