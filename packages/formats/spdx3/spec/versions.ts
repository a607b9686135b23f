// SPDX-License-Identifier: Apache-2.0
import { AI } from './ai.ts'
import { BUILD } from './build.ts'
import { CORE } from './core.ts'
import { DRAFT } from './draft.ts'
import { LICENSING } from './licensing.ts'
import { SECURITY } from './security.ts'
import { SOFTWARE } from './software.ts'

export interface VersionFacts {
  /** What the context IRI and `specVersion` of a document call it. */
  readonly names: RegExp
  readonly texts: readonly string[]
  /**
   * Terms that the model does not know are kept with a remark instead of being refused: our tables of that version are
   * not complete.
   */
  readonly tolerant: boolean
  /** Said once about each document of that version. */
  readonly remark?: string
}

const RELEASED = [CORE, SOFTWARE, SECURITY, LICENSING, AI, BUILD]

export const VERSIONS: Readonly<Record<'3.0.0' | '3.0.1' | '3.1', VersionFacts>> = {
  '3.0.1': { names: /^3\.0\.1$/, texts: RELEASED, tolerant: false },
  '3.1': { names: /^3\.1(?:\.\d+)?(?:-[\w.]+)?$/, texts: [...RELEASED, DRAFT], tolerant: true },
  '3.0.0': {
    names: /^3\.0(?:\.0)?$/,
    texts: RELEASED,
    tolerant: true,
    remark: 'SPDX 3.0.0 was replaced by 3.0.1: read by the model of 3.0.1',
  },
}

export type Spdx3Version = keyof typeof VERSIONS

export function versionNamed(name: string): Spdx3Version | undefined {
  for (const [version, facts] of Object.entries(VERSIONS)) {
    // the keys are those of VERSIONS
    if (facts.names.test(name)) return version as Spdx3Version
  }
  return undefined
}
