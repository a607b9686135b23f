// SPDX-License-Identifier: Apache-2.0

export type StoreCode =
  /** another process holds the directory */
  | 'LOCKED'
  /** the database cannot be opened: no such server, wrong password, a directory that is none */
  | 'CANNOT_OPEN'
  /** the server is older than PostgreSQL 15 */
  | 'SERVER_TOO_OLD'
  /** a younger Headwater has written here */
  | 'SCHEMA_TOO_NEW'
  /** a migration that has landed is not the one that this program has */
  | 'MIGRATION_CHANGED'
  /** no room for what was to be written; nothing of the transaction was */
  | 'DISK_FULL'
  /** the database went away; nothing of the transaction was written unless it was being committed */
  | 'CONNECTION_LOST'
  /** no connection became free in time; embedded, that is a query outside of the transaction that its caller holds */
  | 'BUSY'
  /** two transactions met: to be tried again */
  | 'RETRY'
  /** something of this name or content is there already */
  | 'CONFLICT'
  /** it refers to something that is not there */
  | 'MISSING'
  /** a value that the schema does not allow */
  | 'INVALID'
  /** what is append-only was to be changed */
  | 'APPEND_ONLY'
  /** a content hash is not that of the content */
  | 'WRONG_HASH'
  /** the file is no backup, or not all of one */
  | 'BAD_BACKUP'

/** The one error of this package. `constraint` is the schema's name for what was broken. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreCode
  readonly constraint: string | undefined

  constructor(code: StoreCode, message: string, options?: ErrorOptions & { constraint?: string }) {
    super(message, options)
    this.code = code
    this.constraint = options?.constraint
  }
}

/**
 * What the driver threw, as a {@link StoreError} where it is one of ours to name. Told by SQLSTATE and by the system's codes, never
 * by class: two copies of the driver have two classes. Anything else is a fault of a query and stays as it is.
 */
export function storeError(error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  const known = typeof code === 'string' ? codeOf(code) : codeOfMessage(error.message)
  if (known === undefined) return error
  return new StoreError(known, `${SENTENCES[known]}: ${error.message}`, {
    cause: error,
    ...(typeof constraint === 'string' ? { constraint } : {}),
  })
}

const CODES: Readonly<Record<string, StoreCode>> = {
  // PostgreSQL, appendix A
  '53100': 'DISK_FULL',
  '53300': 'BUSY',
  '40001': 'RETRY',
  '40P01': 'RETRY',
  '55P03': 'RETRY',
  '23505': 'CONFLICT',
  '23P01': 'CONFLICT',
  '23503': 'MISSING',
  '23001': 'APPEND_ONLY',
  '23502': 'INVALID',
  '23514': 'INVALID',
  '22021': 'INVALID',
  '57P01': 'CONNECTION_LOST',
  '57P02': 'CONNECTION_LOST',
  '57P03': 'CANNOT_OPEN',
  '57P05': 'CONNECTION_LOST',
  '3D000': 'CANNOT_OPEN',
  '28000': 'CANNOT_OPEN',
  '28P01': 'CANNOT_OPEN',
  // node's
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  ECONNREFUSED: 'CANNOT_OPEN',
  ENOTFOUND: 'CANNOT_OPEN',
  EAI_AGAIN: 'CANNOT_OPEN',
  ECONNRESET: 'CONNECTION_LOST',
  EPIPE: 'CONNECTION_LOST',
  ETIMEDOUT: 'CONNECTION_LOST',
}

function codeOf(code: string): StoreCode | undefined {
  return CODES[code] ?? (code.startsWith('08') ? 'CONNECTION_LOST' : undefined)
}

/** The driver's own, which carry no code. */
function codeOfMessage(message: string): StoreCode | undefined {
  if (message.startsWith('timeout exceeded when trying to connect')) return 'BUSY'
  if (/^Connection terminated|is not queryable$|^Client was closed/.test(message)) {
    return 'CONNECTION_LOST'
  }
  return undefined
}

const SENTENCES: Readonly<Record<StoreCode, string>> = {
  LOCKED: 'another process holds the database',
  CANNOT_OPEN: 'the database cannot be opened',
  SERVER_TOO_OLD: 'the server is too old',
  SCHEMA_TOO_NEW: 'the database is newer than this program',
  MIGRATION_CHANGED: 'a migration is not the one that has landed',
  DISK_FULL: 'the disk of the database is full',
  CONNECTION_LOST: 'the database went away',
  BUSY: 'no connection became free in time',
  RETRY: 'two transactions met',
  CONFLICT: 'it is there already',
  MISSING: 'it refers to something that is not there',
  INVALID: 'a value is not allowed',
  APPEND_ONLY: 'history is not changed',
  WRONG_HASH: 'the hash is not that of the content',
  BAD_BACKUP: 'the file is no whole backup',
}
