// SPDX-License-Identifier: Apache-2.0
import { findRelease, type FoundRelease } from '@headwater/store/portfolio'
import { may, type Action } from '../access/index.ts'
import { visibleTo, type Hub } from '../http/hub.ts'
import type { Caller } from '../http/index.ts'
import { rowOfProduct } from '../portfolio/rights.ts'
import { Problem } from '../problem/index.ts'

/**
 * The release that an address names, for who may do this to it.
 * @throws Problem `not-found` where there is none or it may not be seen, `forbidden` where it may be seen only
 */
export async function releaseFor(
  { store }: Hub,
  caller: Caller,
  publicId: string,
  action: Action,
): Promise<FoundRelease> {
  const release = await findRelease(store.db, visibleTo(caller), { publicId })
  if (release === undefined) throw new Problem('not-found')
  if (!may(caller, action, rowOfProduct(caller, release.product_id))) {
    throw new Problem('forbidden', {
      detail: `your role for this product does not let you ${action}`,
    })
  }
  return release
}
