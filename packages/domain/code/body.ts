// SPDX-License-Identifier: Apache-2.0
import { endsWithPath, type NodeId } from '../inventory/index.ts'
import type { EvidenceLevel } from './answer.ts'
import type { Names } from './names.ts'

/** What one image has of the functions of one file. */
export interface Body {
  /** The path under which the evidence knows the file. */
  readonly file: string
  /** The image's name. */
  readonly image: string
  /** The object whose record it is. */
  readonly object?: NodeId
  readonly level: EvidenceLevel
  readonly own: Names
  readonly inlined: Names
  readonly dropped: Names
  readonly unplaced: Names
  /** By name: the lines at which functions of that name are defined. */
  readonly lines?: ReadonlyMap<string, readonly number[]>
  /** By name: functions that it is inlined into. */
  readonly into?: ReadonlyMap<string, readonly string[]>
}

/** The same file, under one root or another. */
export function isTied(path: string, other: string): boolean {
  return endsWithPath(path, other) || endsWithPath(other, path)
}
