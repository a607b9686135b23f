// SPDX-License-Identifier: Apache-2.0
import { LimitError, type Limits } from '@headwater/formats/source'
import { IntakeError, type IntakeErrorCode } from '@headwater/intake/archive'

/** An error on its way from a thread to another, where its class would be lost. */
export type WrittenError =
  | { readonly kind: 'intake'; readonly code: IntakeErrorCode; readonly message: string }
  | { readonly kind: 'limit'; readonly limit: keyof Limits; readonly message: string }
  | { readonly kind: 'other'; readonly message: string; readonly stack: string | undefined }

export function writeError(error: unknown): WrittenError {
  if (error instanceof IntakeError) {
    return { kind: 'intake', code: error.code, message: error.message }
  }
  if (error instanceof LimitError) {
    return { kind: 'limit', limit: error.limit, message: error.message }
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { kind: 'other', message, stack }
}

export function readError(written: WrittenError): Error {
  switch (written.kind) {
    case 'intake':
      return new IntakeError(written.code, written.message)
    case 'limit': {
      // the class adds its advice to the message, and this one has it already
      const error = new LimitError(written.limit, '')
      error.message = written.message
      return error
    }
    case 'other': {
      const error = new Error(written.message)
      if (written.stack !== undefined) error.stack = written.stack
      return error
    }
  }
}
