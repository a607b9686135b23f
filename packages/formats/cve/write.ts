// SPDX-License-Identifier: Apache-2.0
import type { CveRecord } from './record.ts'

/** JSON as the CVE list holds it, with the members in the order of the record. */
export function writeCve(record: CveRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`
}
