// SPDX-License-Identifier: Apache-2.0
export type * from './model.ts'
export type { Spdx2Sink } from './sink.ts'
export { DOCUMENT_ID } from './assembly.ts'
export { readSpdx2, streamSpdx2, type Spdx2Syntax } from './read.ts'
export { CHECKSUM_ALGORITHMS, RELATIONSHIP_TYPES, SPDX2_VERSIONS } from './words.ts'
export { writeSpdx2, type Spdx2Target, type WrittenSpdx2 } from './write.ts'
export type { Loss } from './losses.ts'
