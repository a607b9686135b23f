// SPDX-License-Identifier: Apache-2.0
import { StoreError, type StoreCode } from '@headwater/store/fault'

/** What stands in the way of every job alike, and is no fault of the one that met it. */
export type Trouble = 'disk-full' | 'database-away' | 'busy'

const TROUBLES: Readonly<Partial<Record<StoreCode, Trouble>>> = {
  DISK_FULL: 'disk-full',
  CONNECTION_LOST: 'database-away',
  CANNOT_OPEN: 'database-away',
  BUSY: 'busy',
  RETRY: 'busy',
}

/** `EDQUOT`: the quota of who runs the hub; `EMFILE`, `ENFILE`: too many open files. */
const SYSTEM_TROUBLES: Readonly<Record<string, Trouble>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EMFILE: 'busy',
  ENFILE: 'busy',
}

const DEEPEST = 5

/** Undefined: the job's own. */
export function troubleOf(error: unknown, depth = 0): Trouble | undefined {
  if (!(error instanceof Error) || depth > DEEPEST) return undefined
  if (error instanceof StoreError) return TROUBLES[error.code]
  const { code } = error as { readonly code?: unknown }
  const known = typeof code === 'string' ? SYSTEM_TROUBLES[code] : undefined
  return known ?? troubleOf(error.cause, depth + 1)
}
