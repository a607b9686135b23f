// SPDX-License-Identifier: Apache-2.0
import type { SbomType } from './facts.ts'

const WORD = '(design|source|build|analyzed|deployed|runtime)'
/** `SBOM type: Build`, `sbomType=source`; `Build SBOM`, `a runtime SBOM`. Bare words prove nothing. */
const SPOKEN = [
  new RegExp(`\\bSBOM[ _-]?types?\\b["']?[ \\t]{0,8}(?:[:=]|is)[ \\t]{0,8}["']?${WORD}\\b`, 'gi'),
  new RegExp(`\\b${WORD}[ -]SBOM\\b`, 'gi'),
]
const LONGEST_READ = 20_000

/** The types of CISA's "Types of Software Bill of Material" (2023) that a free text names, as SPDX 2 can only do. */
export function sbomTypesIn(texts: readonly (string | undefined)[]): readonly SbomType[] {
  const found = new Set<SbomType>()
  for (const text of texts) {
    if (text === undefined) continue
    for (const pattern of SPOKEN) {
      for (const [, word] of text.slice(0, LONGEST_READ).matchAll(pattern)) {
        // the pattern admits the six words only
        if (word !== undefined) found.add(word.toLowerCase() as SbomType)
      }
    }
  }
  return [...found]
}
