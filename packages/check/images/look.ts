// SPDX-License-Identifier: Apache-2.0
import { readCode, type ImageCode } from '@headwater/formats/dwarf'
import {
  isElf,
  readElf,
  sectionNamed,
  symbolsOf,
  type Elf,
  type ElfSymbol,
} from '@headwater/formats/elf'
import {
  goFunctionNames,
  readGoBuildInfo,
  type GoBuildInfo,
  type GoFunctions,
} from '@headwater/formats/go-binary'
import {
  readAuditData,
  rustSymbols,
  type RustPackage,
  type RustSymbols,
} from '@headwater/formats/rust-binary'
import { openBinary, type Binary } from './binary.ts'
import { ImageError } from './error.ts'
import { findDebugFile } from './separate.ts'

/** One image of `--image`, looked into. */
export interface Looked {
  readonly path: string
  readonly binary: Binary
  readonly elf: Elf
  readonly sha256: string
  readonly code: ImageCode
  readonly symbols: readonly ElfSymbol[] | undefined
  /** What a program of Go says of itself. */
  readonly go?: { readonly info: GoBuildInfo; readonly functions?: GoFunctions }
  /** What a program of Rust says of itself. */
  readonly rust?: { readonly packages: readonly RustPackage[]; readonly symbols: RustSymbols }
  /** Where its debug information was found, if not in the image itself. */
  readonly debugFile?: string
}

/**
 * @throws ImageError for what is no ELF file; FormatError for a damaged one: what an image does not say must not read as
 * what it says is not there.
 */
export function lookInto(path: string): Looked {
  const binary = openBinary(path)
  if (!isElf(binary.access.read(0, 4))) {
    binary.close()
    throw new ImageError(
      'IMAGE_NOT_ELF',
      `${path} is no ELF file`,
      'give the ELF file that it was made from (zephyr.elf, vmlinux, the program before objcopy)',
    )
  }
  const elf = readElf(path, binary.access)
  const go = goOf(elf)
  const crates = readAuditData(elf)
  const separate = sectionNamed(elf, '.debug_info') ? undefined : findDebugFile(path, elf)
  const symbols = symbolTable(elf) ?? (separate && symbolTable(separate.elf))
  return {
    path,
    binary,
    elf,
    sha256: binary.digest('sha256'),
    code: readCode(elf, separate?.elf),
    symbols,
    ...(go === undefined ? {} : { go }),
    ...(crates === undefined ? {} : { rust: { packages: crates, symbols: rustSymbols(elf) } }),
    ...(separate === undefined ? {} : { debugFile: separate.binary.path }),
  }
}

function goOf(elf: Elf): Looked['go'] {
  const info = readGoBuildInfo(elf)
  if (info === undefined) return undefined
  const functions = goFunctionNames(elf)
  return { info, ...(functions === undefined ? {} : { functions }) }
}

/** The symbols that a program is loaded with are a part of them: no check of what is missing. */
function symbolTable(elf: Elf): readonly ElfSymbol[] | undefined {
  return sectionNamed(elf, '.symtab') === undefined ? undefined : symbolsOf(elf, 'symtab')
}
