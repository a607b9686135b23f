// SPDX-License-Identifier: Apache-2.0
import {
  basename,
  fileRole,
  MADE_OF,
  normalPath,
  type Digest,
  type DocumentBuilder,
  type PackageFacts,
} from '@headwater/domain/inventory'

/** What documents say of files that an image could be, gathered while they are read. */
export interface Told {
  readonly files: readonly ToldFile[]
  /** Names of the documents. */
  readonly documents: ReadonlySet<string>
  readonly packages: readonly PackageFacts[]
  /** Whether any document says of what anything was made. */
  readonly hasBuild: boolean
  /** A builder that takes notes. */
  noting(builder: DocumentBuilder, document: string): DocumentBuilder
}

export interface ToldFile {
  readonly path: string
  /** The name of the document. */
  readonly document: string
  readonly digests: readonly Digest[]
  /** Whether its document says what it was made of. */
  readonly isMade: () => boolean
}

export function takeNotes(): Told {
  const files: ToldFile[] = []
  const packages: PackageFacts[] = []
  const documents = new Set<string>()
  let hasBuild = false
  return {
    files,
    packages,
    documents,
    get hasBuild() {
      return hasBuild
    },
    noting(builder, document) {
      const made = new Set<string>()
      documents.add(document)
      return {
        ...builder,
        package(id, facts, kind) {
          const isNew = builder.package(id, facts, kind)
          if (kind === undefined || kind === 'package') {
            builder.alias(toldId(packages.length), id)
            packages.push(facts)
          }
          return isNew
        },
        file(id, facts) {
          const role = fileRole(facts.path, facts.types)
          if (role === 'image' || role === 'module' || role === 'unknown') {
            const path = normalPath(facts.path)
            const digests = facts.digests ?? []
            files.push({ path, document, digests, isMade: () => made.has(id) })
          }
          return builder.file(id, facts)
        },
        edge(from, kind, to, detail) {
          if (MADE_OF.has(kind)) {
            made.add(from)
            hasBuild = true
          }
          return builder.edge(from, kind, to, detail)
        },
      }
    },
  }
}

/** A name for the nth package of all documents: those without an id of their own cannot be referred to otherwise. */
export function toldId(index: number): string {
  return `urn:headwater:told:${index}`
}

/** Files that are called like an image. */
export function namesakesOf(told: Told, path: string): readonly ToldFile[] {
  const name = basename(normalPath(path))
  return told.files.filter((file) => basename(file.path) === name)
}
