// SPDX-License-Identifier: Apache-2.0
import { sectionNamed, type Elf } from '../elf/index.ts'

/** The names of functions in a program of Go. */
export interface GoFunctions {
  /** As the linker writes them: `net/http.(*Server).Serve`, `main.main.func1`; with type arguments as `[...]`. */
  readonly names: ReadonlySet<string>
  /** Whether functions are named that are there only within others: since Go 1.16 the table of names holds them too. */
  readonly hasInlined: boolean
  /** Every source that an instruction is of, by its full path; none before Go 1.16, where it is not read. */
  readonly files: ReadonlySet<string>
}

/**
 * All names of the table by which the runtime prints traces. It is in stripped programs too; undefined where there is none.
 *
 * Source: `internal/abi` and `debug/gosym` of Go's standard library; cmd/link, `pclntab.generateFuncnametab`.
 */
export function goFunctionNames(elf: Elf): GoFunctions | undefined {
  const section = sectionNamed(elf, '.gopclntab') ?? sectionNamed(elf, '.data.rel.ro.gopclntab')
  return section === undefined ? undefined : namesInTable(section.data(), elf.littleEndian)
}

const MAGIC = { go12: 0xfffffffb, go116: 0xfffffffa, go118: 0xfffffff0, go120: 0xfffffff1 } as const

export function namesInTable(bytes: Uint8Array, littleEndian: boolean): GoFunctions | undefined {
  if (bytes.length < 8) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const width = bytes[7]
  if (width !== 4 && width !== 8) return undefined
  const word = (at: number): number => {
    if (at < 0 || at + width > bytes.length) return NaN
    return width === 4
      ? view.getUint32(at, littleEndian)
      : Number(view.getBigUint64(at, littleEndian))
  }
  switch (view.getUint32(0, littleEndian)) {
    case MAGIC.go12:
      return {
        names: namesOfEach(bytes, view, littleEndian, width, word),
        hasInlined: false,
        files: new Set(),
      }
    // words of the header: counts of functions and of files, then offsets of names, units, files, …
    case MAGIC.go116:
      return tables(bytes, (index) => word(8 + (index + 2) * width))
    // the same with the beginning of the code before the offsets
    case MAGIC.go118:
    case MAGIC.go120:
      return tables(bytes, (index) => word(8 + (index + 3) * width))
    default:
      return undefined
  }
}

/** Each table ends where the next begins. */
function tables(bytes: Uint8Array, offset: (index: number) => number): GoFunctions | undefined {
  const names = texts(bytes, offset(0), offset(1))
  const files = texts(bytes, offset(2), offset(3))
  return names && files && { names, files, hasInlined: true }
}

/** Zero-terminated texts between two offsets. */
function texts(bytes: Uint8Array, from: number, to: number): ReadonlySet<string> | undefined {
  if (!(from > 0 && to > from && to <= bytes.length)) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8')
  const found = new Set(text.split('\0'))
  found.delete('')
  return found
}

/** Before Go 1.16: a table of functions, each with the offset of its name. */
function namesOfEach(
  bytes: Uint8Array,
  view: DataView,
  littleEndian: boolean,
  width: number,
  word: (at: number) => number,
): ReadonlySet<string> {
  const names = new Set<string>()
  const count = word(8)
  const start = 8 + width
  for (let i = 0; i < count; i++) {
    const entry = word(start + (2 * i + 1) * width)
    const at = entry + width
    if (!(at + 4 <= bytes.length)) break
    const name = textAt(bytes, view.getInt32(at, littleEndian))
    if (name !== '') names.add(name)
  }
  return names
}

const LONGEST = 4096

function textAt(bytes: Uint8Array, offset: number): string {
  if (offset <= 0 || offset >= bytes.length) return ''
  const end = bytes.indexOf(0, offset)
  if (end < 0 || end - offset > LONGEST) return ''
  return Buffer.from(bytes.buffer, bytes.byteOffset + offset, end - offset).toString('utf8')
}
