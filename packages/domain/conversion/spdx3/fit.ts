// SPDX-License-Identifier: Apache-2.0
import { pointerOf } from '@headwater/formats/json'
import {
  idOf,
  isObject,
  modelOf,
  text,
  type ClassModel,
  type Spdx3Document,
  type Spdx3Object,
  type Spdx3Value,
} from '@headwater/formats/spdx3'
import type { ConversionFacts } from '../conversion.ts'

interface Loss {
  readonly pointer: string
  readonly message: string
  readonly changed: boolean
}

/**
 * An SPDX 3 document as 3.0.1 knows it: elements of classes that it does not have go, and properties, and words. This
 * program is noted beside the tools of the document.
 */
export function fitSpdx3(
  document: Spdx3Document,
  { tool }: ConversionFacts,
): { readonly graph: readonly Spdx3Object[]; readonly losses: readonly Loss[] } {
  const { classes } = modelOf('3.0.1')
  const losses: Loss[] = []
  const path: (string | number)[] = document.bare ? [] : ['@graph']
  const gone = new Set<string>()

  function lose(message: string): void {
    losses.push({ pointer: pointerOf(path), message, changed: false })
  }

  function fitNode(node: Spdx3Object): Spdx3Object | undefined {
    const type = text(node, 'type') ?? ''
    const model = classes.get(type)
    if (model === undefined || model.abstract) {
      // extensions are of any class
      if (!isElementClass(node)) return node
      lose(`SPDX 3.0.1 has no class ${type}`)
      const id = idOf(node)
      if (id !== undefined) gone.add(id)
      return undefined
    }
    const kept: Record<string, Spdx3Value> = {}
    for (const [name, value] of Object.entries(node)) {
      path.push(name)
      const fitted = fitProperty(name, value, model)
      if (fitted !== undefined) define(kept, name, fitted)
      path.pop()
    }
    const missing = model.required.find(({ name }) => kept[name] === undefined)
    if (missing === undefined) return kept
    lose(`a ${type} of SPDX 3.0.1 must have ${missing.name}`)
    return undefined
  }

  function isElementClass(node: Spdx3Object): boolean {
    return node['spdxId'] !== undefined
  }

  function fitProperty(name: string, value: Spdx3Value, model: ClassModel): Spdx3Value | undefined {
    if (name === 'type' || name === 'spdxId' || name === '@id') return value
    const property = model.properties.get(name)
    if (property === undefined) {
      if (model.extensible) return value
      lose(`SPDX 3.0.1 has no ${name} in a ${model.name}`)
      return undefined
    }
    const { entries, list } = property
    const items: readonly Spdx3Value[] = Array.isArray(value) ? value : [value]
    const kept = items.flatMap((item, index) => {
      if (Array.isArray(value)) path.push(index)
      let fitted: Spdx3Value | undefined = item
      if (entries && typeof item === 'string' && !entries.has(item)) {
        lose(`SPDX 3.0.1 has no ${property.range} ${item}`)
        fitted = undefined
      } else if (isObject(item)) fitted = fitNode(item)
      if (Array.isArray(value)) path.pop()
      return fitted === undefined ? [] : [fitted]
    })
    if (kept.length === 0 && items.length > 0) return undefined
    return list ? kept : kept[0]
  }

  const graph: Spdx3Object[] = []
  document.graph.forEach((node, index) => {
    if (!document.bare) path.push(index)
    const fitted = document.version === '3.0.1' ? node : fitNode(node)
    if (fitted) graph.push(fitted)
    if (!document.bare) path.pop()
  })
  return { graph: withTool(graph, tool), losses }
}

/** In the creation information of the document, which nearly every element shares. */
function withTool(
  graph: readonly Spdx3Object[],
  { name, version }: ConversionFacts['tool'],
): readonly Spdx3Object[] {
  const main =
    graph.find(({ type }) => type === 'SpdxDocument') ?? graph.find((node) => node['creationInfo'])
  const said = main?.['creationInfo']
  const id = idOf(said)
  const own = main && text(main, 'spdxId')
  if (main === undefined || own === undefined || said === undefined) return graph
  const taken = new Set(graph.map((node) => idOf(node)))
  let toolId = `${own.split('#')[0] ?? own}#tool-${name}`
  while (taken.has(toolId)) toolId += '-2'
  const tool = { type: 'Tool', spdxId: toolId, creationInfo: said, name: `${name}-${version}` }
  const extended = (info: Spdx3Object): Spdx3Object => {
    const tools = info['createdUsing']
    return {
      ...info,
      createdUsing: [...(Array.isArray(tools) ? (tools as readonly Spdx3Value[]) : []), toolId],
    }
  }
  const changed = graph.map((node) => {
    if (node['type'] === 'CreationInfo' && id !== undefined && idOf(node) === id)
      return extended(node)
    const isIts = node === main && isObject(said)
    const isDocument = node['type'] === 'SpdxDocument' && Array.isArray(node['element'])
    if (!isIts && !isDocument) return node
    return {
      ...node,
      ...(isIts && isObject(said) && { creationInfo: extended(said) }),
      ...(isDocument && { element: [...(node['element'] as readonly Spdx3Value[]), toolId] }),
    }
  })
  return [...changed, isObject(said) ? { ...tool, creationInfo: id ?? said } : tool]
}

function define(kept: Record<string, Spdx3Value>, name: string, value: Spdx3Value): void {
  Object.defineProperty(kept, name, { value, enumerable: true, configurable: true, writable: true })
}
