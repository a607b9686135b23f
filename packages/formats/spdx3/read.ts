// SPDX-License-Identifier: Apache-2.0
import type { Limits, Source } from '../source/index.ts'
import type { Spdx3Document, Spdx3Object } from './document.ts'
import { streamSpdx3 } from './stream.ts'

/**
 * The whole document, validated and normalized. For documents that fill the memory there is {@link streamSpdx3}.
 * @throws FormatError with every fault and its place.
 */
export async function readSpdx3(source: Source, limits?: Limits): Promise<Spdx3Document> {
  const graph: Spdx3Object[] = []
  const { version, specVersion, context, bare, remarks } = await streamSpdx3(
    source,
    { root: (node) => void graph.push(node) },
    limits,
  )
  return { version, specVersion, context, graph, bare, remarks }
}
