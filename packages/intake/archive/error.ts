// SPDX-License-Identifier: Apache-2.0

export type IntakeErrorCode =
  /** the path does not exist */
  | 'NOT_FOUND'
  /** it exists and cannot be read (permission, device) */
  | 'UNREADABLE'
  /** a compressed file or archive that is damaged */
  | 'DAMAGED'

/** The one error of this package, besides LimitError: something that a user pointed at and that could not be opened. */
export class IntakeError extends Error {
  override readonly name = 'IntakeError'
  readonly code: IntakeErrorCode

  constructor(code: IntakeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
