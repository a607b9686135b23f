// SPDX-License-Identifier: Apache-2.0
export {
  ids,
  idOf,
  isObject,
  list,
  objects,
  text,
  texts,
  type Spdx3Context,
  type Spdx3Document,
  type Spdx3Element,
  type Spdx3Object,
  type Spdx3Value,
} from './document.ts'
export { readSpdx3 } from './read.ts'
export { streamSpdx3, type Spdx3Sink, type Spdx3Summary } from './stream.ts'
export { writeSpdx3 } from './write.ts'
export { spdx3Pieces, type Spdx3Pieces } from './pieces.ts'
export { modelOf, type ClassModel, type Model } from './model.ts'
export type { IdTable } from './ids.ts'
export type { Spdx3Version } from './spec/versions.ts'
export {
  assessmentOf,
  assessments,
  everyNode,
  vexRelationships,
  vexStatement,
  vulnerabilities,
  vulnerabilityOf,
  type Spdx3Assessment,
  type Spdx3VexStatement,
  type Spdx3VexStatus,
  type Spdx3Vulnerability,
} from './vex.ts'
