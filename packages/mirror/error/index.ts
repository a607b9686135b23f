// SPDX-License-Identifier: Apache-2.0

export type MirrorErrorCode =
  /** there is no mirror in this folder yet */
  | 'NO_MIRROR'
  /** a file of the mirror is damaged or missing */
  | 'MIRROR_DAMAGED'
  /** written by another version of Headwater, or on a machine of the other byte order */
  | 'MIRROR_VERSION'
  /** the folder cannot be written to */
  | 'MIRROR_UNWRITABLE'
  /** somebody else is importing */
  | 'MIRROR_LOCKED'
  /** a path that holds nothing that is a feed */
  | 'NO_FEED'
  /** a feed that could not be fetched */
  | 'FETCH_FAILED'

/** The one error of this package, besides those of the formats and of intake. */
export class MirrorError extends Error {
  override readonly name = 'MirrorError'
  readonly code: MirrorErrorCode
  /** What to do about it. */
  readonly hint: string | undefined

  constructor(code: MirrorErrorCode, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.hint = hint
  }
}

const AFRESH =
  'fetch it anew with `headwater advisories update`, or import feeds with `headwater advisories import PATH… --replace`'

export function damagedMirror(name: string, what: string, cause?: unknown): MirrorError {
  return new MirrorError('MIRROR_DAMAGED', `${name}: the mirror is damaged: ${what}`, AFRESH, {
    cause,
  })
}

export function otherVersion(name: string, what: string): MirrorError {
  return new MirrorError('MIRROR_VERSION', `${name}: ${what}`, AFRESH)
}
