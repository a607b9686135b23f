// SPDX-License-Identifier: Apache-2.0
import type { Component } from '@headwater/domain/identity'
import type { ComponentIdentity } from '@headwater/domain/matching'

/** Only what it is known by: this goes to other threads, which know nothing of the inventory. The same for the same component. */
export function identityOf(component: Component): ComponentIdentity {
  const before = identities.get(component)
  if (before !== undefined) return before
  const { name, version, purls, cpes, repositories, commit, digests } = component
  const identity = { name, version, purls, cpes, repositories, commit, digests }
  identities.set(component, identity)
  return identity
}

/** So that what is known of it is found out once. */
const identities = new WeakMap<Component, ComponentIdentity>()
