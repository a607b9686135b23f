// SPDX-License-Identifier: Apache-2.0
import type { Spdx2Sink } from './sink.ts'

/** For the second reading of a faulty document, which only looks for places. */
export const DEAF: Spdx2Sink = {
  head() {},
  externalDocument() {},
  package() {},
  file() {},
  snippet() {},
  relationship() {},
  annotation() {},
  review() {},
  extractedLicense() {},
  remark() {},
}
