// SPDX-License-Identifier: Apache-2.0
export { accessBytes, type RandomAccess } from './access.ts'
export { isArchive, readArMembers, type Archive, type ArchiveMember } from './archive.ts'
export { SHF, SHT } from './constants.ts'
export { dynamicOf, type Dynamic } from './dynamic.ts'
export { formatAddress, type Elf, type ElfKind, type Section, type Segment } from './elf.ts'
export {
  alternateLinkOf,
  buildIdOf,
  debugLinkOf,
  sectionNamed,
  type AlternateLink,
  type DebugLink,
} from './identity.ts'
export { isElf, readElf } from './read.ts'
export { symbolsOf, type ElfSymbol } from './symbols.ts'
export { compilersOf, moduleInfoOf } from './texts.ts'
export { isText, textSize } from './text-size.ts'
