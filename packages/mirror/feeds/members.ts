// SPDX-License-Identifier: Apache-2.0
import { readFileSync, statSync } from 'node:fs'
import { LimitError, readBytes, type Limits, type Source } from '@headwater/formats/source'
import {
  archiveKind,
  fileSource,
  gunzipSource,
  IntakeError,
  openArchive,
  zipMembersIn,
  type PackedMember,
} from '@headwater/intake/archive'
import { filesBelow } from '@headwater/intake/documents'

/** A file of a feed: mostly one record. */
export interface FeedMember {
  /** `PyPI.zip!/PYSEC-2021-1.json` */
  readonly name: string
  /** The user named this very file. */
  readonly isExplicit: boolean
  /** Plain bytes. @throws IntakeError DAMAGED. */
  read(): Buffer
  /** As it is kept: deflated where it came so. */
  packed(): PackedMember
}

/** A zip in a zip in a zip: the CVE list is published as the second of these. */
const DEEPEST_ZIP = 3

/**
 * Every file below a path, in the same order each time: a file, a folder, or what zip, tar and gzip hold. Little of them is
 * read yet.
 * @throws IntakeError for what cannot be opened; LimitError where a limit is met.
 */
export async function listMembers(path: string, limits: Limits): Promise<readonly FeedMember[]> {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) throw new IntakeError('NOT_FOUND', `${path}: no such file or folder`)
  if (!stat.isDirectory()) return membersOfFile(path, true, limits)
  const members: FeedMember[] = []
  for (const file of filesBelow(path)) {
    for (const member of await membersOfFile(file, false, limits)) members.push(member)
  }
  return members
}

async function membersOfFile(
  path: string,
  isExplicit: boolean,
  limits: Limits,
): Promise<readonly FeedMember[]> {
  const kind = archiveKind(path)
  if (kind === 'zip') return [...membersOfZip(path, readFileSync(path), limits, 1)]
  if (kind === 'tar' || kind === 'tar.gz') {
    const members: FeedMember[] = []
    for await (const source of openArchive(path, path, kind, limits)) {
      const bytes = await wholeOf(source, limits)
      members.push(memberOf(source.name, false, () => bytes))
    }
    return members
  }
  if (kind === 'gzip') {
    const bytes = await wholeOf(gunzipSource(fileSource(path, path), limits), limits)
    return [memberOf(path, isExplicit, () => bytes)]
  }
  return [memberOf(path, isExplicit, () => wholeFile(path, limits))]
}

function* membersOfZip(
  path: string,
  bytes: Buffer,
  limits: Limits,
  depth: number,
): Iterable<FeedMember> {
  for (const member of zipMembersIn(path, bytes, limits)) {
    const name = `${path}!/${member.name}`
    if (depth < DEEPEST_ZIP && member.name.endsWith('.zip')) {
      yield* membersOfZip(name, member.read(), limits, depth + 1)
    } else yield { name, isExplicit: false, read: member.read, packed: member.packed }
  }
}

function memberOf(name: string, isExplicit: boolean, read: () => Buffer): FeedMember {
  return { name, isExplicit, read, packed: () => ({ method: 0, bytes: read() }) }
}

async function wholeOf(source: Source, limits: Limits): Promise<Buffer> {
  const bytes = await readBytes(source, limits)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function wholeFile(path: string, limits: Limits): Buffer {
  const { size } = statSync(path)
  if (size > limits.wholeDocumentBytes) {
    const message = `${path}: a record of ${size} bytes`
    throw new LimitError('wholeDocumentBytes', message)
  }
  return readFileSync(path)
}
