// SPDX-License-Identifier: Apache-2.0
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { extract } from 'tar-stream'
import { LimitError, type Limits, type Source } from '@headwater/formats/source'
import {
  damaged,
  fileSource,
  guardMember,
  gunzipSource,
  memorySource,
  type DigestedSource,
} from './source.ts'
import { zipMembers } from './zip.ts'

export { zipMembers, zipMembersIn, type PackedMember, type ZipMember } from './zip.ts'
export {
  archiveKind,
  fileSource,
  gunzipSource,
  memorySource,
  type ArchiveKind,
  type DigestedSource,
} from './source.ts'
export { IntakeError, type IntakeErrorCode } from './error.ts'

/** The members of a tar (plain or gzipped) or zip, in the order of the archive, without folders. */
export async function* openArchive(
  path: string,
  name: string,
  kind: 'zip' | 'tar' | 'tar.gz',
  limits: Limits,
): AsyncIterable<DigestedSource> {
  if (kind === 'zip') {
    for (const member of zipMembers(path, limits)) {
      yield memorySource(`${name}!/${member.name}`, [member.read()])
    }
    return
  }
  const file = fileSource(path, name)
  yield* tarMembers(kind === 'tar' ? file : gunzipSource(file, limits), limits)
}

async function* tarMembers(tar: Source, limits: Limits): AsyncIterable<DigestedSource> {
  const reader = extract()
  const feeding = pipeline(Readable.from(tar.chunks()), reader)
  // the loop below sees the failure too, through the reader; this one must not go unhandled
  feeding.catch(() => undefined)
  let entries = 0
  let total = 0
  try {
    for await (const entry of reader) {
      if (++entries > limits.archiveEntries) {
        throw new LimitError(
          'archiveEntries',
          `${tar.name}: more than ${limits.archiveEntries} members`,
        )
      }
      if (entry.header.type !== 'file') {
        entry.resume()
        continue
      }
      const name = `${tar.name}!/${entry.header.name}`
      const chunks: Buffer[] = []
      let size = 0
      // as the header claims: what is too large anyway need not be read first
      guardMember(name, entry.header.size ?? 0, limits)
      for await (const chunk of entry) {
        const bytes = chunk as Buffer
        size += bytes.byteLength
        total += bytes.byteLength
        guardMember(name, size, limits)
        if (total > limits.archiveBytes) {
          throw new LimitError(
            'archiveBytes',
            `${tar.name}: more than ${limits.archiveBytes} bytes`,
          )
        }
        chunks.push(bytes)
      }
      yield memorySource(name, chunks)
    }
  } catch (error) {
    if (error instanceof LimitError || (error instanceof Error && error.name === 'IntakeError'))
      throw error
    throw damaged(tar.name, error)
  }
}
