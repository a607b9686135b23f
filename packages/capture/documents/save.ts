// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CaptureError } from '../error/index.ts'

/** Names of all documents that a capture may have written here before, in any format. */
const OURS = /^(?:application|third-party|build)\.(?:spdx3\.json|spdx\.json|cdx\.json)$/

/**
 * All documents or none: they are written into a folder beside, which becomes `out` when it is whole. Where `out` is there
 * already, documents of earlier captures give way, those of other formats too, and everything else in it stays.
 */
export function saveDocuments(
  out: string,
  documents: readonly { readonly file: string; readonly text: string }[],
): void {
  const part = `${out}.part-${process.pid}`
  try {
    mkdirSync(part, { recursive: true })
    for (const { file, text } of documents) writeFileSync(join(part, file), text)
    if (!existsSync(out)) {
      mkdirSync(dirname(out), { recursive: true })
      renameSync(part, out)
      return
    }
    const fresh = new Set(documents.map(({ file }) => file))
    for (const name of readdirSync(out))
      if (OURS.test(name) && !fresh.has(name)) rmSync(join(out, name))
    // the build's document comes last and carries the digests of the others: a reader notices if it is cut short here
    for (const { file } of documents) renameSync(join(part, file), join(out, file))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it cannot be written'
    throw new CaptureError(
      'OUT',
      `${out}: ${why}`,
      'Say with --out where the documents are to go.',
      { cause },
    )
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}
