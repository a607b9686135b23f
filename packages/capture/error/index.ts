// SPDX-License-Identifier: Apache-2.0

export type CaptureErrorCode =
  /** the folder is no build, was cleaned, or is half built */
  | 'NO_BUILD'
  | 'CLEANED'
  | 'HALF_BUILT'
  | 'NO_IMAGE'
  | 'NO_SOURCE'
  /** headwater.yaml */
  | 'HINTS'
  | 'OUT'

/** Nothing was written, because what could have been written would say less than it seems to. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError'
  readonly code: CaptureErrorCode
  readonly hint: string | undefined

  constructor(code: CaptureErrorCode, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.hint = hint
  }
}
