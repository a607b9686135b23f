// SPDX-License-Identifier: Apache-2.0
import { mayState } from '@headwater/check/vex'
import { readCodeRecords } from '@headwater/domain/code'
import type { Component } from '@headwater/domain/identity'
import type { Inventory } from '@headwater/domain/inventory'
import { readBuildEvidence } from '@headwater/domain/triage'

/**
 * Whether version ranges alone decide what these documents hold, as long as nobody speaks of their vulnerabilities: no build is shown,
 * no code, and no supplier says what a copy carries.
 */
export function showsNoBuild(inventory: Inventory, components: readonly Component[]): boolean {
  if (components.some(({ resolves }) => resolves.length > 0)) return false
  if (readCodeRecords(inventory).objects.size > 0) return false
  for (let node = 0; node < inventory.nodeCount; node++) {
    if (inventory.kind(node) === 'snippet') return false
  }
  return readBuildEvidence(inventory).images.length === 0
}

/** Whether one document by itself says no more than which components there are: then those that are kept of it say the same. */
export function isPlain(inventory: Inventory, components: readonly Component[]): boolean {
  return (
    inventory.documents.length === 1 && showsNoBuild(inventory, components) && !mayState(inventory)
  )
}
