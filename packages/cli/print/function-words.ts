// SPDX-License-Identifier: Apache-2.0
import type { ReportFunction, ReportLocation } from '@headwater/domain/report'

/** What the images say of one function, in words. */
export function functionWords({
  state,
  cause,
  level,
  images,
  into = [],
  as,
  reason,
}: ReportFunction): string {
  const where = images.join(', ')
  const name = as === undefined ? '' : `, as ${as}`
  const how = level === 'line-in-image' ? ' (lines of it)' : ''
  if (state === 'own') return `own code in ${where}${name}${how}`
  if (state === 'inlined') {
    return `inlined${into.length > 0 ? ` into ${into.join(', ')}` : ''} in ${where}${name}${how}`
  }
  if (state === 'unknown') return `unknown: ${reason ?? cause ?? ''}`
  return `absent: ${CAUSES[cause ?? ''] ?? ''}${where === '' ? '' : `, looked for in ${where}`}`
}

const CAUSES: Readonly<Record<string, string>> = {
  'dropped-by-linker': 'dropped by the linker',
  'preprocessed-out': 'left out by the preprocessor or the compiler',
  'compiled-empty': 'its object holds no code',
  'not-compiled': 'its file was not compiled',
  'not-linked': 'its package is in no image',
}

/** The functions that make a place present: those seen in the image, or all that are named where nothing more is known. */
export function functionsShown({ functions, code = [] }: ReportLocation): readonly string[] {
  const seen = code.filter(({ state }) => state === 'own' || state === 'inlined')
  return seen.length === 0
    ? functions
    : seen.map(({ name, state }) => (state === 'own' ? name : `${name} inlined`))
}
