// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path'

/** The absolute, normalized path of what a command in that folder calls `path`. */
export function pathIn(directory: string, path: string): string {
  return posix.resolve(directory, path)
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/')
}

/** `a/b.tar.c` has the extension `.c`, `a.d/b` none, `.cmd` none. */
export function extensionOf(path: string): string {
  return posix.extname(path)
}

export function withExtension(path: string, extension: string): string {
  return path.slice(0, path.length - extensionOf(path).length) + extension
}

export function nameOf(path: string): string {
  return posix.basename(path)
}
