// SPDX-License-Identifier: Apache-2.0
import { findRow } from '@headwater/store/rows'
import type { RowOf } from '@headwater/store/schema'
import { isVisible, may, type Action } from '../access/index.ts'
import type { Hub } from '../http/hub.ts'
import type { Caller } from '../http/index.ts'
import { Problem } from '../problem/index.ts'

/** What belongs to a product, as `access` sees it. */
export function rowOfProduct(caller: Caller, product: number) {
  return {
    organisation: caller.organisation,
    visibility: 'product',
    product: String(product),
  } as const
}

/** What is the organisation's as a whole: a role for one product gives no right to it. */
export function rowOfOrganisation(caller: Caller) {
  return { organisation: caller.organisation, visibility: 'organisation' } as const
}

/** Lines and products themselves are the organisation's: a role for one product does not make others. */
export function mustManage(caller: Caller): void {
  if (!may(caller, 'manage', rowOfOrganisation(caller))) {
    throw new Problem('forbidden', { detail: 'this needs the right to manage the organisation' })
  }
}

/**
 * The product that an address names, for who may do this to it.
 * @throws Problem `not-found` where there is none or it may not be seen, `forbidden` where it may be seen only
 */
export async function productFor(
  { store }: Hub,
  caller: Caller,
  publicId: string,
  action: Action,
): Promise<RowOf<'product'>> {
  const organisation = caller.organisationId
  const product = await findRow(store.db, 'product', { organisation, publicId })
  if (product === undefined || !isVisible(caller, rowOfProduct(caller, product.id))) {
    throw new Problem('not-found', { detail: 'there is no such product' })
  }
  if (!may(caller, action, rowOfProduct(caller, product.id))) {
    throw new Problem('forbidden', {
      detail: `your role for this product does not let you ${action}`,
    })
  }
  return product
}
