// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileSink, type ByteSink } from '../segment/index.ts'
import { isFileName, MANIFEST_NAME, type Manifest } from './manifest.ts'

/** A new file of a mirror. It is there for good once `close` has returned. */
export interface NewFile {
  readonly name: string
  readonly sink: ByteSink
  /** @returns its size. May be called again. */
  close(): number
}

export function createFile(
  folder: string,
  kind: 'advisories' | 'table',
  end: 'seg' | 'json' | 'bin',
): NewFile {
  const name = `${kind}-${randomBytes(8).toString('hex')}.${end}`
  const file = openSync(join(folder, name), 'wx')
  const sink = fileSink(file)
  let isOpen = true
  return {
    name,
    sink,
    close() {
      if (isOpen) {
        isOpen = false
        try {
          sink.flush()
          fsyncSync(file)
        } finally {
          closeSync(file)
        }
      }
      return sink.size
    },
  }
}

export function createFolder(folder: string): void {
  mkdirSync(folder, { recursive: true })
}

/** Puts a manifest in the place of the old one. Whoever crashes before leaves the old one, with all of its files. */
export function replaceManifest(folder: string, manifest: Manifest): void {
  const draft = join(folder, `${MANIFEST_NAME}.${process.pid}.new`)
  const file = openSync(draft, 'w')
  try {
    writeSync(file, JSON.stringify(manifest))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(draft, join(folder, MANIFEST_NAME))
  syncFolder(folder)
}

/** A rename is only safe from a power cut once the folder is. Windows has no such thing. */
function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  } catch {
    // nothing to be done where folders cannot be opened
  }
}

/** Removes what no manifest names any more. To be called with the lock held. */
export function removeStrays(folder: string, manifest: Manifest | undefined): void {
  const kept = new Set(manifest?.feeds.flatMap(({ files }) => files.map(({ name }) => name)))
  for (const name of readdirSync(folder)) {
    const isDraft = name.startsWith(`${MANIFEST_NAME}.`) && name.endsWith('.new')
    const isFetched = /^fetch-[0-9a-f]{16}(?:\.zip)?$/.test(name)
    if (!isDraft && !isFetched && (!isFileName(name) || kept.has(name))) continue
    // open in a reader on Windows: the next import tries again
    rmSync(join(folder, name), { force: true, maxRetries: 0 })
  }
}
