// SPDX-License-Identifier: Apache-2.0
import { parseJson } from '../json/index.ts'
import { checkRecord, isRecord, recordError, type RecordFault } from '../record/index.ts'
import type { CveRecord } from './record.ts'
import { CVE_RECORD } from './rules.ts'

/**
 * One CVE record of format 5.x, published or rejected.
 * @throws FormatError with every fault and its line and column.
 */
export function readCve(name: string, text: string): CveRecord {
  return cveOfJson(name, parseJson(name, text), text)
}

/** The same from parsed JSON, which becomes the record without a copy; `text` only serves to say the line of a fault. */
export function cveOfJson(name: string, value: unknown, text?: string): CveRecord {
  const faults = checkCve(value)
  if (faults.length > 0) throw recordError(name, faults, text)
  return value as CveRecord
}

/** Tells a CVE record (also of a version that we do not read) from the other documents that a feed may hold. */
export function looksLikeCve(value: unknown): boolean {
  if (!isRecord(value)) return false
  return value['dataType'] === 'CVE_RECORD' || value['data_type'] === 'CVE'
}

function checkCve(value: unknown): readonly RecordFault[] {
  if (isRecord(value) && value['data_type'] === 'CVE') {
    return [unsupported(value['data_version'], '/data_version')]
  }
  const faults = checkRecord(value, isRejected(value) ? CVE_RECORD.REJECTED : CVE_RECORD.PUBLISHED)
  if (faults.length > 0) return faults
  const { dataVersion } = value as CveRecord
  return dataVersion.startsWith('5.') ? faults : [unsupported(dataVersion, '/dataVersion')]
}

function unsupported(version: unknown, pointer: string): RecordFault {
  const written = typeof version === 'string' ? version.slice(0, 40) : typeof version
  const message = `CVE record format ${JSON.stringify(written)}; formats 5.x are read`
  return { code: 'UNSUPPORTED_VERSION', message, pointer }
}

function isRejected(value: unknown): boolean {
  if (!isRecord(value)) return false
  const metadata = value['cveMetadata']
  return isRecord(metadata) && metadata['state'] === 'REJECTED'
}
