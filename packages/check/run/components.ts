// SPDX-License-Identifier: Apache-2.0
import type { Component } from '@headwater/domain/identity'
import { createInventory } from '@headwater/domain/inventory'
import type { ComponentIdentity } from '@headwater/domain/matching'
import type { ReportFinding } from '@headwater/domain/report'
import { triage } from '@headwater/domain/triage'
import type { Advisories } from './advisories.ts'
import { findCandidates } from './candidates.ts'
import { findingOf } from './finding.ts'

/**
 * What a check says of components where no document shows a build and nobody else speaks: the same findings, word for word, without
 * any document. By the place of the component in the list.
 */
export function checkComponents(
  identities: readonly ComponentIdentity[],
  advisories: Advisories,
): readonly (readonly ReportFinding[])[] {
  const inventory = createInventory().seal()
  const components = identities.map(componentOf)
  const places = new Map(components.map((component, place) => [component, place]))
  const found: ReportFinding[][] = components.map(() => [])
  const { judged } = triage(inventory, findCandidates(components, advisories, []))
  for (const each of judged) {
    const place = places.get(each.candidate.subject.component)
    if (place === undefined) continue
    found[place]?.push(findingOf(inventory, { judged: each, evidence: [] }, advisories))
  }
  return found
}

function componentOf(identity: ComponentIdentity): Component {
  const { name, version, purls, cpes, repositories, commit, digests } = identity
  return {
    name,
    ...(version === undefined ? {} : { version }),
    purls: purls ?? [],
    cpes: cpes ?? [],
    repositories: repositories ?? [],
    ...(commit === undefined ? {} : { commit }),
    digests: digests ?? [],
    resolves: [],
    nodes: [],
    identifiedBy: 'document',
  }
}
