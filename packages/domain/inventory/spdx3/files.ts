// SPDX-License-Identifier: Apache-2.0
import { ids, isObject, list, text, texts, type Spdx3Object } from '@headwater/formats/spdx3'
import type { FileFacts, SnippetFacts } from '../facts.ts'
import { fileRole } from '../roles.ts'
import { digestsOf } from './identifiers.ts'
import { hyphenated } from './properties.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** One object of one shape for each file: there may be millions. */
export function fileFacts(node: Spdx3Object): FileFacts {
  const facts: Writable<FileFacts> = { path: text(node, 'name') ?? '' }
  const digests = digestsOf(node)
  if (digests.length > 0) facts.digests = digests
  const types = typesOf(node)
  if (types !== undefined) facts.types = types
  const copyright = text(node, 'software_copyrightText')
  if (copyright !== undefined && copyright !== 'NOASSERTION') facts.copyright = copyright
  return facts
}

/** Lists of types are shared: a document uses a handful of combinations. */
const shared = new Map<string, readonly string[]>()

function typesOf(node: Spdx3Object): readonly string[] | undefined {
  const primary = text(node, 'software_primaryPurpose')
  const more = node['software_additionalPurpose']
  if (more === undefined) {
    if (primary === undefined) return undefined
    let types = shared.get(primary)
    if (types === undefined) {
      types = [hyphenated(primary)]
      // words of newer versions and of others come from the document: the list must not grow with them
      if (shared.size < 100) shared.set(primary, types)
    }
    return types
  }
  const all = [
    ...(primary === undefined ? [] : [primary]),
    ...texts(node, 'software_additionalPurpose'),
  ]
  return all.map(hyphenated)
}

/** A directory stands for what it contains and has no bytes of its own. */
export function isDirectory(node: Spdx3Object): boolean {
  return node['software_fileKind'] === 'directory'
}

export function isHeaderPath(path: string): boolean {
  return fileRole(path) === 'header'
}

export function snippetFacts(node: Spdx3Object): SnippetFacts {
  const byteRange = rangeOf(node, 'software_byteRange')
  const lineRange = rangeOf(node, 'software_lineRange')
  const name = text(node, 'name')
  const comment = text(node, 'comment')
  return {
    file: ids(node, 'software_snippetFromFile')[0] ?? '',
    ...(name === undefined ? {} : { name }),
    ...(byteRange === undefined ? {} : { byteRange }),
    ...(lineRange === undefined ? {} : { lineRange }),
    ...(comment === undefined ? {} : { comment }),
  }
}

function rangeOf(node: Spdx3Object, name: string): readonly [number, number] | undefined {
  const [range] = list(node, name)
  if (!isObject(range)) return undefined
  return [Number(range['beginIntegerRange']), Number(range['endIntegerRange'])]
}
