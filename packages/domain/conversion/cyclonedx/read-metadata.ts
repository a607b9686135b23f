// SPDX-License-Identifier: Apache-2.0
import type {
  Component,
  ContactFacts,
  ExternalReference,
  LicenseChoice,
  Lifecycle,
  Metadata,
  OrganizationFacts,
  Service,
  Tool,
  ToolSet,
} from '@headwater/formats/cyclonedx'
import { readMarker } from '../markers.ts'
import type { Agent } from '../pivot.ts'
import {
  itemsOf,
  membersOf,
  othersOf,
  readMembers,
  type FactList,
  type MemberReader,
  type Rules,
} from '../reading.ts'
import { hashFromCycloneDx } from '../words/hashes.ts'
import { ownMember } from './members.ts'
import { referenceOf } from './read-component.ts'
import { addOrganization, readContact } from './values.ts'

/** Who made the document, when, with what, and at which point of the product's life. The main component is no part of it. */
export function readMetadata(metadata: Metadata, facts: FactList): void {
  readMembers(metadata, METADATA, facts)
}

const organization: MemberReader = (value, facts) =>
  addOrganization('creator', value as OrganizationFacts, facts)

const METADATA: Rules = {
  timestamp: 'created',
  lifecycles: (value, facts) => {
    for (const lifecycle of value as readonly Lifecycle[]) readLifecycle(lifecycle, facts)
  },
  tools: (value, facts) => readTools(value as readonly Tool[] | ToolSet, facts),
  authors: (value, facts) => {
    for (const party of value as readonly ContactFacts[]) {
      const { agent, origins } = readContact(party)
      facts.add('creator', agent, ...origins)
    }
  },
  manufacturer: organization,
  manufacture: (value, facts, at) => ownMember(value, facts, at, 'metadata.manufacture'),
  licenses: (value, facts, at) => {
    const [first, ...more] = value as readonly LicenseChoice[]
    const id = first?.license?.id
    const isAlone = more.length === 0 && Object.keys(first?.license ?? {}).length === 1
    if (id !== undefined && isAlone) facts.add('dataLicense', id, at)
    else ownMember(value, facts, at, 'metadata.licenses')
  },
  distributionConstraints: (value, facts, at) =>
    ownMember(value, facts, at, 'metadata.distributionConstraints'),
}

/** CycloneDX 1.7, `lifecycles` phase, as SPDX 3.0.1 Software, SbomType. */
const PHASES: ReadonlyMap<string, string> = new Map([
  ['design', 'design'],
  ['pre-build', 'source'],
  ['build', 'build'],
  ['post-build', 'analyzed'],
  ['operations', 'deployed'],
])

export function phaseOf(sbomType: string): string | undefined {
  return [...PHASES].find(([, type]) => type === sbomType)?.[0]
}

function readLifecycle(lifecycle: Lifecycle, facts: FactList): void {
  const type = PHASES.get(lifecycle.phase ?? '')
  if (type !== undefined) facts.add('sbomType', type, { holder: lifecycle, key: 'phase' })
  else {
    const value = { family: 'cyclonedx', name: 'metadata.lifecycles', value: lifecycle } as const
    facts.add('member', value, ...othersOf(lifecycle))
  }
}

function readTools(tools: readonly Tool[] | ToolSet, facts: FactList): void {
  if (Array.isArray(tools)) {
    for (const tool of tools as readonly Tool[]) {
      const { name = '', vendor } = tool
      readTool(
        tool,
        vendor === undefined || name.includes(vendor) ? name : `${vendor} ${name}`,
        facts,
      )
    }
    return
  }
  const { components = [], services = [] } = tools as ToolSet
  for (const tool of [...components, ...services] as readonly (Component | Service)[]) {
    readTool(tool, tool.group === undefined ? tool.name : `${tool.group}/${tool.name}`, facts)
  }
}

/** Its name and version; the rest (hashes, licences of the tool) stands beside them. */
function readTool(tool: Tool | Component | Service, name: string, facts: FactList): void {
  const { version } = tool
  const agent: Agent = { kind: 'software', name, ...(version !== undefined && { version }) }
  facts.add(
    'tool',
    agent,
    ...membersOf(tool, 'name', 'version', 'vendor', 'group', 'type', 'bom-ref'),
  )
  const rest = othersOf(tool, 'name', 'version', 'vendor', 'group', 'type', 'bom-ref')
  if (rest.length > 0) {
    facts.add('member', { family: 'cyclonedx', name: 'metadata.tool', value: tool }, ...rest)
  }
}

/** References of the document itself; a reference to another BOM is a document that this one builds on. */
export function readDocumentReferences(
  references: readonly ExternalReference[],
  facts: FactList,
): void {
  for (const reference of references) {
    const { type, url, hashes } = reference
    const { comment, label } = readMarker(reference.comment)
    const name = label?.startsWith('DocumentRef-') ? { name: label } : {}
    if (type === 'bom' && comment === undefined) {
      const digests = (hashes ?? []).map((hash) => ({
        algorithm: hashFromCycloneDx(hash.alg),
        value: hash.content,
        origins: membersOf(hash, 'alg', 'content'),
      }))
      const [uri = url] = url.split('#')
      const origins = membersOf(reference, 'url', 'type', 'comment')
      facts.add('externalDocument', { uri, ...name, hashes: digests }, ...origins)
      continue
    }
    facts.add(
      'reference',
      referenceOf(reference),
      ...membersOf(reference, 'url', 'type', 'comment'),
    )
    for (const [, hash] of itemsOf(hashes)) {
      const value = { url, hashes: [hash] }
      const at = { holder: reference, key: 'hashes' }
      facts.add('member', { family: 'cyclonedx', name: 'externalReference.hashes', value }, at)
    }
  }
}
