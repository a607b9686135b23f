// SPDX-License-Identifier: Apache-2.0
import type { StoreCode, StoreError } from '@headwater/store/fault'
import { Problem, type ProblemCode, type ProblemDetails } from '../problem/index.ts'

/** What a caller hears of each error of the store; its own words may hold values of others and stay in the log. */
const PROBLEMS_OF_STORE: Readonly<Record<StoreCode, readonly [ProblemCode, ProblemDetails]>> = {
  CONFLICT: ['conflict', { detail: 'something of this name or content is there already' }],
  MISSING: ['not-found', { detail: 'it refers to something that is not there' }],
  INVALID: ['invalid', { detail: 'a value is not allowed' }],
  APPEND_ONLY: ['conflict', { detail: 'what is append-only cannot be changed' }],
  WRONG_HASH: ['bad-request', { detail: 'the content is not what its hash says' }],
  BAD_BACKUP: ['bad-request', { detail: 'the file is no backup, or not all of one' }],
  DISK_FULL: [
    'out-of-space',
    { detail: 'nothing of this request was kept', hint: 'the administrator has to make room' },
  ],
  BUSY: ['unavailable', { retryAfterSeconds: 5 }],
  RETRY: ['unavailable', { retryAfterSeconds: 1 }],
  CONNECTION_LOST: ['unavailable', { detail: 'the database is away', retryAfterSeconds: 10 }],
  CANNOT_OPEN: ['unavailable', { detail: 'the database is away', retryAfterSeconds: 30 }],
  LOCKED: ['unavailable', { detail: 'the database is held by another process' }],
  SERVER_TOO_OLD: ['unavailable', { detail: 'the database server is too old' }],
  SCHEMA_TOO_NEW: ['unavailable', { detail: 'a younger Headwater has written to the database' }],
  MIGRATION_CHANGED: ['unavailable', { detail: 'the database has another history' }],
}

export function problemOfStore(error: StoreError): Problem {
  const [code, details] = PROBLEMS_OF_STORE[error.code]
  return new Problem(code, details, { cause: error })
}
