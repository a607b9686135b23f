// SPDX-License-Identifier: Apache-2.0
import type { VerdictName } from '../api/values.ts'

/** A shape and a word beside the colour: a verdict must be told in black and white. */
const VERDICTS: Readonly<Record<VerdictName, { readonly mark: string; readonly word: string }>> = {
  affected: { mark: '●', word: 'affected' },
  unknown: { mark: '◐', word: 'unknown' },
  not_affected: { mark: '○', word: 'not affected' },
  fixed: { mark: '✓', word: 'fixed' },
}

export function VerdictBadge({ verdict }: { readonly verdict: VerdictName }) {
  const { mark, word } = VERDICTS[verdict]
  return (
    <span className="badge" data-verdict={verdict}>
      <span aria-hidden="true">{mark}</span>
      {word}
    </span>
  )
}

export function verdictWord(verdict: VerdictName): string {
  return VERDICTS[verdict].word
}
