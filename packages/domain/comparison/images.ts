// SPDX-License-Identifier: Apache-2.0
import type { CodeRecords } from '../code/index.ts'
import {
  basename,
  isMaterial,
  normalPath,
  twinsElsewhere,
  type Inventory,
  type NodeId,
} from '../inventory/index.ts'
import type { ComparedFunction, ImageChange } from './comparison.ts'
import { byCodeUnit, relativeTo, sameContent, type SideFile } from './sides.ts'

/** One set of documents, with what was worked out of it. */
export interface Side {
  readonly inventory: Inventory
  readonly records: CodeRecords
  readonly root: string
  readonly files: ReadonlyMap<string, SideFile>
  readonly images: readonly NodeId[]
}

interface SideImage {
  readonly path: string
  readonly sources: ReadonlySet<string>
  /** By file and name; undefined where the documents do not say. */
  readonly functions: ReadonlyMap<string, ComparedFunction> | undefined
}

/** Images by path, else by the last part of it where that is one image's alone. */
export function compareImages(from: Side, to: Side): readonly ImageChange[] {
  const before = imagesOf(from)
  const after = imagesOf(to)
  const pairs = pairUp(before, after)
  const changes = pairs.map(([a, b]): ImageChange => ({
    name: b?.path ?? a?.path ?? '',
    state: stateOf(a && from.files.get(a.path), b && to.files.get(b.path)),
    files: {
      appeared: missingFrom(b?.sources, a?.sources),
      disappeared: missingFrom(a?.sources, b?.sources),
    },
    ...functionsBetween(a, b),
  }))
  return changes.sort((a, b) => byCodeUnit(a.name, b.name))
}

function imagesOf(side: Side): ReadonlyMap<string, SideImage> {
  const functions = functionsByImage(side)
  const found = new Map<string, SideImage>()
  for (const node of side.images) {
    const path = relativeTo(side.root, side.inventory.name(node))
    if (found.has(path)) continue
    found.set(path, { path, sources: sourcesOf(side, node), functions: functions.get(path) })
  }
  return found
}

function pairUp(
  before: ReadonlyMap<string, SideImage>,
  after: ReadonlyMap<string, SideImage>,
): readonly (readonly [SideImage | undefined, SideImage | undefined])[] {
  const pairs: [SideImage | undefined, SideImage | undefined][] = []
  const left = new Map(after)
  const alone = (images: ReadonlyMap<string, SideImage>, name: string): SideImage[] =>
    [...images.values()].filter(({ path }) => basename(path) === name)
  for (const image of before.values()) {
    const same = left.get(image.path)
    const name = basename(image.path)
    const namesakes = alone(after, name)
    const other =
      same ??
      (namesakes.length === 1 && alone(before, name).length === 1 ? namesakes[0] : undefined)
    if (other !== undefined) left.delete(other.path)
    pairs.push([image, other])
  }
  for (const image of left.values()) pairs.push([undefined, image])
  return pairs
}

function stateOf(a: SideFile | undefined, b: SideFile | undefined): ImageChange['state'] {
  if (a === undefined) return 'added'
  if (b === undefined) return 'removed'
  const same = sameContent(a, b)
  return same === undefined ? 'unknown' : same ? 'unchanged' : 'changed'
}

function missingFrom(
  these: ReadonlySet<string> = NOTHING,
  others: ReadonlySet<string> = NOTHING,
): readonly string[] {
  return [...these].filter((path) => !others.has(path)).sort(byCodeUnit)
}

const NOTHING: ReadonlySet<string> = new Set()

/** Sources and headers below an image, through objects, archives and documents. */
function sourcesOf({ inventory, root }: Side, image: NodeId): ReadonlySet<string> {
  const queue = [image]
  const seen = new Set(queue)
  const found = new Set<string>()
  for (const node of queue) {
    const next: NodeId[] = []
    inventory.eachTarget(node, (target, kind) => {
      if (isMaterial(inventory, node, target, kind)) next.push(target)
    })
    next.push(...twinsElsewhere(inventory, node))
    for (const each of next) {
      if (seen.has(each)) continue
      seen.add(each)
      queue.push(each)
      const role = inventory.role(each)
      if (role === 'source' || role === 'header') {
        found.add(relativeTo(root, inventory.name(each)))
      }
    }
  }
  return found
}

function functionsByImage({
  records,
  root,
}: Side): ReadonlyMap<string, ReadonlyMap<string, ComparedFunction>> {
  const byImage = new Map<string, Map<string, ComparedFunction>>()
  for (const { images } of records.objects.values()) {
    for (const [written, files] of images) {
      const image = relativeTo(root, normalPath(written))
      const functions = byImage.get(image) ?? new Map<string, ComparedFunction>()
      byImage.set(image, functions)
      for (const { file: path, own, inlined } of files) {
        const file = relativeTo(root, normalPath(path))
        for (const name of own) functions.set(`${file} ${name}`, { file, name, state: 'own' })
        for (const name of inlined) {
          const key = `${file} ${name}`
          if (!functions.has(key)) functions.set(key, { file, name, state: 'inlined' })
        }
      }
    }
  }
  return byImage
}

function functionsBetween(
  a: SideImage | undefined,
  b: SideImage | undefined,
): Pick<ImageChange, 'functions'> {
  const [before, after] = [a?.functions, b?.functions]
  // of an image that is on one side only everything appears, or goes
  if ((a !== undefined && before === undefined) || (b !== undefined && after === undefined))
    return {}
  const only = (
    these: SideImage['functions'] = new Map(),
    others: SideImage['functions'] = new Map(),
  ): readonly ComparedFunction[] =>
    [...these]
      .filter(([key]) => !others.has(key))
      .map(([, each]) => each)
      .sort((x, y) => byCodeUnit(x.file, y.file) || byCodeUnit(x.name, y.name))
  const kept = [...(before ?? [])].filter(([key]) => after?.has(key)).length
  return { functions: { appeared: only(after, before), disappeared: only(before, after), kept } }
}
