// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto'
import type { ComponentIdentity } from '@headwater/domain/matching'
import { jsonText, keyText, plainText } from '../schema/index.ts'

/** Components as the database takes them, each at its place in every column: another thread may have made them. */
export interface ComponentColumns {
  /** SHA-256 of everything that matching sees, hexadecimal: two that differ in anything that an advisory may ask for are two. */
  readonly keys: readonly string[]
  readonly names: readonly string[]
  readonly versions: readonly (string | null)[]
  readonly purls: readonly (string | null)[]
  /** `ComponentIdentity`, as JSON. */
  readonly facts: readonly string[]
}

export function componentColumns(components: readonly ComponentIdentity[]): ComponentColumns {
  return {
    keys: components.map(componentHash),
    names: components.map(({ name }) => keyText(name)),
    versions: components.map(({ version }) => (version === undefined ? null : plainText(version))),
    purls: components.map(({ purls }) => (purls?.[0] === undefined ? null : plainText(purls[0]))),
    facts: components.map(jsonText),
  }
}

function componentHash(component: ComponentIdentity): string {
  const { name, version, purls, cpes, repositories, commit, digests } = component
  return hash(
    'sha256',
    JSON.stringify([
      name,
      version ?? null,
      sorted(purls),
      sorted(cpes),
      sorted(repositories),
      commit ?? null,
      sorted(digests?.map(({ algorithm, value }) => `${algorithm}:${value}`)),
    ]),
    'hex',
  )
}

function sorted(texts: readonly string[] = []): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)].sort()
}
