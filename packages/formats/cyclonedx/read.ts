// SPDX-License-Identifier: Apache-2.0
import type { Limits, Source } from '../source/index.ts'
import type { CycloneDxDocument } from './document.ts'
import { readJson } from './read-json.ts'
import { readXml } from './read-xml.ts'
import { collectDocument, type CycloneDxSink } from './sink.ts'

export interface CycloneDxOptions {
  readonly limits?: Limits
}

/**
 * A CycloneDX document, JSON 1.2 to 1.7 or XML 1.0 to 1.7, whole and in the shape of the JSON. The syntax is told by the
 * first character.
 * @throws FormatError with every fault and its place, where the document does not keep to its version's schema.
 */
export async function readCycloneDx(
  source: Source,
  options: CycloneDxOptions = {},
): Promise<CycloneDxDocument> {
  const collected = collectDocument()
  await streamCycloneDx(source, collected.sink, options)
  return collected.document()
}

/** The same, piece by piece; see {@link CycloneDxSink}. */
export async function streamCycloneDx(
  source: Source,
  sink: CycloneDxSink,
  options: CycloneDxOptions = {},
): Promise<void> {
  const read = (await startsWithMarkup(source)) ? readXml : readJson
  await read(source, sink, options.limits)
}

async function startsWithMarkup(source: Source): Promise<boolean> {
  for await (const chunk of source.chunks()) {
    for (const byte of chunk) {
      // white space, byte order marks, and the zeros of UTF-16
      if (byte <= 0x20 || byte >= 0xef || byte === 0xbb || byte === 0xbf) continue
      return byte === 0x3c
    }
  }
  return false
}
