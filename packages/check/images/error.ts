// SPDX-License-Identifier: Apache-2.0

export type ImageErrorCode =
  /** there is no such file, or it cannot be read */
  | 'IMAGE_UNREADABLE'
  | 'IMAGE_NOT_ELF'
  /** the documents speak of an image of that name and of other content */
  | 'IMAGE_MISMATCH'

/** An image given with `--image` that cannot be used: nothing was judged. */
export class ImageError extends Error {
  override readonly name = 'ImageError'
  readonly code: ImageErrorCode
  readonly hint: string | undefined

  constructor(code: ImageErrorCode, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.hint = hint
  }
}
