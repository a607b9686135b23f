// SPDX-License-Identifier: Apache-2.0
import { fileRole, type InventoryBuilder, type PackageFacts } from '@headwater/domain/inventory'
import { toldId, type Told } from '../images/index.ts'
import { SettingsError } from '../settings/error.ts'
import type { SourceFolder } from './folder.ts'

export { openSourceFolder, type SourceFolder } from './folder.ts'
export { textsOf } from './texts.ts'

/** Source trees that became documents. */
export interface AddedSources {
  /** Their folders, in the order of the documents. */
  readonly folders: readonly string[]
  /** The id of the element for a path of debug information. */
  elementOf(path: string): string | undefined
}

/**
 * Adds source trees as documents, so that paths can be looked up in them: each of the component that the user names, or,
 * where no document speaks of a build, of the one that the folder is called after.
 */
export function addSources(
  inventory: InventoryBuilder,
  folders: readonly SourceFolder[],
  told: Told,
): AddedSources {
  const listed = folders.flatMap((folder) => {
    const facts = componentOf(folder, told)
    if (facts === undefined) return []
    return [{ folder, id: addTree(inventory, folder, facts, sameComponent(facts, told)) }]
  })
  return {
    folders: listed.map(({ folder }) => folder.path),
    elementOf(path) {
      for (const { folder, id } of listed) {
        const found = folder.fileAt(path)
        if (found !== undefined) return `${id}#${found}`
      }
      return undefined
    },
  }
}

function componentOf(folder: SourceFolder, told: Told): PackageFacts | undefined {
  const { component, path } = folder
  if (component !== undefined) {
    const found = told.packages.find(({ name }) => name === component)
    if (found !== undefined) return found
    const names = [...new Set(told.packages.map(({ name }) => name))].slice(0, 20).join(', ')
    throw new SettingsError('--source', [
      `no component is called ${component}; there ${names === '' ? 'are none' : `are ${names}`}`,
    ])
  }
  if (told.hasBuild) return undefined
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase()
  const named = told.packages.filter((each) => isNamedAfter(name, each.name.toLowerCase()))
  const longest = named.toSorted((a, b) => b.name.length - a.name.length)[0]
  return longest ?? (told.packages.length === 1 ? told.packages[0] : undefined)
}

/** `curl-7.88.1`, `curl_7.88.1`, `curl`. */
function isNamedAfter(folder: string, name: string): boolean {
  if (name === '' || !folder.startsWith(name)) return false
  return folder.length === name.length || /[-_.@]/.test(folder[name.length] ?? '')
}

/**
 * One SBOM, without a build and without images of its own, and an image beside it: the user says that they are of one
 * product. Of two SBOMs nobody says which.
 */
function sameComponent(facts: PackageFacts, told: Told): string | undefined {
  if (told.documents.size !== 1 || told.hasBuild) return undefined
  if (told.files.some(({ path, digests }) => isImage(path) && digests.length > 0)) return undefined
  return toldId(told.packages.indexOf(facts))
}

function isImage(path: string): boolean {
  const role = fileRole(path)
  return role === 'image' || role === 'module'
}

function addTree(
  inventory: InventoryBuilder,
  folder: SourceFolder,
  facts: PackageFacts,
  same: string | undefined,
): string {
  const id = `urn:headwater:source:${encodeURI(folder.path)}`
  const { builder, close } = inventory.open()
  const { name, version, purls, cpes, repositories } = facts
  builder.package('component', {
    name,
    ...(version === undefined ? {} : { version }),
    ...(purls === undefined ? {} : { purls }),
    ...(cpes === undefined ? {} : { cpes }),
    ...(repositories === undefined ? {} : { repositories }),
  })
  if (same !== undefined) builder.edge('component', 'other', same, { label: 'the same component' })
  for (const path of folder.files) {
    builder.file(`/${path}`, { path })
    builder.alias(`${id}#${path}`, `/${path}`)
    builder.edge('component', 'contains', `/${path}`)
  }
  close(
    {
      format: 'folder',
      specVersion: '',
      syntax: 'files',
      source: folder.path,
      id,
      creators: [],
      tools: [],
      sbomTypes: ['source'],
    },
    '',
  )
  return id
}
