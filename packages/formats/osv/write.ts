// SPDX-License-Identifier: Apache-2.0
import type { OsvRecord } from './record.ts'

/** JSON as the OSV buckets hold it, with the members in the order of the record. */
export function writeOsv(record: OsvRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`
}
