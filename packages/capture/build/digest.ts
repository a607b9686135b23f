// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { Digests } from './model.ts'

/** Read in pieces of this size, so that an image of gigabytes is digested in the memory of one piece. */
const PIECE = 4 * 1024 * 1024
let piece: Buffer | undefined

/** All digests of a file in one reading; undefined where there is no such file. */
export function digestFile(path: string, sha512: boolean): Digests | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return undefined
  }
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) return undefined
    const buffer = (piece ??= Buffer.allocUnsafe(PIECE))
    const sha256 = createHash('sha256')
    const sha1 = createHash('sha1')
    // git's own form of a blob: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
    const git = createHash('sha1').update(`blob ${stat.size}\0`)
    const long = sha512 ? createHash('sha512') : undefined
    for (let at = 0; at < stat.size;) {
      const count = readSync(file, buffer, 0, PIECE, at)
      if (count === 0) break
      const bytes = count === PIECE ? buffer : buffer.subarray(0, count)
      sha256.update(bytes)
      sha1.update(bytes)
      git.update(bytes)
      long?.update(bytes)
      at += count
    }
    return {
      sha256: sha256.digest('hex'),
      sha1: sha1.digest('hex'),
      gitSha1: git.digest('hex'),
      ...(long && { sha512: long.digest('hex') }),
    }
  } finally {
    closeSync(file)
  }
}
