// SPDX-License-Identifier: Apache-2.0
import type { Fault } from '../fault/index.ts'
import { parseJson } from '../json/index.ts'
import { checkShape, formatError, type PointerFault } from '../shape/index.ts'
import { runMandatoryTests } from './mandatory/index.ts'
import { csafShape } from './schema.ts'
import type { CsafDocument, CsafReading } from './types.ts'

export interface CsafOptions {
  /**
   * What becomes of a document that keeps to the schema and fails a mandatory test: refused (the default, as section 9.1.14
   * asks of a validator), or read with remarks, for advisories in the wild that misname a weakness.
   */
  readonly mandatoryTests?: 'refuse' | 'remark'
}

/**
 * Reads and validates CSAF 2.0 and the draft of 2.1: the schema, then the mandatory tests of section 6.1.
 * @param name shown in errors.
 * @throws FormatError with every fault and its line; a failed mandatory test is named by its number (`6.1.9 ...`).
 */
export function readCsaf(name: string, text: string, options: CsafOptions = {}): CsafReading {
  const value = parseJson(name, text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  const version = csafVersionOf(value)
  if (version === undefined || !isKnownVersion(version)) {
    throw formatError(name, text, [notCsaf(version)])
  }
  const faults = checkShape(value, csafShape(version))
  if (faults.length > 0) throw formatError(name, text, faults)
  const document = value as CsafDocument
  const failed = runMandatoryTests(document)
  if (failed.length > 0 && options.mandatoryTests !== 'remark') {
    throw formatError(name, text, failed)
  }
  const remarks = failed.map(({ code, message, pointer }): Fault => ({
    code,
    message,
    place: { pointer },
  }))
  return { document, remarks }
}

/** Whether parsed JSON calls itself CSAF, of whatever version. */
export function isCsaf(value: unknown): boolean {
  return csafVersionOf(value) !== undefined
}

function csafVersionOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined
  const header = value['document']
  const version = isObject(header) ? header['csaf_version'] : undefined
  return typeof version === 'string' ? version : undefined
}

function isKnownVersion(version: string): version is '2.0' | '2.1' {
  return version === '2.0' || version === '2.1'
}

function notCsaf(version: string | undefined): PointerFault {
  return version === undefined
    ? {
        code: 'UNKNOWN_FORMAT',
        message: 'expected a CSAF document, with `document` and its `csaf_version`',
        pointer: '',
      }
    : {
        code: 'UNSUPPORTED_VERSION',
        message: 'a version of CSAF other than 2.0 and 2.1',
        pointer: '/document/csaf_version',
      }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
