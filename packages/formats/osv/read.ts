// SPDX-License-Identifier: Apache-2.0
import { parseJson } from '../json/index.ts'
import { checkRecord, isRecord, recordError, type RecordFault } from '../record/index.ts'
import type { OsvRecord } from './record.ts'
import { OSV_RECORD } from './rules.ts'

/**
 * One OSV record of any version 1.x.
 * @throws FormatError with every fault and its line and column.
 */
export function readOsv(name: string, text: string): OsvRecord {
  return osvOfJson(name, parseJson(name, text), text)
}

/** The same from parsed JSON, which becomes the record without a copy; `text` only serves to say the line of a fault. */
export function osvOfJson(name: string, value: unknown, text?: string): OsvRecord {
  const faults = checkOsv(value)
  if (faults.length > 0) throw recordError(name, faults, text)
  return value as OsvRecord
}

/** Tells an OSV record from the other documents that a feed may hold. */
export function looksLikeOsv(value: unknown): boolean {
  return isRecord(value) && 'id' in value && 'modified' in value && !('dataType' in value)
}

function checkOsv(value: unknown): readonly RecordFault[] {
  const faults = checkRecord(value, OSV_RECORD)
  if (faults.length > 0) return faults
  const version = (value as OsvRecord).schema_version
  if (version === undefined || version.startsWith('1.')) return faults
  const message = `OSV schema version ${JSON.stringify(version.slice(0, 40))}; versions 1.x are read`
  return [{ code: 'UNSUPPORTED_VERSION', message, pointer: '/schema_version' }]
}
