// SPDX-License-Identifier: Apache-2.0
import { encodeVersion } from './encoding.ts'
import type { Vers } from './vers.ts'

export function formatVers(vers: Vers): string {
  if (vers.kind === 'none') return 'vers:none/*'
  if (vers.kind === 'all') return `vers:${vers.scheme}/*`
  const constraints = vers.constraints.map(
    ({ comparator, version }) => `${comparator === '=' ? '' : comparator}${encodeVersion(version)}`,
  )
  return `vers:${vers.scheme}/${constraints.join('|')}`
}
