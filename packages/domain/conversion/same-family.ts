// SPDX-License-Identifier: Apache-2.0
import {
  writeCycloneDx,
  type Component,
  type CycloneDxDocument,
  type Tool,
  type ToolSet,
} from '@headwater/formats/cyclonedx'
import { writeSpdx2, type Spdx2Document } from '@headwater/formats/spdx2'
import { writeSpdx3, type Spdx3Document } from '@headwater/formats/spdx3'
import type { ConversionFacts } from './conversion.ts'
import { fitSpdx3 } from './spdx3/fit.ts'
import type { Target } from './targets.ts'
import { agentInSpdx2 } from './words/agents.ts'

/** A document in another version or syntax of its own family, and what that cannot say. */
export interface Rewritten {
  readonly text: string
  readonly losses: readonly {
    readonly pointer: string
    readonly message: string
    readonly changed: boolean
  }[]
}

export function rewriteSpdx2(
  document: Spdx2Document,
  { version, syntax }: Extract<Target, { family: 'spdx-2' }>,
  { tool }: ConversionFacts,
): Rewritten {
  const { creationInfo } = document
  const creators = [...creationInfo.creators, agentInSpdx2({ kind: 'software', ...tool })]
  return writeSpdx2(
    { ...document, creationInfo: { ...creationInfo, creators } },
    { version, syntax },
  )
}

export function rewriteCycloneDx(
  document: CycloneDxDocument,
  { version, syntax }: Extract<Target, { family: 'cyclonedx' }>,
  { tool }: ConversionFacts,
): Rewritten {
  const minor = Number(version.slice(2))
  // 1.0 and 1.1 have no metadata
  if (minor < 2) return writeCycloneDx(document, { version, syntax })
  const { metadata = {} } = document
  const tools = withTool(metadata.tools, tool, minor)
  return writeCycloneDx({ ...document, metadata: { ...metadata, tools } }, { version, syntax })
}

function withTool(
  tools: readonly Tool[] | ToolSet | undefined,
  tool: ConversionFacts['tool'],
  minor: number,
): readonly Tool[] | ToolSet {
  const own: Component = { type: 'application', ...tool }
  if (tools === undefined) return minor < 5 ? [{ ...tool }] : { components: [own] }
  if (Array.isArray(tools)) return [...(tools as readonly Tool[]), { ...tool }]
  const set = tools as ToolSet
  return { ...set, components: [...(set.components ?? []), own] }
}

export function rewriteSpdx3(document: Spdx3Document, facts: ConversionFacts): Rewritten {
  const { graph, losses } = fitSpdx3(document, facts)
  return { text: writeSpdx3({ context: document.context, graph, bare: false }), losses }
}

/** The document without what was lost: what should be read back. */
export function withoutLost<T extends object>(document: T, pointers: readonly string[]): T {
  if (pointers.length === 0) return document
  const copy = structuredClone(document)
  const lists = new Set<unknown[]>()
  for (const pointer of pointers) {
    const path = pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = path.pop()
    let at: unknown = copy
    for (const step of path) {
      at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined
    }
    if (typeof at !== 'object' || at === null || last === undefined) continue
    if (Array.isArray(at)) {
      at[Number(last)] = undefined
      lists.add(at)
    } else Reflect.deleteProperty(at, last)
  }
  for (const list of lists) {
    const kept = list.filter((item) => item !== undefined)
    list.splice(0, list.length, ...kept)
  }
  return copy
}
