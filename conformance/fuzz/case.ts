// SPDX-License-Identifier: Apache-2.0
import { mutate, type Mutant } from '../../packages/testing/mutation/index.ts'
import { createRandom } from '../../packages/testing/random/index.ts'
import type { Original } from './corpus.ts'

/** One mutant: what it was made of and how. */
export interface Case extends Mutant {
  readonly original: Original
  /** Some are printed in every format too. */
  readonly prints: boolean
}

/** The mutant of this number: the same for the same seed and corpus. */
export function makeCase(
  groups: ReadonlyMap<string, readonly Original[]>,
  seed: number,
  number: number,
): Case {
  const random = createRandom(seed, number)
  const pickOriginal = (): Original =>
    random.pick(groups.get(random.pick([...groups.keys()])) ?? [])
  const original = pickOriginal()
  const prints = random.chance(0.25)
  const siblings = groups.get(original.group) ?? [original]
  const other = () => (random.chance(0.7) ? random.pick(siblings) : pickOriginal()).load()
  const mutant = mutate(original.load(), original.syntax, random, other)
  return { ...mutant, original, prints }
}

export function groupsOf(corpus: readonly Original[], wanted?: string): Map<string, Original[]> {
  const groups = new Map<string, Original[]>()
  for (const original of corpus) {
    if (wanted !== undefined && !original.group.includes(wanted)) continue
    const group = groups.get(original.group)
    if (group === undefined) groups.set(original.group, [original])
    else group.push(original)
  }
  return groups
}
