// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs'
import { LocateError } from '../error/index.ts'
import { openObjects, type Objects } from './objects.ts'
import { runGit } from './run.ts'

/** A local clone, read only. Commits are given and returned by their full names. */
export interface Clone {
  readonly folder: string
  /** Its history is cut: commits may be missing, and the oldest have no parents. */
  readonly isShallow: boolean
  /** The commit that a branch, tag or name stands for; undefined if the clone has none. */
  commit(name: string): Promise<string | undefined>
  parents(commit: string): Promise<readonly string[]>
  message(commit: string): Promise<string>
  /** A unified diff with renames; from nothing if `from` is undefined. */
  diff(from: string | undefined, to: string): Promise<string>
  /** Text of a file; undefined if the commit has none of that path. */
  file(commit: string, path: string): Promise<string | undefined>
  /** Files that hold a word, by path. */
  filesWith(commit: string, word: string): Promise<readonly string[]>
  /** Files that are in one tree and not in the other, paired by content: old path to new path. */
  renames(from: string, to: string): Promise<ReadonlyMap<string, string>>
  /** Renames in the history from one commit to a descendant, oldest first. Undefined if that history is too long. */
  renameSteps(from: string, to: string): Promise<readonly (readonly [string, string])[] | undefined>
  mergeBase(one: string, other: string): Promise<string | undefined>
  isAncestor(ancestor: string, descendant: string): Promise<boolean>
  close(): void
}

/**
 * Opens a clone, bare or with a working tree.
 * @throws LocateError if there is none or no git.
 */
export async function openClone(folder: string): Promise<Clone> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new LocateError('NOT_A_CLONE', `${folder}: there is no such folder`)
  }
  const { code, out } = await runGit(folder, ['rev-parse', '--is-shallow-repository'], [0, 128])
  if (code !== 0) {
    throw new LocateError(
      'NOT_A_CLONE',
      `${folder} is no git repository`,
      'give the folder of a git clone',
    )
  }
  const objects = openObjects(folder)
  const renames = remembered((from: string, to: string) => readRenames(folder, from, to))
  const steps = remembered((from: string, to: string) => readRenameSteps(folder, from, to))
  return {
    folder,
    isShallow: out.trim() === 'true',
    commit: (name) => readCommit(folder, objects, name),
    parents: async (commit) => (await headOf(objects, commit)).parents,
    message: async (commit) => (await headOf(objects, commit)).message,
    diff: async (from, to) =>
      (await runGit(folder, ['diff-tree', ...DIFF, '-p', from ?? EMPTY_TREE, to, '--'])).out,
    file: async (commit, path) => {
      const object = await objects.read(`${commit}:${path}`)
      return object?.type === 'blob' ? object.text : undefined
    },
    filesWith: (commit, word) => readFilesWith(folder, commit, word),
    renames,
    renameSteps: steps,
    mergeBase: async (one, other) => {
      const { out: base } = await runGit(folder, ['merge-base', one, other], [0, 1])
      return base.trim() || undefined
    },
    isAncestor: async (ancestor, descendant) =>
      (await runGit(folder, ['merge-base', '--is-ancestor', ancestor, descendant], [0, 1])).code ===
      0,
    close: () => objects.close(),
  }
}

const DIFF = [
  '-r',
  '-M',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--full-index',
  '--submodule=short',
  '--ignore-submodules',
] as const

/** git hash-object -t tree /dev/null; git knows it without holding it. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** Names may come from anybody: one that begins with a dash is no option. */
async function readCommit(
  folder: string,
  objects: Objects,
  name: string,
): Promise<string | undefined> {
  if (name === '' || name.startsWith('-') || /[\s\0]/.test(name)) return undefined
  if (/^[0-9a-f]{7,64}$/.test(name)) return (await objects.read(`${name}^{commit}`))?.id
  const args = ['rev-parse', '--quiet', '--verify', '--end-of-options', `${name}^{commit}`]
  const { code, out } = await runGit(folder, args, [0, 1, 128])
  return code === 0 ? out.trim() : undefined
}

/** gitformat-commit: lines of the head, an empty one, the message. */
async function headOf(
  objects: Objects,
  commit: string,
): Promise<{ readonly parents: readonly string[]; readonly message: string }> {
  const text = (await objects.read(`${commit}^{commit}`))?.text ?? ''
  const end = text.indexOf('\n\n')
  const head = end < 0 ? text : text.slice(0, end)
  const parents = [...head.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map(([, id = '']) => id)
  return { parents, message: end < 0 ? '' : text.slice(end + 2) }
}

async function readFilesWith(
  folder: string,
  commit: string,
  word: string,
): Promise<readonly string[]> {
  const args = ['grep', '--no-textconv', '-I', '-l', '-z', '-w', '-F', '-e', word, commit, '--']
  const { out } = await runGit(folder, args, [0, 1])
  return out
    .split('\0')
    .filter(Boolean)
    .map((line) => line.slice(commit.length + 1))
}

async function readRenames(
  folder: string,
  from: string,
  to: string,
): Promise<ReadonlyMap<string, string>> {
  const { out } = await runGit(folder, [
    'diff-tree',
    ...DIFF,
    '--name-status',
    '--diff-filter=R',
    '-z',
    from,
    to,
    '--',
  ])
  return new Map(renamePairs(out))
}

/** `R090\0old\0new\0…` */
function renamePairs(out: string): readonly (readonly [string, string])[] {
  const parts = out.split('\0')
  const pairs: (readonly [string, string])[] = []
  for (let i = 0; i + 2 < parts.length; i++) {
    if (!/^\n?R\d*$/.test(parts[i] ?? '')) continue
    pairs.push([parts[i + 1] ?? '', parts[i + 2] ?? ''])
    i += 2
  }
  return pairs
}

/** Commits of a history whose renames are looked for; more take minutes. */
const LONGEST_HISTORY = 20_000

async function readRenameSteps(
  folder: string,
  from: string,
  to: string,
): Promise<readonly (readonly [string, string])[] | undefined> {
  const range = [to, `^${from}`]
  const { out: count } = await runGit(folder, [
    'rev-list',
    '--count',
    '--no-merges',
    ...range,
    '--',
  ])
  if (Number(count) > LONGEST_HISTORY) return undefined
  const { out } = await runGit(folder, [
    'log',
    '--reverse',
    '--topo-order',
    '--no-merges',
    '--format=',
    '-M',
    '--no-ext-diff',
    '--no-textconv',
    '--name-status',
    '--diff-filter=R',
    '-z',
    ...range,
    '--',
  ])
  return renamePairs(out)
}

function remembered<T>(
  read: (from: string, to: string) => Promise<T>,
): (from: string, to: string) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (from, to) => {
    const key = `${from} ${to}`
    const found = known.get(key) ?? read(from, to)
    known.set(key, found)
    return found
  }
}
