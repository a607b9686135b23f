// SPDX-License-Identifier: Apache-2.0
import type { Limits } from '@headwater/formats/source'
import type { Store } from '@headwater/store/open'
import type { Visible } from '@headwater/store/visibility'
import { visibleRows } from '../access/index.ts'
import { Problem } from '../problem/index.ts'
import type { Caller } from './route.ts'

/** What every noun's routes stand on. */
export interface Hub {
  readonly store: Store
  readonly limits: Limits
  readonly version: string
  readonly publicUrl: URL
  readonly cookieName: string
  /** Largest upload, in bytes. */
  readonly maxUpload: number
  readonly random: (bytes: number) => Uint8Array
  /** What the operator gave to seal with; see `secrets/sealing.ts`. */
  readonly sealingKey?: Uint8Array
  /** How many proxies of ours stand before the hub: whose `X-Forwarded-For` is believed. */
  readonly proxies?: number
}

/** Whose rows a query of this caller may see: the decision of `access`, in the store's numbers. */
export function visibleTo(caller: Caller): Visible {
  const rows = visibleRows(caller)
  if (rows === undefined) throw new Problem('forbidden')
  const { products } = rows
  return {
    organisation: caller.organisationId,
    products: products === 'all' ? 'all' : products.map(Number),
  }
}
