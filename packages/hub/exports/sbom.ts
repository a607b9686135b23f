// SPDX-License-Identifier: Apache-2.0
import { readSbom } from '@headwater/check/sbom'
import { convertDocument, TARGETS } from '@headwater/domain/conversion'
import { FormatError } from '@headwater/formats/fault'
import { LimitError } from '@headwater/formats/source'
import { documentBytes, documentsOfRelease, type Attachment } from '@headwater/store/documents'
import type { Hub } from '../http/hub.ts'
import { Problem } from '../problem/index.ts'

/** The lanes in the order in which they say most of what was shipped. */
const LANES: readonly Attachment['lane'][] = [
  'build',
  'analyzed',
  'deployed',
  'runtime',
  'source',
  'design',
]

/** A conversion holds its document in memory forty times over. */
const LARGEST = 64 * 1024 * 1024

/**
 * A document of a release as another format: the one that is named, else the last one of the lane that says most.
 * @throws Problem `not-found`, `unreadable-document` for what no conversion takes, `too-large`
 */
export async function sbomOfRelease(
  { store, limits, version }: Hub,
  release: number,
  target: 'spdx-3.0.1' | 'spdx-2.3' | 'cyclonedx-1.7',
  sha256?: string,
): Promise<string> {
  const attachments = await documentsOfRelease(store.db, release)
  const wanted =
    sha256 === undefined
      ? LANES.flatMap((lane) => attachments.filter((one) => one.lane === lane).slice(-1))[0]
      : attachments.find((one) => one.sha256.toString('hex') === sha256)
  const to = TARGETS.get(target)
  if (wanted === undefined || to === undefined) {
    throw new Problem('not-found', { detail: 'the release has no such SBOM' })
  }
  try {
    const source = await readSbom(
      { name: wanted.name, chunks: () => documentBytes(store.db, wanted.document_id) },
      { ...limits, wholeDocumentBytes: Math.min(limits.wholeDocumentBytes, LARGEST) },
    )
    const { text } = convertDocument(source, to, {
      name: wanted.name,
      sha256: wanted.sha256.toString('hex'),
      tool: { name: 'Headwater', version },
    })
    return text
  } catch (error) {
    if (error instanceof LimitError) throw new Problem('too-large', { detail: error.message })
    if (error instanceof FormatError) {
      throw new Problem('unreadable-document', {
        detail: 'no conversion takes this document',
        faults: error.faults.slice(0, 20).map(({ code, message }) => ({
          at: '',
          message: `${code}: ${message}`,
        })),
      })
    }
    throw error
  }
}
