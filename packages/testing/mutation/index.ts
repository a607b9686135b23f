// SPDX-License-Identifier: Apache-2.0
import type { Random } from '../random/index.ts'
import { ARCHIVE_MUTATORS } from './archive.ts'
import { BYTE_MUTATORS } from './bytes.ts'
import { JSON_MUTATORS } from './json.ts'
import { LINE_MUTATORS, TEXT_MUTATORS } from './lines.ts'
import type { Mutator } from './mutator.ts'
import { XML_MUTATORS } from './xml.ts'
import { YAML_MUTATORS } from './yaml.ts'

export type MutantSyntax = 'json' | 'xml' | 'yaml' | 'lines' | 'archive'

export interface Mutant {
  readonly bytes: Buffer
  /** What was done, in this order. */
  readonly steps: readonly string[]
}

/** A document spoiled in one to three ways that its syntax knows, or blindly. `other` gives documents to mix in. */
export function mutate(
  original: Buffer,
  syntax: MutantSyntax,
  random: Random,
  other: () => Buffer,
): Mutant {
  const steps: string[] = []
  let bytes = original
  const wanted = random.pick([1, 1, 1, 2, 3])
  for (let tries = 0; steps.length < wanted && tries < 20; tries++) {
    const mutator = random.pick(random.pick(KINDS[syntax]))
    const changed = mutator.apply(bytes, { random, other })
    if (changed === undefined || changed.length > LARGEST[syntax]) continue
    bytes = changed
    steps.push(mutator.name)
  }
  return { bytes, steps }
}

/** Mutants are small, so that many can be run: what grows worse than linearly shows at this size. YAML takes its time. */
const LARGEST: Readonly<Record<MutantSyntax, number>> = {
  json: 4_000_000,
  xml: 4_000_000,
  yaml: 300_000,
  lines: 4_000_000,
  archive: 50_000_000,
}

/** How often a kind stands here is how often it is drawn. */
const KINDS: Readonly<Record<MutantSyntax, readonly (readonly Mutator[])[]>> = {
  json: [BYTE_MUTATORS, TEXT_MUTATORS, JSON_MUTATORS, JSON_MUTATORS, JSON_MUTATORS],
  xml: [BYTE_MUTATORS, TEXT_MUTATORS, XML_MUTATORS, XML_MUTATORS],
  yaml: [BYTE_MUTATORS, TEXT_MUTATORS, LINE_MUTATORS, YAML_MUTATORS, YAML_MUTATORS],
  lines: [BYTE_MUTATORS, TEXT_MUTATORS, LINE_MUTATORS, LINE_MUTATORS],
  archive: [BYTE_MUTATORS, ARCHIVE_MUTATORS, ARCHIVE_MUTATORS],
}
