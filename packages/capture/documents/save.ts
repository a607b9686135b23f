// SPDX-License-Identifier: Apache-2.0
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { CaptureError } from '../error/index.ts'
import type { WrittenDocument } from './index.ts'

/** Names of all documents that a capture may have written here before, in any format. */
const OURS = /^(?:application|third-party|build)\.(?:spdx3\.json|spdx\.json|cdx\.json)$/

/**
 * All documents or none: they are written into a folder beside, which becomes `out` when it is whole. Where `out` is there
 * already, documents of earlier captures give way, those of other formats too, and everything else in it stays.
 * @returns the size of each in bytes
 */
export function saveDocuments(
  out: string,
  documents: readonly Pick<WrittenDocument, 'file' | 'pieces'>[],
): readonly number[] {
  const part = `${out}.part-${process.pid}`
  try {
    mkdirSync(part, { recursive: true })
    const sizes = documents.map(({ file, pieces }) => writePieces(join(part, file), pieces))
    if (!existsSync(out)) {
      mkdirSync(dirname(out), { recursive: true })
      renameSync(part, out)
      return sizes
    }
    const fresh = new Set(documents.map(({ file }) => file))
    for (const name of readdirSync(out))
      if (OURS.test(name) && !fresh.has(name)) rmSync(join(out, name))
    // the build's document comes last and carries the digests of the others: a reader notices if it is cut short here
    for (const { file } of documents) renameSync(join(part, file), join(out, file))
    return sizes
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

function writePieces(path: string, pieces: readonly Uint8Array[]): number {
  const file = openSync(path, 'wx')
  let size = 0
  try {
    for (const bytes of pieces) {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
      size += bytes.length
    }
  } finally {
    closeSync(file)
  }
  return size
}
