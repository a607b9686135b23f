// SPDX-License-Identifier: Apache-2.0
import {
  goFunctionsOf,
  type GivenCode,
  type GivenProgram,
  type GoProgram,
  type ProgramFunctions,
} from '@headwater/domain/code'
import type { Inventory, InventoryBuilder, NodeId } from '@headwater/domain/inventory'
import type { ElfSymbol } from '@headwater/formats/elf'
import type { GoBuildInfo } from '@headwater/formats/go-binary'
import { bindImage, type Binding } from './bind.ts'
import { describeImage, imageId } from './describe.ts'
import { isFolder } from './modules.ts'
import { lookInto, type Looked } from './look.ts'
import type { Told } from './told.ts'

export { ImageError, type ImageErrorCode } from './error.ts'
export { lookInto, type Looked } from './look.ts'
export { takeNotes, toldId, type Told } from './told.ts'

/** Images that were looked into and bound to the documents' own. */
export interface BoundImages {
  /** After the inventory is sealed: where each stands in it. */
  givenIn(inventory: Inventory): Pick<GivenCode, 'images' | 'programs'>
}

/**
 * Looks into each image, binds it to the image of the documents that it is, and adds it as a document of its own.
 * @throws ImageError, FormatError.
 */
export function addImages(
  inventory: InventoryBuilder,
  paths: readonly string[],
  told: Told,
  elementOf: (path: string) => string | undefined,
  progress: (what: string) => void,
): BoundImages {
  const bound = paths.map((path): { readonly looked: Looked; readonly binding: Binding } => {
    progress(`looking into ${path}`)
    const looked = lookInto(path)
    const binding = bindImage(looked, told)
    describeImage(inventory, looked, binding, elementOf)
    return { looked, binding }
  })
  return {
    givenIn: (sealed) => ({
      images: bound.map(({ looked, binding }) => ({
        nodes: nodesOf(sealed, looked, binding),
        code: looked.code,
        symbols: looked.symbols,
        isAlone: !binding.isMade,
      })),
      programs: bound.flatMap(({ looked }) => programOf(sealed, looked) ?? []),
    }),
  }
}

/** What a program says of its functions, for the modules of its own document. */
function programOf(inventory: Inventory, looked: Looked): GivenProgram | undefined {
  const { path, sha256, go } = looked
  const node = inventory.find(imageId(sha256))
  const functions = functionsOf(looked)
  if (node === undefined || functions === undefined) return undefined
  const [os, architecture] = [go?.info.settings.get('GOOS'), go?.info.settings.get('GOARCH')]
  return {
    name: path,
    document: inventory.documentOf(node),
    ...(os === undefined ? {} : { os }),
    ...(architecture === undefined ? {} : { architecture }),
    functions,
  }
}

/** Rust has symbols of what is not inlined: they prove presence. */
function functionsOf({ go, rust, symbols }: Looked): ProgramFunctions | undefined {
  if (go?.functions !== undefined) return goFunctionsOf(go.functions, goProgram(go.info, symbols))
  if (rust === undefined) return undefined
  return {
    isComplete: false,
    hasPackage: (crate) => rust.symbols.hasCrate(crate),
    find: (crate, path) => rust.symbols.find(crate, path),
    doubt: () => 'symbols do not name what is inlined',
  }
}

function goProgram(
  { goVersion, path, main, dependencies }: GoBuildInfo,
  symbols: Looked['symbols'],
): GoProgram {
  const [, minor] = /\bgo1\.(\d+)/.exec(goVersion) ?? []
  return {
    ...(minor === undefined ? {} : { minor: Number(minor) }),
    ...(path === undefined ? {} : { mainPath: path }),
    replacements: [main, ...dependencies].flatMap((module) =>
      module?.replacedBy === undefined || isFolder(module.replacedBy.path)
        ? []
        : [{ path: module.path, by: module.replacedBy.path }],
    ),
    ...(symbols === undefined ? {} : { symbols: definedIn(symbols) }),
  }
}

function definedIn(symbols: readonly ElfSymbol[]): readonly string[] {
  return symbols.flatMap(({ name, section }) => (section === 'undefined' ? [] : [name]))
}

function nodesOf(inventory: Inventory, { sha256 }: Looked, binding: Binding): readonly NodeId[] {
  const own = inventory.find(imageId(sha256))
  const nodes = own === undefined ? [] : [own]
  if (binding.by !== 'name') return nodes
  const paths = new Set(binding.files.map(({ path }) => path))
  for (const node of inventory.files()) if (paths.has(inventory.name(node))) nodes.push(node)
  return nodes
}
