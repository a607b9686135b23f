// SPDX-License-Identifier: Apache-2.0
import { accessBytes, binaryFault, textBetween, type RandomAccess } from './access.ts'

/** A static library (`ar`): members in the file's order. */
export interface Archive {
  /** A thin archive names its members and does not contain them. */
  readonly thin: boolean
  readonly members: readonly ArchiveMember[]
}

export interface ArchiveMember {
  /** In a thin archive a path, relative to the archive's folder. Names may repeat. */
  readonly name: string
  readonly size: number
  /** Where its bytes begin in the archive; absent in a thin archive. */
  readonly offset?: number
  /** Absent in a thin archive. */
  readonly data?: () => Uint8Array
}

export function isArchive(bytes: Uint8Array): boolean {
  const magic = textBetween(bytes, 0, 8)
  return magic === ARCHIVE || magic === THIN_ARCHIVE
}

const ARCHIVE = '!<arch>\n'
const THIN_ARCHIVE = '!<thin>\n'

/**
 * Members of an archive in the variants of GNU, BSD and System V, without symbol tables and tables of long names.
 * @throws FormatError if it is none or is cut off.
 */
export function readArMembers(name: string, bytes: Uint8Array | RandomAccess): Archive {
  const file = bytes instanceof Uint8Array ? accessBytes(bytes) : bytes
  const magic = textBetween(file.read(0, 8), 0, 8)
  const thin = magic === THIN_ARCHIVE
  if (!thin && magic !== ARCHIVE) throw binaryFault(name, 'not an archive', 'UNKNOWN_FORMAT')
  const members: ArchiveMember[] = []
  let longNames: Uint8Array | undefined
  for (let at = 8; at + 60 <= file.size;) {
    const header = readHeader(name, file.read(at, 60))
    const start = at + 60
    const special = SPECIAL.has(header.name)
    const here = !thin || special
    if (here && start + header.size > file.size) {
      throw binaryFault(name, `the archive's member "${header.name}" is cut off`)
    }
    if (header.name === '//') longNames = file.read(start, header.size)
    else if (!special) {
      const member = memberOf(file, header, start, here, longNames)
      if (!BSD_SYMBOLS.test(member.name)) members.push(member)
    }
    at = start + (here ? header.size + (header.size % 2) : 0)
  }
  return { thin, members }
}

/** GNU and System V: symbol table, its 64-bit kin, the table of long names. */
const SPECIAL: ReadonlySet<string> = new Set(['/', '/SYM64/', '//', 'ARFILENAMES/'])
const BSD_SYMBOLS = /^__\.SYMDEF(?: SORTED|_64|_64 SORTED)?$/

function readHeader(file: string, header: Uint8Array): { name: string; size: number } {
  const size = textBetween(header, 48, 58).trim()
  if (header[58] !== 0x60 || header[59] !== 0x0a || !/^\d{1,10}$/.test(size)) {
    throw binaryFault(file, 'the header of an archive member is damaged')
  }
  return { name: textBetween(header, 0, 16).trimEnd(), size: Number(size) }
}

function memberOf(
  file: RandomAccess,
  header: { readonly name: string; readonly size: number },
  start: number,
  here: boolean,
  longNames: Uint8Array | undefined,
): ArchiveMember {
  // BSD: "#1/LENGTH", and the name stands before the contents
  const bsd = /^#1\/(\d{1,6})$/.exec(header.name)
  const nameLength = bsd ? Math.min(Number(bsd[1]), header.size) : 0
  const offset = start + nameLength
  const size = header.size - nameLength
  const name = bsd
    ? textBetween(file.read(start, nameLength), 0, nameLength).replace(/\0+$/, '')
    : plainName(header.name, longNames)
  if (!here) return { name, size }
  return { name, size, offset, data: () => file.read(offset, size) }
}

/** GNU: "/OFFSET" into the table of long names, each ended by "/\n"; short names end with "/". */
function plainName(name: string, longNames: Uint8Array | undefined): string {
  const long = /^\/(\d{1,10})$/.exec(name)
  if (!long || longNames === undefined) return name.endsWith('/') ? name.slice(0, -1) : name
  const start = Number(long[1])
  let end = longNames.indexOf(0x0a, start)
  if (end < 0) end = longNames.length
  const text = textBetween(longNames, start, Math.min(end, start + 0x10000))
  return text.endsWith('/') ? text.slice(0, -1) : text
}
