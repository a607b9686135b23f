// SPDX-License-Identifier: Apache-2.0
import { compare, type Comparison } from '@headwater/domain/comparison'
import { nothingToCheck, readDocuments } from '../documents/index.ts'
import { runCheck, type CheckOptions } from '../run/index.ts'

export interface CompareOptions extends Omit<CheckOptions, 'paths' | 'images' | 'sources'> {
  readonly from: string
  readonly to: string
  /** Whether the sets are checked against advisories too. */
  readonly judges: boolean
}

/**
 * Two sets of documents side by side.
 * @throws what {@link runCheck} throws: then nothing was compared.
 */
export async function runComparison(options: CompareOptions): Promise<Comparison> {
  const side = async (path: string) => {
    const { inventory } = await readDocuments([path], options.limits, (name) =>
      options.progress(`reading ${name}`),
    )
    if (inventory.documents.length === 0) throw nothingToCheck([path])
    if (!options.judges) return { inventory }
    return { inventory, report: await runCheck({ ...options, paths: [path] }) }
  }
  return compare(await side(options.from), await side(options.to))
}
