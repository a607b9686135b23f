// SPDX-License-Identifier: Apache-2.0
import { textSize, type Elf } from '@headwater/formats/elf'
import { withElf } from '../system/file-bytes.ts'
import { readBytes } from '../recognise/text.ts'

/** What an object is by its section headers: cheap, for there are thousands. */
export interface ObjectFacts {
  /** Bytes of machine code. */
  readonly text: number
  readonly intermediate: boolean
  readonly debug: 'dwarf' | 'none'
}

/** Undefined: no object that we can read (nothing is then known of its code). */
export function readObject(path: string): ObjectFacts | undefined {
  return withElf(path, factsOf) ?? bitcodeIn(path)
}

function factsOf(elf: Elf): ObjectFacts {
  let debug: ObjectFacts['debug'] = 'none'
  let intermediate = false
  for (const { name, size } of elf.sections) {
    if (/^\.z?debug_info$/.test(name) && size > 0) debug = 'dwarf'
    // https://gcc.gnu.org/onlinedocs/gccint/LTO-object-file-layout.html; LLVM's fat objects have `.llvm.lto`
    else if (/^\.gnu\.lto_|^\.llvm\.lto$|^\.llvmbc$/.test(name)) intermediate = true
  }
  return { text: textSize(elf), intermediate, debug }
}

/** LLVM's link-time optimization leaves bitcode where objects are: `BC` 0xC0DE, or its wrapper 0x0B17C0DE. */
function bitcodeIn(path: string): ObjectFacts | undefined {
  const start = readBytes(path, 4)
  if (start === undefined || start.length < 4) return undefined
  const isBitcode = BITCODE.has(start.readUInt32LE(0))
  return isBitcode ? { text: 0, intermediate: true, debug: 'none' } : undefined
}

const BITCODE: ReadonlySet<number> = new Set([0xdec04342, 0x0b17c0de])
