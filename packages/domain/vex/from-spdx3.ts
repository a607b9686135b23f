// SPDX-License-Identifier: Apache-2.0
import {
  everyNode,
  ids,
  objects,
  text,
  vexStatement,
  vulnerabilityOf,
  type Spdx3Object,
  type Spdx3VexStatement,
} from '@headwater/formats/spdx3'
import { digestOf } from './identity.ts'
import { readJustification } from './justification.ts'
import type { ProductIdentity, VexReading, VexStatement } from './statement.ts'

/**
 * VEX assessments inside an SPDX 3 document (profile Security). The graph is walked twice: assessments first, then what
 * they speak of, so that nothing of a large document is kept that no assessment names.
 * @param name the file that the document was read from.
 */
export function vexOfSpdx3(
  name: string,
  document: { readonly graph: readonly Spdx3Object[] },
): VexReading {
  const found = collectAssessments(document.graph)
  if (found.assessments.length === 0) return { statements: [], remarks: [] }
  const elements = collectElements(document.graph, found)
  const remarks: { pointer: string; message: string }[] = []
  const statements = found.assessments.flatMap((assessment): VexStatement[] => {
    const { said } = assessment
    const names = found.vulnerabilities.get(said.vulnerability) ?? [said.vulnerability]
    const [id] = names
    if (said.withdrawnTime !== undefined) {
      remarks.push({ pointer: said.id, message: `withdrawn on ${said.withdrawnTime}` })
      return []
    }
    if (id === undefined || id === '') {
      remarks.push({ pointer: said.id, message: 'an assessment of no vulnerability' })
      return []
    }
    const author = authorOf(assessment, elements, found.creations)
    const timestamp =
      said.modifiedTime ?? said.publishedTime ?? found.creations.get(assessment.creation)?.created
    return [
      {
        vulnerability: { id, aliases: names.slice(1) },
        products: said.products.map((product) => ({
          ...(elements.identities.get(product) ?? bare(product)),
          subcomponents:
            said.assessedElement === undefined || said.assessedElement === product
              ? []
              : [elements.identities.get(said.assessedElement) ?? bare(said.assessedElement)],
        })),
        status: said.status,
        ...wordsOf(said),
        ...(author !== undefined && { author }),
        ...(timestamp !== undefined && { timestamp }),
        source: {
          format: 'spdx-3',
          document: name,
          ...(found.documentId !== undefined && { documentId: found.documentId }),
          pointer: said.id,
        },
      },
    ]
  })
  return { statements, remarks }
}

interface Assessment {
  readonly said: Spdx3VexStatement
  /** Id of its CreationInfo. */
  readonly creation: string
}

interface Found {
  readonly assessments: readonly Assessment[]
  /** Ids and aliases by element. */
  readonly vulnerabilities: ReadonlyMap<string, readonly string[]>
  readonly creations: ReadonlyMap<string, Creation>
  readonly documentId?: string
}

interface Creation {
  readonly created?: string
  readonly createdBy: readonly string[]
}

function collectAssessments(graph: readonly Spdx3Object[]): Found {
  const assessments: Assessment[] = []
  const vulnerabilities = new Map<string, readonly string[]>()
  const creations = new Map<string, Creation>()
  let documentId: string | undefined
  for (const node of everyNode(graph)) {
    const said = vexStatement(node)
    if (said) assessments.push({ said, creation: creationOf(node, creations) })
    const vulnerability = said ? undefined : vulnerabilityOf(node)
    if (vulnerability) vulnerabilities.set(vulnerability.id, vulnerability.names)
    const type = text(node, 'type')
    if (type === 'CreationInfo') keepCreation(text(node, '@id') ?? '', node, creations)
    else if (type === 'SpdxDocument') documentId ??= text(node, 'spdxId')
  }
  return {
    assessments,
    vulnerabilities,
    creations,
    ...(documentId !== undefined && { documentId }),
  }
}

/** Creation information stands apart with an id, or inline; the inline one gets the id of its element. */
function creationOf(node: Spdx3Object, creations: Map<string, Creation>): string {
  const [inline] = objects(node, 'creationInfo')
  const id = ids(node, 'creationInfo')[0] ?? text(node, 'spdxId') ?? ''
  if (inline) keepCreation(id, inline, creations)
  return id
}

function keepCreation(id: string, node: Spdx3Object, creations: Map<string, Creation>): void {
  const created = text(node, 'created')
  creations.set(id, {
    ...(created !== undefined && { created }),
    createdBy: ids(node, 'createdBy'),
  })
}

interface Elements {
  readonly identities: ReadonlyMap<string, ProductIdentity>
  readonly agents: ReadonlyMap<string, string>
}

function collectElements(graph: readonly Spdx3Object[], found: Found): Elements {
  const products = new Set<string>()
  const people = new Set<string>()
  for (const { said, creation } of found.assessments) {
    for (const product of said.products) products.add(product)
    if (said.assessedElement !== undefined) products.add(said.assessedElement)
    if (said.suppliedBy !== undefined) people.add(said.suppliedBy)
    for (const agent of found.creations.get(creation)?.createdBy ?? []) people.add(agent)
  }
  const identities = new Map<string, ProductIdentity>()
  const agents = new Map<string, string>()
  for (const node of everyNode(graph)) {
    const id = text(node, 'spdxId')
    if (id === undefined) continue
    if (products.has(id)) identities.set(id, identityOf(id, node))
    const name = text(node, 'name')
    if (people.has(id) && name !== undefined) agents.set(id, name)
  }
  return { identities, agents }
}

function authorOf(
  { said, creation }: Assessment,
  elements: Elements,
  creations: ReadonlyMap<string, Creation>,
): string | undefined {
  const speakers =
    said.suppliedBy === undefined ? (creations.get(creation)?.createdBy ?? []) : [said.suppliedBy]
  const names = speakers.map((id) => elements.agents.get(id) ?? id)
  return names.length === 0 ? undefined : names.join(', ')
}

function wordsOf(
  said: Spdx3VexStatement,
): Pick<VexStatement, 'justification' | 'stated' | 'impact' | 'action' | 'notes'> {
  const { justification: word, impactStatement, actionStatement, statusNotes } = said
  const justification = word === undefined ? undefined : readJustification('spdx-3', word)
  return {
    ...(word !== undefined &&
      justification && { justification, stated: { vocabulary: 'spdx-3' as const, word } }),
    ...(impactStatement !== undefined && { impact: impactStatement }),
    ...(actionStatement !== undefined && { action: actionStatement }),
    ...(statusNotes !== undefined && { notes: statusNotes }),
  }
}

function bare(id: string): ProductIdentity {
  return { label: id, purls: [], cpes: [], digests: [], elementIds: [id] }
}

const PURL_TYPES = new Set(['packageUrl'])
const CPE_TYPES = new Set(['cpe22', 'cpe23'])

function identityOf(id: string, node: Spdx3Object): ProductIdentity {
  const name = text(node, 'name')
  const version = text(node, 'software_packageVersion')
  const identifiers = (types: ReadonlySet<string>): readonly string[] => {
    return objects(node, 'externalIdentifier')
      .filter((one) => types.has(text(one, 'externalIdentifierType') ?? ''))
      .flatMap((one) => text(one, 'identifier') ?? [])
  }
  const purl = text(node, 'software_packageUrl')
  return {
    label: [name ?? id, version].filter((word) => word !== undefined).join(' '),
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    purls: [...new Set([...(purl === undefined ? [] : [purl]), ...identifiers(PURL_TYPES)])],
    cpes: identifiers(CPE_TYPES),
    digests: objects(node, 'verifiedUsing').flatMap((method) => {
      const algorithm = text(method, 'algorithm')
      const value = text(method, 'hashValue')
      return algorithm === undefined || value === undefined ? [] : [digestOf(algorithm, value)]
    }),
    elementIds: [id],
  }
}
