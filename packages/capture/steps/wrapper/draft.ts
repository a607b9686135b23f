// SPDX-License-Identifier: Apache-2.0
import type { CommandFacts } from '../../command/index.ts'
import type { StepKind } from '../step.ts'
import type { Content } from './history.ts'
import type { Included } from './includes.ts'

/** A step whose files are contents; their paths are known only at the end. */
export interface Draft {
  readonly kind: StepKind
  readonly outputs: readonly Content[]
  readonly inputs: readonly Place[]
  readonly includes: readonly Place[]
  readonly included: Included['known']
  readonly libraries: readonly string[]
  readonly libraryFolders: readonly string[]
  readonly command: readonly string[]
  readonly directory: string
  readonly record: string
  readonly linkMap?: string
  /** Of a link: whether the linker itself said what it opened. */
  readonly sawLinker: boolean
}

/** A path, and what stood there then if the build had to do with it. */
export interface Place {
  readonly path: string
  readonly content: Content | undefined
}

/** What a draft takes from its command, whatever the command does. */
export function commonOf(
  facts: CommandFacts,
  record: string,
): Pick<
  Draft,
  'libraries' | 'libraryFolders' | 'command' | 'directory' | 'record' | 'sawLinker' | 'linkMap'
> {
  return {
    ...(facts.linkMap === undefined ? {} : { linkMap: facts.linkMap }),
    libraries: [
      ...new Set(
        facts.libraries.map(({ name, linkage }) =>
          linkage === 'static' && !name.startsWith(':') ? `:lib${name}.a` : name,
        ),
      ),
    ],
    libraryFolders: facts.libraryFolders,
    command: facts.command,
    directory: facts.directory,
    record,
    sawLinker: false,
  }
}

export function weakest(known: readonly Included['known'][]): Included['known'] {
  return known.includes('none') ? 'none' : known.includes('user') ? 'user' : 'all'
}

/** All that went into an archive, archives within it opened. */
export function membersOf(archive: Content, drafts: readonly Draft[]): readonly Content[] {
  const members = new Set<Content>()
  const archives = [archive]
  for (const each of archives) {
    const draft = each.maker === undefined ? undefined : drafts[each.maker]
    if (draft?.kind !== 'archive') continue
    for (const { content } of draft.inputs) {
      if (content === undefined || members.has(content)) continue
      members.add(content)
      archives.push(content)
    }
  }
  return [...members]
}

let numbered = 0
const numbers = new WeakMap<Content, number>()

/** The same for the same content, whatever its path. */
export function keyOf({ path, content }: Place): string {
  if (content === undefined) return path
  const known = numbers.get(content) ?? ++numbered
  numbers.set(content, known)
  return `${known}`
}
