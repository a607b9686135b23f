// SPDX-License-Identifier: Apache-2.0
import { isInstant } from '@headwater/formats/instant'
import type { ConversionFacts } from '../conversion.ts'
import type { Terms } from '../pivot.ts'
import { writeMarker } from '../markers.ts'
import { bomOf } from '../names.ts'
import { inSeconds } from '../words/instants.ts'
import type { Draft, Placer, TermWriters } from '../writing.ts'
import type { CycloneDxDialect } from './dialect.ts'
import { phaseOf } from './read-metadata.ts'
import { contactOf, organizationOf } from './values.ts'
import { externalReferenceOf, hashOf, isObject } from './write-component.ts'

/** The members of the document for the terms of the pivot. `bom` is the document itself, the draft its metadata. */
export function metadataWriters(bom: Draft, dialect: CycloneDxDialect): TermWriters {
  const { minor } = dialect
  return {
    namespace: (value, placer) => {
      const said = bomOf(value)
      if (said === undefined) return false
      bom['version'] = said.version ?? 1
      return placer.set('serialNumber', `urn:uuid:${said.uuid}`, bom)
    },
    created: (value, placer) => {
      const at = isInstant(value) ? value : inSeconds(value)
      return at !== undefined && placer.set('timestamp', at)
    },
    creator: (value, placer) =>
      value.kind !== 'person' && minor >= 6 && placer.draft['manufacturer'] === undefined
        ? placer.set('manufacturer', organizationOf(value))
        : placer.push('authors', contactOf(value)),
    agentUrl: (_value, placer) => placer.imply(),
    tool: ({ name, version }, placer) =>
      placer.push('tools', { name, ...(version !== undefined && { version }) }),
    dataLicense: (value, placer) =>
      minor >= 3 && placer.set('licenses', [{ license: { id: value } }]),
    sbomType: (value, placer) => {
      const phase = phaseOf(value)
      return minor >= 5 && phase !== undefined && placer.push('lifecycles', { phase })
    },
    externalDocument: ({ uri, name, hashes, element }, placer) => {
      if (element !== undefined) return false
      const sums = hashes.map((each) => hashOf(each, dialect)).filter((each) => each !== undefined)
      if (sums.length < hashes.length) return false
      placer.also(hashes.flatMap(({ origins }) => origins))
      const comment = writeMarker(name === undefined ? {} : { label: name })
      return placer.push(
        'externalReferences',
        {
          type: 'bom',
          url: uri,
          ...(comment !== undefined && { comment }),
          ...(sums.length > 0 && { hashes: sums }),
        },
        bom,
      )
    },
    reference: (value, placer) =>
      placer.push('externalReferences', externalReferenceOf(value, dialect), bom),
    member: (value, placer) => restore(value, placer, bom),
  }
}

/** Lists and members of the document that came through another format. */
const LISTS: ReadonlySet<string> = new Set(['compositions', 'citations', 'formulation'])
const MEMBERS: ReadonlySet<string> = new Set(['declarations', 'definitions'])
const METADATA: ReadonlySet<string> = new Set([
  'metadata.manufacture',
  'metadata.supplier',
  'metadata.licenses',
  'metadata.distributionConstraints',
])

function restore({ family, name, value }: Terms['member'], placer: Placer, bom: Draft): boolean {
  if (family !== 'cyclonedx' || !isObject(value)) return false
  if (LISTS.has(name)) return placer.push(name, value, bom)
  if (MEMBERS.has(name)) return placer.set(name, value, bom)
  if (METADATA.has(name)) return placer.set(name.slice('metadata.'.length), value)
  if (name === 'metadata.lifecycles') return placer.push('lifecycles', value)
  if (name !== 'metadata.tool') return false
  const tools = (placer.draft['tools'] ?? []) as Draft[]
  const tool = tools.find(({ name: own }) => own === value['name'])
  return tool !== undefined && Object.assign(tool, value) !== undefined && placer.imply()
}

/** Since 1.5 tools are components; until then they have a shape of their own. */
export function completeTools(
  metadata: Draft,
  { tool }: ConversionFacts,
  { minor }: CycloneDxDialect,
): void {
  const tools = (metadata['tools'] ?? []) as Draft[]
  tools.push({ ...tool })
  if (minor < 5) metadata['tools'] = tools
  else {
    for (const each of tools) each['type'] ??= 'application'
    metadata['tools'] = { components: tools }
  }
}
