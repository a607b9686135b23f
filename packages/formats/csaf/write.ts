// SPDX-License-Identifier: Apache-2.0
import { checkShape, formatError } from '../shape/index.ts'
import { runMandatoryTests } from './mandatory/index.ts'
import { csafShape } from './schema.ts'
import type { CsafDocument } from './types.ts'

/**
 * Writes a CSAF document, byte for byte the same for the same document: members in alphabetical order (6.2.13), two
 * spaces, a newline at the end.
 * @throws FormatError naming every fault: what breaks the schema or a mandatory test is not written.
 */
export function writeCsaf(document: CsafDocument): string {
  const { csaf_version, tracking } = document.document
  const shaped = checkShape(document, csafShape(csaf_version))
  const faults = shaped.length > 0 ? shaped : runMandatoryTests(document)
  if (faults.length > 0) throw formatError(tracking.id, undefined, faults)
  return `${JSON.stringify(document, sortMembers, 2)}\n`
}

function sortMembers(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  // entries and not assignment: a member called __proto__ must stay a member
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
