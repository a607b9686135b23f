// SPDX-License-Identifier: Apache-2.0
import type { FaultCode } from '../../fault/index.ts'
import type { CsafDocument } from '../types.ts'

/** One mandatory test of CSAF, section 6.1. */
export interface MandatoryTest {
  /** Number of the section. */
  readonly id: string
  readonly title: string
  /** Editions that ask for it; both where absent. */
  readonly only?: '2.0' | '2.1'
  /** Pure; reports every place that fails. */
  run(document: CsafDocument, report: Report): void
}

/** `message` is a sentence that tells what is wrong and does not repeat the place. */
export type Report = (code: FaultCode, pointer: string, message: string) => void
