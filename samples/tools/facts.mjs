// SPDX-License-Identifier: Apache-2.0
// What a build left behind: files with their digests, dependency files, linker maps, object code sizes.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** Every file under `root`, in path order, without the folders and files that `skip` names by relative path. */
export function readTree(root, skip = () => false) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((path) => !skip(path))
    .sort(byBytes)
    .map((path) => readFile(root, path))
}

/** `gitoid` is git's object id of the content, with SHA-1: what the kernel's SBOMs record. */
export function readFile(root, path) {
  const bytes = readFileSync(join(root, path))
  return {
    path,
    sha1: digest('sha1', bytes),
    sha256: digest('sha256', bytes),
    gitoid: createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
    license: /SPDX-License-Identifier: ([^\s*]+)/.exec(bytes.toString('latin1'))?.[1],
  }
}

export const digest = (algorithm, bytes) => createHash(algorithm).update(bytes).digest('hex')

/** The prerequisites of the first rule of a make dependency file: the source first, then every header. */
export function readDependencies(path) {
  const rule = readFileSync(path, 'utf8').replaceAll('\\\n', ' ').split('\n')[0]
  const words = rule.slice(rule.indexOf(': ') + 2).split(' ')
  return words.filter((word) => word !== '').map((word) => posix.normalize(word))
}

/** The archive members that the linker pulled in, as `folder/lib.a(member.o)` relative to `out`. GNU ld's map. */
export function readPulledMembers(mapPath, out) {
  const text = readFileSync(mapPath, 'utf8')
  const section = text.slice(
    0,
    text.search(/^(Discarded input|Memory Config|There are no discarded)/m),
  )
  const members = section.match(/^\S+\.a\(\S+\.o\)/gm) ?? []
  return members.map((member) => member.replace(`${out}/`, ''))
}

/** The functions that an object or image defines, and how many bytes of code they have. GNU nm. */
export function readFunctions(path) {
  const lines = execFileSync('nm', ['-S', '--defined-only', path], { encoding: 'utf8' }).split('\n')
  const rows = lines
    .map((line) => line.split(' '))
    .filter(([, , type]) => /^[tTwW]$/.test(type ?? ''))
  return rows.map(([, size, , name]) => ({ name, bytes: Number.parseInt(size, 16) })).sort(byName)
}

export const byBytes = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
const byName = (a, b) => byBytes(a.name, b.name)
