// SPDX-License-Identifier: Apache-2.0
import type { Inventory } from '@headwater/domain/inventory'
import { carriersOf } from './across.ts'
import { exclusionsOf } from './exclusions.ts'

/** Whether documents may speak of vulnerabilities themselves: then what they say is to be heard. */
export function mayState(inventory: Inventory): boolean {
  return carriersOf(inventory).size > 0 || exclusionsOf(inventory).length > 0
}
