// SPDX-License-Identifier: Apache-2.0
import { basename, normalPath, type Inventory, type NodeId } from '../inventory/index.ts'
import { isTied, type Body } from './body.ts'
import type { GivenCode, SourceText, TextFunction } from './given.ts'
import { viewImage, type ImageView } from './images.ts'
import { namesOf, type Names } from './names.ts'
import type { CodeRecords, ReadObject } from './read-records.ts'
import { bodiesByName, linesInImage } from './recorded.ts'
import { fits, NO_TEXT, textOf } from './texts.ts'
import { upwardIn } from './units.ts'

/** Everything that is known of the code of one file. */
export interface FileFacts {
  /** Objects made of it that went into an image. */
  readonly units: readonly UnitFacts[]
  /** Archives and images that took it in with no object on record. */
  readonly products: readonly UnitFacts[]
  /** What its text defines; undefined where nobody says. */
  readonly text: Names | undefined
  /** Functions of its text that compilers may evaluate themselves. */
  readonly constant: Names
  /** Where its text defines it, if the text itself was given. */
  readonly spans: readonly TextFunction[] | undefined
  /** Its text, if that was given. */
  readonly given: SourceText | undefined
  /** Lines of it that are in an image: snippets, as `west spdx` writes them. */
  readonly lines: readonly (readonly [number, number])[]
  /** Functions of it in images. */
  readonly bodies: readonly Body[]
  /** Functions in images of files that have its name and no path that ties them to it. */
  readonly namesakes: readonly Body[]
  /** Why the file may be in an image although none is known to be made of it. */
  readonly hiding: string | undefined
  /** A symbol in one of the images that may be the function, and that no debug information accounts for. */
  strayOf(name: string): { readonly symbol: string; readonly image: string } | undefined
}

interface UnitFacts {
  readonly node: NodeId
  /** Names of the images that it went into. */
  readonly images: readonly string[]
  /** Proved to hold no code. */
  readonly empty: boolean
  /** What is missing to say which of its functions are in an image. */
  readonly gap?: string
  /** Its compiler leaves out functions that were inlined until nothing bore their name, and this may be one. */
  mayHide(name: string): boolean
}

export function factsIn(
  inventory: Inventory,
  imageNodes: readonly NodeId[],
  records: CodeRecords,
  given: GivenCode,
): (file: NodeId) => FileFacts {
  const upward = upwardIn(inventory, new Set(imageNodes), (node) => records.objects.has(node))
  const recorded = bodiesByName(inventory, records)
  const views = new Map<NodeId, ImageView>()
  for (const image of given.images) {
    const nodes = image.nodes.flatMap((node) => upward.occurrences(node))
    const view = viewImage(inventory.name(nodes.at(-1) ?? 0), image)
    for (const node of nodes) views.set(node, view)
  }
  const cache = new Map<NodeId, FileFacts>()

  function factsOf(file: NodeId): FileFacts {
    const nodes = upward.occurrences(file)
    const uses = upward.usesOf(file)
    const reached = new Set<NodeId>()
    const units = uses.units.flatMap((unit) => unitFacts(unit, file, reached) ?? [])
    const products = uses.products.flatMap(({ node, of }) => productFacts(node, of, reached) ?? [])
    const paths = nodes.map((node) => inventory.name(node))
    const looked = new Set([...reached].flatMap((image) => views.get(image) ?? []))
    const key = basename(paths[0] ?? '').toLowerCase()
    const documents = new Set(
      [...nodes, ...uses.units, ...uses.products.map(({ node }) => node)].map((node) =>
        inventory.documentOf(node),
      ),
    )
    const near: Body[] = (recorded.get(key) ?? []).filter(({ document }) => documents.has(document))
    for (const view of looked) near.push(...view.bodiesNamed(key))
    const isOwn = (body: Body): boolean =>
      paths.some((path) => isTied(path, body.file)) && !isOfAnother(body, nodes)
    const own = near.filter(isOwn)
    const said = textOf(nodes, records, given)
    const known = said.spans !== undefined && own.some((body) => !fits(body, said)) ? NO_TEXT : said
    return {
      units,
      products,
      ...known,
      get hiding() {
        for (const view of new Set(views.values())) {
          const reason = view.hides(known.text)
          if (reason !== undefined) return reason
        }
        return undefined
      },
      lines: nodes.flatMap((node) => linesInImage(inventory, node)),
      bodies: own,
      namesakes: near.filter((body) => !isOwn(body) && !isOther(body)),
      strayOf(name) {
        for (const view of looked) {
          const symbol = view.strayOf(name, key)
          if (symbol !== undefined) return { symbol, image: view.name }
        }
        return undefined
      },
    }
  }

  /** Undefined: it went into no image. */
  function unitFacts(unit: NodeId, of: NodeId, seen: Set<NodeId>): UnitFacts | undefined {
    const record = recordOf(unit)
    const gaps = new Map<NodeId, string | undefined>()
    const gapAt = (image: NodeId): string | undefined => {
      if (!gaps.has(image)) gaps.set(image, unitGap(unit, record, image))
      return gaps.get(image)
    }
    const reached = upward.imagesOf(unit, (image) => gapAt(image) === undefined)
    if (reached.length === 0) return undefined
    for (const image of reached) seen.add(image)
    const facts = {
      node: unit,
      images: reached.map((image) => inventory.name(image)),
      mayHide: hidingIn(reached, record, upward.occurrences(of)),
    }
    if (record?.text === 0 && !record.intermediate) return { ...facts, empty: true }
    const bare = reached.find((image) => gapAt(image) !== undefined)
    const gap = bare === undefined ? undefined : gapAt(bare)
    return { ...facts, empty: false, ...(gap === undefined ? {} : { gap }) }
  }

  /** Why the functions of an object in an image are not known; undefined: they are. */
  function unitGap(
    unit: NodeId,
    record: ReadObject | undefined,
    image: NodeId,
  ): string | undefined {
    const name = inventory.name(unit)
    const imageName = inventory.name(image)
    if (record?.debug === 'dwarf' && hasImage(record, imageName)) return undefined
    const view = views.get(image)
    if (view === undefined) {
      if (record === undefined) return `nothing is known of the code of ${name}`
      if (record.debug === 'none') return `${name} has no debug information`
      return `${imageName} was linked without debug information of ${name}`
    }
    if (record?.debug === 'dwarf') return view.gap
    return view.gap ?? sourcesGap(upward.sourcesOf(unit), view, image, name)
  }

  /** Each object must have its unit: one of two objects of a source may have been compiled without debug information. */
  function sourcesGap(
    sources: readonly NodeId[],
    view: ImageView,
    image: NodeId,
    name: string,
  ): string | undefined {
    const imageName = inventory.name(image)
    if (sources.length === 0) return `nobody says from which source ${name} was compiled`
    for (const source of sources) {
      const paths = upward.occurrences(source).map((node) => inventory.name(node))
      const found = view.unitsAt(paths)
      const split = found.find(({ splitInto }) => splitInto !== undefined)
      if (split !== undefined) {
        return `the debug information of ${name} is in another file (${split.splitInto ?? ''})`
      }
      if (found.some(({ complete }) => !complete)) {
        return `the debug information of ${name} is not complete in ${imageName}`
      }
      if (found.length < objectsOf(source, image)) {
        return `${imageName} has debug information, but not of ${name}: it was compiled without, or holds no code, or was not linked`
      }
    }
    return undefined
  }

  /** Objects of a source that went into an image; at least one. */
  function objectsOf(source: NodeId, image: NodeId): number {
    const own = new Set(upward.occurrences(source))
    const { units } = upward.usesOf(source)
    const count = units.filter(
      (unit) =>
        !(recordOf(unit)?.text === 0) &&
        upward.sourcesOf(unit).some((each) => own.has(each)) &&
        upward.imagesOf(unit, () => false).includes(image),
    ).length
    return Math.max(1, count)
  }

  function productFacts(product: NodeId, of: NodeId, seen: Set<NodeId>): UnitFacts | undefined {
    const name = inventory.name(of)
    const gapAt = (image: NodeId): string | undefined => {
      const view = views.get(image)
      if (view !== undefined) return view.gap ?? sourcesGap([of], view, image, name)
      return `no object of ${name} is on record, and nothing is known of the functions in ${inventory.name(image)}`
    }
    const reached = upward.imagesOf(product, (image) => gapAt(image) === undefined)
    const [first] = reached
    if (first === undefined) return undefined
    for (const image of reached) seen.add(image)
    const bare = reached.find((image) => gapAt(image) !== undefined)
    const gap = bare === undefined ? undefined : gapAt(bare)
    return {
      node: product,
      images: reached.map((image) => inventory.name(image)),
      empty: false,
      mayHide: hidingIn(reached, undefined, []),
      ...(gap === undefined ? {} : { gap }),
    }
  }

  function hidingIn(
    images: readonly NodeId[],
    record: ReadObject | undefined,
    files: readonly NodeId[],
  ): (name: string) => boolean {
    if (images.some((image) => views.get(image)?.isForgetful)) return () => true
    if (record?.forgetful !== true) return () => false
    const paths = files.map((node) => inventory.name(node))
    const told = [...record.images.values()].map((lists) =>
      lists.filter(({ file }) => paths.some((path) => isTied(path, normalPath(file)))),
    )
    const known = told.map((lists) =>
      namesOf(lists.flatMap(({ dropped = [], unused = [] }) => [...dropped, ...unused])),
    )
    return (name) => !known.every((names) => names.has(name))
  }

  function recordOf(unit: NodeId): ReadObject | undefined {
    for (const node of upward.occurrences(unit)) {
      const record = records.objects.get(node)
      if (record !== undefined) return record
    }
    return undefined
  }

  /** Two trees of one build may have files of one path: the object says of which of them it was made. */
  function isOfAnother(body: Body, nodes: readonly NodeId[]): boolean {
    if (body.object === undefined) return false
    const materials = upward.materialsOf(body.object)
    if (materials.some((each) => nodes.includes(each))) return false
    return materials.some((each) => isTied(inventory.name(each), body.file))
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
