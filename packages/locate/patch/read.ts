// SPDX-License-Identifier: Apache-2.0
import { FaultList } from '@headwater/formats/fault'
import { readHeader } from './header.ts'
import type { FilePatch, Hunk, HunkLine, Patch } from './patch.ts'
import { readGitNames, readName, withoutPrefix, type NamedPaths } from './paths.ts'

/**
 * A unified diff: of git (with renames, modes and binary files), of `git format-patch`, of quilt, GNU diff or Subversion, with
 * whatever text before and between.
 * @throws FormatError with the lines of what is no such diff: combined diffs of merges, context diffs, hunks cut short.
 */
export function readPatch(name: string, text: string): Patch {
  const faults = new FaultList(name)
  const reader: Reader = { lines: text.split('\n'), at: 0, faults }
  const files: FilePatch[] = []
  let begin = -1
  while (reader.at < reader.lines.length) {
    const before = reader.at
    const file = readFile(reader)
    if (file === undefined) reader.at = Math.max(reader.at, before + 1)
    else {
      if (begin < 0) begin = before
      files.push(file)
    }
  }
  faults.throwIfAny()
  const header = reader.lines.slice(0, begin < 0 ? undefined : begin).join('\n')
  return { header: readHeader(header), files }
}

interface Reader {
  readonly lines: readonly string[]
  at: number
  readonly faults: FaultList
}

function readFile(reader: Reader): FilePatch | undefined {
  const line = reader.lines[reader.at] ?? ''
  if (line.startsWith('diff --git ')) return readGitFile(reader)
  if (
    line.startsWith('diff --cc ') ||
    line.startsWith('diff --combined ') ||
    line.startsWith('@@@ ')
  ) {
    refuse(reader, 'this is the combined diff of a merge; give the diff with its first parent')
    return undefined
  }
  if (
    line.startsWith('*** ') &&
    (reader.lines[reader.at + 1] ?? '').startsWith('--- ') &&
    (reader.lines[reader.at + 2] ?? '').startsWith('****')
  ) {
    refuse(reader, 'this is a context diff; unified diffs are read')
    return undefined
  }
  if (line.startsWith('--- ') && (reader.lines[reader.at + 1] ?? '').startsWith('+++ ')) {
    const paths = withoutPrefix(readNames(reader))
    return filePatch(paths, {}, false, readHunks(reader))
  }
  if (HUNK.test(line)) refuse(reader, 'a hunk without the names of its file')
  return undefined
}

function refuse(reader: Reader, message: string): void {
  reader.faults.add('UNEXPECTED', message, { line: reader.at + 1 })
  reader.at++
}

function readNames(reader: Reader): NamedPaths {
  const oldPath = readName((reader.lines[reader.at] ?? '').slice(4))
  const newPath = readName((reader.lines[reader.at + 1] ?? '').slice(4))
  reader.at += 2
  return { oldPath, newPath }
}

interface Extended {
  readonly change?: FilePatch['change']
  readonly oldMode?: string
  readonly newMode?: string
}

/** git-diff(1), "Generating patch text with -p". */
function readGitFile(reader: Reader): FilePatch {
  let names = withoutPrefix(
    readGitNames((reader.lines[reader.at] ?? '').slice(11).replace(/\r$/, '')),
  )
  reader.at++
  let extended: Extended = {}
  let isBinary = false
  for (; reader.at < reader.lines.length; reader.at++) {
    const line = (reader.lines[reader.at] ?? '').replace(/\r$/, '')
    const [, word = '', rest = ''] = EXTENDED.exec(line) ?? []
    if (word === '') {
      if (!line.startsWith('index ') && !/^(?:dis)?similarity index /.test(line)) break
    } else if (word === 'old mode') extended = { ...extended, oldMode: rest }
    else if (word === 'new mode') extended = { ...extended, newMode: rest }
    else if (word === 'new file mode') extended = { ...extended, change: 'added', newMode: rest }
    else if (word === 'deleted file mode')
      extended = { ...extended, change: 'deleted', oldMode: rest }
    else if (word.endsWith('from')) {
      extended = { ...extended, change: word.startsWith('copy') ? 'copied' : 'renamed' }
      names = { ...names, oldPath: readName(rest) }
    } else names = { ...names, newPath: readName(rest) }
  }
  const line = reader.lines[reader.at] ?? ''
  if (line.startsWith('GIT binary patch') || line.startsWith('Binary files ')) {
    isBinary = true
    reader.at++
  } else if (line.startsWith('--- ') && (reader.lines[reader.at + 1] ?? '').startsWith('+++ ')) {
    const given = withoutPrefix(readNames(reader))
    if (extended.change !== 'renamed' && extended.change !== 'copied') names = given
  }
  return filePatch(names, extended, isBinary, isBinary ? [] : readHunks(reader))
}

const EXTENDED =
  /^(old mode|new mode|deleted file mode|new file mode|copy from|copy to|rename from|rename to) (.*)$/

function filePatch(
  { oldPath, newPath }: NamedPaths,
  { change, oldMode, newMode }: Extended,
  isBinary: boolean,
  hunks: readonly Hunk[],
): FilePatch {
  const told =
    change ?? (oldPath === undefined ? 'added' : newPath === undefined ? 'deleted' : 'modified')
  return {
    change: told,
    ...(oldPath === undefined || told === 'added' ? {} : { oldPath }),
    ...(newPath === undefined || told === 'deleted' ? {} : { newPath }),
    ...(oldMode === undefined ? {} : { oldMode }),
    ...(newMode === undefined ? {} : { newMode }),
    isBinary,
    hunks,
  }
}

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/

function readHunks(reader: Reader): readonly Hunk[] {
  const hunks: Hunk[] = []
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at] ?? ''
    const found = HUNK.exec(line)
    if (found === null) {
      if (line.startsWith('@@')) refuse(reader, 'no hunk of a unified diff begins like this')
      break
    }
    reader.at++
    const [, oldStart = '', oldLines = '1', newStart = '', newLines = '1'] = found
    const counts = { oldLines: Number(oldLines), newLines: Number(newLines) }
    const lines = readHunkLines(reader, counts.oldLines, counts.newLines)
    hunks.push({ oldStart: Number(oldStart), newStart: Number(newStart), ...counts, lines })
  }
  return hunks
}

/** As many lines as the hunk's head says: what looks like the next file may be a removed line. */
function readHunkLines(reader: Reader, oldLines: number, newLines: number): readonly HunkLine[] {
  const lines: HunkLine[] = []
  let removed = 0
  let added = 0
  const first = reader.at
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at] ?? ''
    if (line.startsWith('\\')) {
      const last = lines.pop()
      if (last !== undefined) lines.push({ ...last, isUnended: true })
      reader.at++
      continue
    }
    if (removed >= oldLines && added >= newLines) return lines
    const isLast = reader.at === reader.lines.length - 1 && line === ''
    const kind = isLast ? undefined : KINDS.get(line[0] ?? '')
    if (kind === undefined) break
    lines.push({ kind, text: line.slice(1) })
    if (kind !== 'added') removed++
    if (kind !== 'removed') added++
    reader.at++
  }
  if (removed !== oldLines || added !== newLines) {
    reader.faults.add(
      'SYNTAX',
      `the hunk has ${removed} old and ${added} new lines where its head says ${oldLines} and ${newLines}`,
      { line: first },
    )
  }
  return lines
}

/** Mailers take the blank of an empty line of context away. */
const KINDS: ReadonlyMap<string, HunkLine['kind']> = new Map([
  [' ', 'context'],
  ['', 'context'],
  ['\t', 'context'],
  ['\r', 'context'],
  ['-', 'removed'],
  ['+', 'added'],
])
