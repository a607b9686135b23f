// SPDX-License-Identifier: Apache-2.0
import { ids, objects, text, type Spdx3Object } from '@headwater/formats/spdx3'
import type { DocumentBuilder } from '../facts.ts'
import { flat } from './properties.ts'

/** What elements say beyond the facts of the inventory: comments, properties of their profile, extensions, annotations. */
export interface Notes {
  /** Keeps properties as annotations under their names. */
  properties(node: Spdx3Object, id: string, names: readonly string[]): void
  extensions(node: Spdx3Object, id: string): void
  /** An Annotation element; who made it, and when, is known at the end. */
  annotation(node: Spdx3Object): void
  complete(made: (node: Spdx3Object) => { readonly by?: string; readonly at?: string }): void
}

/** Yocto links its documents by aliases that do not change from build to build: OpenEmbedded, meta/lib/oe/sbom30.py. */
const YOCTO_ALIAS = 'https://rdf.openembedded.org/spdx/3.0/alias'

export function createNotes(builder: DocumentBuilder): Notes {
  const annotations: Spdx3Object[] = []
  return {
    properties(node, id, names) {
      for (const name of names) {
        if (node[name] === undefined) continue
        for (const [type, said] of flat(name, node)) builder.annotate(id, { type, text: said })
      }
    },
    extensions(node, id) {
      for (const extension of objects(node, 'extension')) {
        const alias = text(extension, YOCTO_ALIAS)
        if (alias !== undefined) builder.alias(alias, id)
        else {
          const type = text(extension, 'type') ?? 'extension'
          builder.annotate(id, { type, text: JSON.stringify(extension) })
        }
      }
    },
    annotation(node) {
      annotations.push(node)
    },
    complete(made) {
      for (const node of annotations) {
        const type = text(node, 'annotationType')
        const { by, at } = made(node)
        builder.annotate(ids(node, 'subject')[0] ?? '', {
          ...(by === undefined ? {} : { annotator: by }),
          ...(at === undefined ? {} : { date: at }),
          ...(type === undefined ? {} : { type }),
          text: text(node, 'statement') ?? '',
        })
      }
    },
  }
}
