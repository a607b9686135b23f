// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '../fault/index.ts'
import type { Cpe, CpeMode } from './cpe.ts'
import { readCpe } from './read.ts'

/**
 * A CPE 2.3 formatted string or 2.2 URI.
 * @throws FormatError with every reason why the text is no CPE name.
 */
export function parseCpe(text: string, mode: CpeMode = 'strict'): Cpe {
  const reading = readCpe(text, mode)
  if (reading.kind === 'cpe') return reading.cpe
  throw new FormatError(
    text.length > 200 ? `${text.slice(0, 200)}…` : text,
    reading.reasons.map((message) => ({ code: 'INVALID_VALUE', message, place: {} })),
  )
}

export {
  evaluateConfiguration,
  evaluateConfigurations,
  evaluateMatch,
  type CompareVersions,
  type CpeMatch,
  type CpeNode,
  type Truth,
} from './configuration.ts'
export {
  ANY,
  CPE_ATTRIBUTES,
  NA,
  cpeText,
  cpeValue,
  type Cpe,
  type CpeAttribute,
  type CpeMode,
  type CpeReading,
} from './cpe.ts'
export { formatCpe, formatCpeUri } from './format.ts'
export {
  compareAttribute,
  cpeIncludes,
  matchCpe,
  type AttributeRelation,
  type CpeRelation,
} from './match.ts'
export { readCpe } from './read.ts'
