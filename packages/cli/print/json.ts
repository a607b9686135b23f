// SPDX-License-Identifier: Apache-2.0
import type { Report } from '@headwater/domain/report'

/** The report itself; its schema is `docs/reference/report.schema.json`. */
export function printJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`
}
