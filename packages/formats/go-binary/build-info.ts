// SPDX-License-Identifier: Apache-2.0
import { SHF, type Elf } from '../elf/index.ts'

/** What the linker of Go wrote into a program of how it was built (`go version -m`). */
export interface GoBuildInfo {
  /** `go1.22.3`, with the experiments behind it. */
  readonly goVersion: string
  /** Import path of the main package. */
  readonly path?: string
  readonly main?: GoModule
  readonly dependencies: readonly GoModule[]
  /** `GOOS`, `GOARCH`, `-tags`, `vcs.revision`, … */
  readonly settings: ReadonlyMap<string, string>
}

export interface GoModule {
  readonly path: string
  /** `(devel)` and nothing are no versions. */
  readonly version?: string
  /** `h1:…` */
  readonly sum?: string
  /** What was built in its place. */
  readonly replacedBy?: GoModule
}

/**
 * The build information of a program of Go; undefined for every other.
 *
 * Source: `debug/buildinfo` of Go's standard library, "The blob left by the linker".
 */
export function readGoBuildInfo(elf: Elf): GoBuildInfo | undefined {
  const bytes = blobsPlace(elf)
  const at = bytes && findBlob(bytes)
  if (bytes === undefined || at === undefined) return undefined
  return parseGoBuildInfo(bytes.subarray(at), (address, length) => readMemory(elf, address, length))
}

/** Its own section, `.data` of early versions, and where the table of sections is gone the first data of the program. */
function blobsPlace({ sections, segments, file }: Elf): Uint8Array | undefined {
  const section =
    sections.find(({ name }) => name === '.go.buildinfo') ??
    sections.find(({ flags, name }) => (flags & SHF.WRITE) !== 0 && name === '.data')
  if (section !== undefined) return section.data()
  if (sections.length > 0) return undefined
  const data = segments.find(({ type, flags }) => type === LOAD && (flags & WRITABLE) !== 0)
  return data && file.read(data.offset, Math.min(data.fileSize, LONGEST))
}

const LOAD = 1
const WRITABLE = 2

const MAGIC = Buffer.from('\u{ff} Go buildinf:', 'latin1')
const ALIGNMENT = 16
const HEADER = 32

function findBlob(bytes: Uint8Array): number | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = view.indexOf(MAGIC); at >= 0; at = view.indexOf(MAGIC, at + 1)) {
    if (at % ALIGNMENT === 0 && at + HEADER <= view.length) return at
  }
  return undefined
}

/** `memory`: bytes of the loaded program, for the form before Go 1.18, which points at its strings. */
export function parseGoBuildInfo(
  blob: Uint8Array,
  memory: (address: number, length: number) => Uint8Array | undefined,
): GoBuildInfo | undefined {
  const flags = blob[15] ?? 0
  const INLINE = 2
  const texts =
    (flags & INLINE) === 0
      ? pointedAt(blob, (flags & 1) !== 0, memory)
      : inline(blob.subarray(HEADER))
  if (texts === undefined) return undefined
  const [version, information] = texts
  return { goVersion: version, ...parseModules(withoutSentinels(information)) }
}

/** Two strings, each behind its length as a varint. */
function inline(bytes: Uint8Array): readonly [string, string] | undefined {
  const first = stringAt(bytes, 0)
  const second = first && stringAt(bytes, first.end)
  return first && second && [first.text, second.text]
}

function stringAt(bytes: Uint8Array, start: number) {
  let length = 0
  let at = start
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++]
    if (byte === undefined || scale > 2 ** 42) return undefined
    length += (byte & 127) * scale
    if (byte < 128) break
  }
  const end = at + length
  return end > bytes.length ? undefined : { text: latin(bytes.subarray(at, end)), end }
}

function pointedAt(
  blob: Uint8Array,
  isBig: boolean,
  memory: (address: number, length: number) => Uint8Array | undefined,
): readonly [string, string] | undefined {
  const width = blob[14] ?? 0
  if (width !== 4 && width !== 8) return undefined
  const word = (bytes: Uint8Array, at: number): number => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (at + width > bytes.length) return 0
    return width === 4 ? view.getUint32(at, !isBig) : Number(view.getBigUint64(at, !isBig))
  }
  const text = (address: number): string | undefined => {
    const header = memory(address, 2 * width)
    if (header === undefined || header.length < 2 * width) return undefined
    const length = word(header, width)
    if (length > LONGEST) return undefined
    const bytes = memory(word(header, 0), length)
    return bytes === undefined ? undefined : latin(bytes)
  }
  const version = text(word(blob, 16))
  return version === undefined ? undefined : [version, text(word(blob, 16 + width)) ?? '']
}

const LONGEST = 16 * 1024 * 1024

function readMemory(
  { segments, file }: Elf,
  address: number,
  length: number,
): Uint8Array | undefined {
  for (const segment of segments) {
    const into = address - segment.address
    if (segment.type !== LOAD || into < 0 || into + length > segment.fileSize) continue
    return file.read(segment.offset + into, length)
  }
  return undefined
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

/** The list of modules stands between two marks of 16 bytes (`modload.ModInfoData`). */
function withoutSentinels(text: string): string {
  const bytes = Buffer.from(text, 'utf8')
  // the marks are no UTF-8, so that their length is not told by that of the text: they end with the first and last line end
  const from = text.indexOf('path\t')
  const to = text.lastIndexOf('\n')
  return bytes.length < 33 || from < 0 || to < from ? '' : text.slice(from, to + 1)
}

function parseModules(text: string): Omit<GoBuildInfo, 'goVersion'> {
  const settings = new Map<string, string>()
  const dependencies: GoModule[] = []
  let path: string | undefined
  let main: GoModule | undefined
  let last: 'main' | 'dependency' | undefined
  for (const line of text.split('\n')) {
    const [word, ...parts] = line.split('\t')
    if (word === 'path') path = parts[0]
    else if (word === 'mod') {
      main = moduleOf(parts)
      last = 'main'
    } else if (word === 'dep') {
      dependencies.push(moduleOf(parts))
      last = 'dependency'
    } else if (word === '=>') {
      const replacedBy = moduleOf(parts)
      const before = dependencies.at(-1)
      if (last === 'main' && main !== undefined) main = { ...main, replacedBy }
      else if (before !== undefined)
        dependencies[dependencies.length - 1] = { ...before, replacedBy }
    } else if (word === 'build') {
      const [, key, value] = /^([^=]*)=(.*)$/.exec(parts.join('\t')) ?? []
      if (key !== undefined && value !== undefined) settings.set(key, value)
    }
  }
  return {
    ...(path === undefined ? {} : { path }),
    ...(main === undefined ? {} : { main }),
    dependencies,
    settings,
  }
}

function moduleOf([path = '', version, sum]: readonly string[]): GoModule {
  return {
    path,
    ...(version === undefined || version === '' || version === '(devel)' ? {} : { version }),
    ...(sum === undefined || sum === '' ? {} : { sum }),
  }
}
