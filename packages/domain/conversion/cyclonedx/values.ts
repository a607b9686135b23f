// SPDX-License-Identifier: Apache-2.0
import type { ContactFacts, OrganizationFacts, Property } from '@headwater/formats/cyclonedx'
import type { Origin } from '../ledger.ts'
import type { Agent } from '../pivot.ts'
import { membersOf, type FactList } from '../reading.ts'

/** The value of the first property of that name. */
export function propertyNamed(
  properties: readonly Property[] | undefined,
  name: string,
): string | undefined {
  return properties?.find((each) => each.name === name)?.value
}

export interface ReadAgent {
  readonly agent: Agent
  readonly origins: readonly Origin[]
}

/** An organization as a fact, and its address as one of its own: not every format has a place for it. */
export function addOrganization(
  term: 'supplier' | 'originator' | 'creator' | 'annotator',
  party: OrganizationFacts,
  facts: FactList,
): void {
  const { agent, origins } = readOrganization(party)
  facts.add(term, agent, ...origins)
  if (agent.url !== undefined) {
    facts.add('agentUrl', `${agent.name} ${agent.url}`, { holder: party.url ?? [], key: 0 })
  }
}

function readOrganization(party: OrganizationFacts): ReadAgent {
  const { name = '', url, contact } = party
  const [person] = contact ?? []
  const isPerson = person !== undefined && contact?.length === 1
  return {
    agent: {
      kind: name === '' && isPerson ? 'person' : 'organization',
      name: name === '' && isPerson ? (person.name ?? person.email ?? '') : name,
      ...(isPerson && person.email !== undefined && { email: person.email }),
      ...(url?.[0] !== undefined && { url: url[0] }),
    },
    origins: [
      ...membersOf(party, 'name', 'bom-ref'),
      ...(isPerson ? membersOf(person, 'email', ...(name === '' ? ['name'] : [])) : []),
    ],
  }
}

export function readContact(party: ContactFacts): ReadAgent {
  const { name, email } = party
  return {
    agent: { kind: 'person', name: name ?? email ?? '', ...(email !== undefined && { email }) },
    origins: membersOf(party, 'name', 'email', 'bom-ref'),
  }
}

export function organizationOf({ kind, name, email, url }: Agent): OrganizationFacts {
  const contact = email === undefined ? {} : { contact: [{ email }] }
  // a person has no place of its own where CycloneDX wants an organization: a contact without one
  if (kind === 'person')
    return { contact: [contactOf({ kind, name, ...(email !== undefined && { email }) })] }
  return { name, ...(url !== undefined && { url: [url] }), ...contact }
}

export function contactOf({ name, email }: Agent): ContactFacts {
  return { name, ...(email !== undefined && { email }) }
}
