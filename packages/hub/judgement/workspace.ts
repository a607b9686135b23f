// SPDX-License-Identifier: Apache-2.0
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { documentBytes, type Attachment } from '@headwater/store/documents'
import type { Store } from '@headwater/store/open'

/** The documents of a release as files of ours: their names are numbers, never anything that a document or an uploader says. */
export interface Workspace {
  /** In the order of the attachments that were asked for. */
  readonly paths: readonly string[]
  /** Which attachment a name in a report belongs to: `path`, or `path!/member` of an archive. */
  attachmentOf(name: string): Attachment | undefined
  /** The same with what the uploader called a document in place of our own path, which is another one at every judgement. */
  shown(text: string): string
}

/** Lays the documents out, lets them be read, and removes them again, whatever happens. */
export async function withDocuments<Result>(
  { db }: Store,
  attachments: readonly Attachment[],
  use: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-'))
  const byPath = new Map<string, Attachment>()
  const ours = new RegExp(`${folder.replaceAll(/[^\w/]/g, '\\$&')}/\\d+`, 'g')
  const shown = (text: string): string =>
    text.includes(folder)
      ? text.replaceAll(ours, (path) => byPath.get(path)?.name ?? 'a document')
      : text
  try {
    for (const [i, attachment] of attachments.entries()) {
      const path = join(folder, String(i))
      await pipeline(
        Readable.from(documentBytes(db, attachment.document_id), { objectMode: false }),
        createWriteStream(path, { flags: 'wx', mode: 0o600 }),
      )
      byPath.set(path, attachment)
    }
    return await use({
      paths: [...byPath.keys()],
      attachmentOf: (name) => byPath.get(name.split('!/')[0] ?? name),
      shown,
    })
  } catch (error) {
    if (error instanceof Error) error.message = shown(error.message)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
