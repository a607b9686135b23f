// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path'

/**
 * Which content stood under which path, while a build went on. Files are moved, copied, linked and written again; what a linker
 * read as `.libs/x.o` may be gone or be another file by the end. A {@link Content} is one writing of a file.
 */
export interface Content {
  /** The path under which it was written; of what no step wrote, where it was first seen. */
  readonly first: string
  /** Every path under which it stands now, in the order in which it got there. */
  readonly paths: Set<string>
  /** The step that wrote it, as an index; undefined for what was there before. */
  readonly maker: number | undefined
  /** When it was last written or changed in place, in milliseconds since 1970. */
  changedAt: number
}

export interface History {
  /** What stands at a path, if the build moved or made it. */
  at(path: string): Content | undefined
  write(path: string, maker: number, at: number): Content
  /** Changed in place: `strip`. */
  touch(path: string, at: number): void
  copy(from: string, to: string): void
  move(from: string, to: string): void
  readonly contents: readonly Content[]
}

export function startHistory(): History {
  const current = new Map<string, Content>()
  const contents: Content[] = []
  const create = (path: string, maker: number | undefined, changedAt: number): Content => {
    const content = { first: path, paths: new Set<string>(), maker, changedAt }
    contents.push(content)
    return content
  }
  const put = (path: string, content: Content): void => {
    current.get(path)?.paths.delete(path)
    // the latest name stands last
    content.paths.delete(path)
    content.paths.add(path)
    current.set(path, content)
  }
  const take = (path: string): Content => {
    const known = current.get(path)
    if (known !== undefined) return known
    const content = create(path, undefined, 0)
    put(path, content)
    return content
  }
  /** What lies below a folder that was moved or copied as a whole. */
  const below = (folder: string): readonly string[] =>
    [...current.keys()].filter((path) => path.startsWith(`${folder}/`))
  const each = (from: string, to: string, act: (from: string, to: string) => void): void => {
    if (from === to) return
    const within = current.has(from) ? [] : below(from)
    if (within.length === 0) act(from, to)
    for (const path of within) act(path, to + path.slice(from.length))
  }
  return {
    contents,
    at: (path) => current.get(path),
    write: (path, maker, at) => {
      const content = create(path, maker, at)
      put(path, content)
      return content
    },
    touch: (path, at) => {
      const content = current.get(path)
      if (content !== undefined) content.changedAt = at
    },
    copy: (from, to) => each(from, to, (one, other) => put(other, take(one))),
    move: (from, to) =>
      each(from, to, (one, other) => {
        const content = take(one)
        put(other, content)
        content.paths.delete(one)
        current.delete(one)
      }),
  }
}

/** The path by which documents name a content: where it was written, if it still stands there. */
export function pathOf(content: Content, exists: (path: string) => boolean): string {
  if (content.paths.has(content.first) && exists(content.first)) return content.first
  const others = [...content.paths].filter(exists)
  return (
    others.find((path) => basename(path) === basename(content.first)) ??
    others.at(-1) ??
    content.first
  )
}

/** Tests that `configure`, CMake and Meson make of the compiler are no part of the build. */
export function isProbe(path: string): boolean {
  return (
    /^(?:conftest|config\.test)/.test(basename(path)) ||
    /\/(?:CMakeFiles\/(?:CMakeScratch|CMakeTmp|ShowIncludes|[\d.]+[^/]*\/CompilerId\w+)|meson-private)\//.test(
      path,
    )
  )
}
