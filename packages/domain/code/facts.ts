// SPDX-License-Identifier: Apache-2.0
import {
  basename,
  endsWithPath,
  normalPath,
  type Inventory,
  type NodeId,
} from '../inventory/index.ts'
import type { EvidenceLevel } from './answer.ts'
import { namesOf, type Names } from './names.ts'
import type { CodeRecords, ReadObject } from './read-records.ts'
import { upwardIn } from './units.ts'

/** Everything that is known of the code of one file. */
export interface FileFacts {
  /** Objects made of it that went into an image. */
  readonly units: readonly UnitFacts[]
  /** Archives and images that took it in with no object on record. */
  readonly products: readonly UnitFacts[]
  /** What its text defines; undefined where nobody says. */
  readonly text: Names | undefined
  /** Functions of it in images. */
  readonly bodies: readonly Body[]
  /** Functions in images of files that have its name and no path that ties them to it. */
  readonly namesakes: readonly Body[]
}

export interface UnitFacts {
  readonly node: NodeId
  /** Names of the images that it went into. */
  readonly images: readonly string[]
  /** Proved to hold no code. */
  readonly empty: boolean
  /** What is missing to say which of its functions are in an image. */
  readonly gap?: string
}

export interface Body {
  /** The path under which the evidence knows the file. */
  readonly file: string
  readonly image: string
  readonly level: EvidenceLevel
  readonly own: Names
  readonly inlined: Names
  readonly dropped: Names
}

interface Found extends Body {
  readonly document: number
}

export function factsIn(
  inventory: Inventory,
  imageNodes: readonly NodeId[],
  records: CodeRecords,
): (file: NodeId) => FileFacts {
  const images = new Set(imageNodes)
  const upward = upwardIn(inventory, images, (node) => records.objects.has(node))
  const bodies = bodiesByName(inventory, records)
  const cache = new Map<NodeId, FileFacts>()

  function factsOf(file: NodeId): FileFacts {
    const nodes = upward.occurrences(file)
    const uses = upward.usesOf(file)
    const units = uses.units.flatMap((unit) => unitFacts(unit) ?? [])
    const products = uses.products.flatMap((product) => productFacts(product) ?? [])
    const documents = new Set(
      [...nodes, ...uses.units, ...uses.products].map((node) => inventory.documentOf(node)),
    )
    const paths = nodes.map((node) => inventory.name(node))
    const near = (bodies.get(basename(paths[0] ?? '').toLowerCase()) ?? []).filter((body) =>
      documents.has(body.document),
    )
    const isOwn = (body: Body): boolean => paths.some((path) => isTied(path, body.file))
    return {
      units,
      products,
      text: textOf(nodes),
      bodies: near.filter(isOwn),
      namesakes: near.filter((body) => !isOwn(body) && !isOther(body)),
    }
  }

  /** Undefined: it went into no image. */
  function unitFacts(unit: NodeId): UnitFacts | undefined {
    const record = recordOf(unit)
    const isCovered = (image: NodeId): boolean =>
      record !== undefined && hasImage(record, inventory.name(image))
    const reached = upward.imagesOf(unit, isCovered)
    if (reached.length === 0) return undefined
    const facts = { node: unit, images: reached.map((image) => inventory.name(image)) }
    const name = inventory.name(unit)
    if (record === undefined) {
      return { ...facts, empty: false, gap: `nothing is known of the code of ${name}` }
    }
    if (record.text === 0 && !record.intermediate) return { ...facts, empty: true }
    if (record.debug === 'none') {
      return { ...facts, empty: false, gap: `${name} has no debug information` }
    }
    const bare = reached.find((image) => !isCovered(image))
    if (bare === undefined) return { ...facts, empty: false }
    const gap = `${inventory.name(bare)} was linked without debug information of ${name}`
    return { ...facts, empty: false, gap }
  }

  function productFacts(product: NodeId): UnitFacts | undefined {
    const reached = upward.imagesOf(product, () => false)
    const [first] = reached
    if (first === undefined) return undefined
    const gap = `no object of it is on record, and nothing is known of the functions in ${inventory.name(first)}`
    return {
      node: product,
      images: reached.map((image) => inventory.name(image)),
      empty: false,
      gap,
    }
  }

  function recordOf(unit: NodeId): ReadObject | undefined {
    for (const node of upward.occurrences(unit)) {
      const record = records.objects.get(node)
      if (record !== undefined) return record
    }
    return undefined
  }

  function textOf(nodes: readonly NodeId[]): Names | undefined {
    const lists = nodes.flatMap((node) => {
      const list = records.sources.get(node)
      return list === undefined ? [] : [list]
    })
    return lists.length === 0 ? undefined : namesOf(lists.flat())
  }

  /** A listed file of its own: its functions are not those of another that is called like it. */
  function isOther(body: Body): boolean {
    listed ??= pathsByName(inventory)
    return listed.get(basename(body.file))?.some((path) => isTied(path, body.file)) ?? false
  }

  let listed: ReadonlyMap<string, readonly string[]> | undefined

  return (file) => {
    const known = cache.get(file)
    if (known !== undefined) return known
    const facts = factsOf(file)
    cache.set(file, facts)
    return facts
  }
}

/** Every function list of every record, by the last part of the file's path. */
function bodiesByName(
  inventory: Inventory,
  { objects }: CodeRecords,
): ReadonlyMap<string, readonly Found[]> {
  const byName = new Map<string, Found[]>()
  for (const [node, record] of objects) {
    const document = inventory.documentOf(node)
    for (const [image, files] of record.images) {
      for (const { file, own, inlined, dropped = [] } of files) {
        const path = normalPath(file)
        const found: Found = {
          file: path,
          image: normalPath(image),
          document,
          level: 'function-linked',
          own: namesOf(own),
          inlined: namesOf(inlined),
          dropped: namesOf(dropped),
        }
        const key = basename(path).toLowerCase()
        const list = byName.get(key)
        if (list) list.push(found)
        else byName.set(key, [found])
      }
    }
  }
  return byName
}

function pathsByName(inventory: Inventory): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>()
  for (const node of inventory.files()) {
    const path = inventory.name(node)
    const list = byName.get(basename(path))
    if (list) list.push(path)
    else byName.set(basename(path), [path])
  }
  return byName
}

function hasImage({ images }: ReadObject, name: string): boolean {
  if (images.has(name)) return true
  for (const key of images.keys()) if (normalPath(key) === name) return true
  return false
}

/** The same file, under one root or another. */
function isTied(path: string, other: string): boolean {
  return endsWithPath(path, other) || endsWithPath(other, path)
}
