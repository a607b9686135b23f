// SPDX-License-Identifier: Apache-2.0
import { getHeapStatistics } from 'node:v8'
import type { SourceDocument } from '@headwater/domain/conversion'
import { detectFormat, type DocumentSyntax } from '@headwater/formats/detect'
import { FormatError } from '@headwater/formats/fault'
import { LimitError, type Limits, type Source } from '@headwater/formats/source'
import type { Spdx2Syntax } from '@headwater/formats/spdx2'

/**
 * One SBOM, whole: a conversion holds it in memory.
 * @throws FormatError for what is no SBOM or a faulty one; LimitError above `wholeDocumentBytes`.
 */
export async function readSbom(source: Source, limits: Limits): Promise<SourceDocument> {
  await guardSize(source, limits)
  const detected = await detectFormat(source)
  switch (detected?.format) {
    case 'spdx-2': {
      const { readSpdx2 } = await import('@headwater/formats/spdx2')
      const document = await readSpdx2(source, SYNTAXES[detected.syntax] ?? 'json', limits)
      return { family: 'spdx-2', document }
    }
    case 'spdx-3': {
      const { readSpdx3 } = await import('@headwater/formats/spdx3')
      return { family: 'spdx-3', document: await readSpdx3(source, limits) }
    }
    case 'cyclonedx': {
      const { readCycloneDx } = await import('@headwater/formats/cyclonedx')
      return { family: 'cyclonedx', document: await readCycloneDx(source, { limits }) }
    }
    default: {
      const what =
        detected === undefined ? 'neither SPDX nor CycloneDX' : `a ${detected.format} document`
      const message = `${what}; convert takes SBOMs`
      throw new FormatError(source.name, [{ code: 'UNKNOWN_FORMAT', message, place: {} }])
    }
  }
}

const SYNTAXES: Readonly<Partial<Record<DocumentSyntax, Spdx2Syntax>>> = {
  json: 'json',
  xml: 'xml',
  yaml: 'yaml',
  'tag-value': 'tag-value',
  'rdf-xml': 'rdf',
}

/** Document, pivot, account and target together: measured at 37 bytes of heap for each byte of an SPDX 2 document. */
const HEAP_PER_BYTE = 40

/** Counted, because what is compressed says nothing of its size beforehand. */
async function guardSize(source: Source, { wholeDocumentBytes }: Limits): Promise<void> {
  const heap = getHeapStatistics().heap_size_limit
  let bytes = 0
  for await (const chunk of source.chunks()) {
    bytes += chunk.byteLength
    if (bytes > wholeDocumentBytes) {
      throw new LimitError(
        'wholeDocumentBytes',
        `${source.name} is larger than ${wholeDocumentBytes} bytes, and a conversion must hold it whole in memory`,
      )
    }
    if (bytes * HEAP_PER_BYTE > heap) {
      const megabytes = Math.floor(heap / HEAP_PER_BYTE / 1024 ** 2)
      const message = `a conversion holds the document in memory, which is enough for ${megabytes} MB: give Node more with NODE_OPTIONS=--max-old-space-size=MEGABYTES`
      throw new FormatError(source.name, [{ code: 'LIMIT', message, place: {} }])
    }
  }
}
