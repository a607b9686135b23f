// SPDX-License-Identifier: Apache-2.0

export type LocateErrorCode =
  /** there is no `git` to run */
  | 'GIT_MISSING'
  | 'NOT_A_CLONE'
  /** a branch, tag or commit that the clone does not have */
  | 'NO_SUCH_REF'
  /** git ended with an error, or gave more than can be held */
  | 'GIT_FAILED'

/** What keeps code from being located, with what to do about it. */
export class LocateError extends Error {
  override readonly name = 'LocateError'
  readonly code: LocateErrorCode
  readonly hint: string | undefined

  constructor(code: LocateErrorCode, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.hint = hint
  }
}
