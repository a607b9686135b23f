// SPDX-License-Identifier: Apache-2.0
import type { Syntax, Version } from '../versions.ts'
import { ALGORITHM_FAMILIES, ELLIPTIC_CURVES } from './crypto-names.ts'
import { LICENSE_IDS } from './license-ids.ts'
import { parseType, wordsOf, type TypeSpec } from './notation.ts'
import { SCALARS, type ScalarSpec } from './scalars.ts'
import { COMPONENT_TYPES } from './types/component.ts'
import { CRYPTO_TYPES } from './types/crypto.ts'
import { DECLARATION_TYPES } from './types/declaration.ts'
import { DOCUMENT_TYPES } from './types/document.ts'
import { FORMULATION_TYPES } from './types/formulation.ts'
import { LICENSE_TYPES } from './types/license.ts'
import { SERVICE_TYPES } from './types/service.ts'
import { VULNERABILITY_TYPES } from './types/vulnerability.ts'
import { WORDS } from './words.ts'

export { ALTERNATIVES, UNIFORM, type Alternative } from './alternatives.ts'
export * from './notation.ts'
export { SCALARS, type ScalarSpec } from './scalars.ts'

const TABLES = [
  DOCUMENT_TYPES,
  COMPONENT_TYPES,
  LICENSE_TYPES,
  SERVICE_TYPES,
  VULNERABILITY_TYPES,
  FORMULATION_TYPES,
  CRYPTO_TYPES,
  DECLARATION_TYPES,
]

const parsed = new Map<string, TypeSpec | undefined>()

/** A type of the table; each line is read when it is first asked for. Undefined: a scalar, a word set or alternatives. */
export function typeSpec(name: string): TypeSpec | undefined {
  if (!parsed.has(name)) {
    const text = TABLES.find((table) => Object.hasOwn(table, name))?.[name]
    parsed.set(name, text === undefined ? undefined : parseType(name, text))
  }
  return parsed.get(name)
}

export function typeNames(): readonly string[] {
  return TABLES.flatMap((table) => Object.keys(table))
}

export function scalarSpec(name: string): ScalarSpec | undefined {
  return Object.hasOwn(SCALARS, name) ? SCALARS[name] : undefined
}

/** The closed set that a value must be in, or undefined where it is free. */
export function wordSet(
  name: string,
  version: Version,
  syntax: Syntax,
): ReadonlySet<string> | undefined {
  if (Object.hasOwn(WORDS, name)) return wordsOf(WORDS[name] ?? '', version)
  const scalar = scalarSpec(name)
  if (!scalar?.words || (syntax === 'xml' && scalar.freeInXml === true)) return undefined
  return LONG_SETS[scalar.words]()
}

const LONG_SETS = {
  licenseIds: once(() => wordsOf(LICENSE_IDS, '1.7')),
  algorithmFamilies: once(() => wordsOf(ALGORITHM_FAMILIES, '1.7')),
  ellipticCurves: once(
    () =>
      new Set(
        Object.entries(ELLIPTIC_CURVES).flatMap(([collection, curves]) =>
          curves.map((curve) => `${collection}/${curve}`),
        ),
      ),
  ),
}

function once(make: () => ReadonlySet<string>): () => ReadonlySet<string> {
  let made: ReadonlySet<string> | undefined
  return () => (made ??= make())
}
