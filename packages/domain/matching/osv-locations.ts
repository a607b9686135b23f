// SPDX-License-Identifier: Apache-2.0
import type { OsvAffected, OsvRecord } from '@headwater/formats/osv'
import {
  NOTHING,
  type FunctionLocation,
  type LocationCondition,
  type Locations,
} from './advisory.ts'

/**
 * OSV has no member for places in the code: each database has its own, under `ecosystem_specific` or `database_specific`.
 * Their types are not checked by the schema, so everything is looked at before it is used.
 */
export function osvLocations(entry: OsvAffected, record: OsvRecord): Locations | undefined {
  const found: Found = {
    files: new Set(),
    functions: [],
    modules: new Set(),
    conditions: [],
    basis: [],
  }
  for (const specific of [
    entry.ecosystem_specific,
    entry.database_specific,
    record.database_specific,
  ]) {
    if (!specific) continue
    addImports(found, specific)
    addRustFunctions(found, specific)
    addSignatures(found, specific)
  }
  if (found.basis.length === 0) return undefined
  return {
    files: [...found.files],
    functions: found.functions,
    modules: [...found.modules],
    ...(found.conditions.length === 0 ? undefined : { conditions: found.conditions }),
    basis: [...new Set(found.basis)].join(', '),
  }
}

interface Found {
  readonly files: Set<string>
  readonly functions: FunctionLocation[]
  readonly modules: Set<string>
  readonly conditions: LocationCondition[]
  readonly basis: string[]
}

type Specific = Readonly<Record<string, unknown>>

/** Go: `imports: [{path, symbols, goos, goarch}]`; without symbols the whole package. */
function addImports(found: Found, specific: Specific): void {
  for (const entry of listOf(specific['imports'])) {
    if (!isObject(entry)) continue
    const module = entry['path']
    if (typeof module !== 'string') continue
    found.basis.push('imports')
    found.modules.add(module)
    for (const name of textsOf(entry['symbols'])) found.functions.push({ name, module })
    const os = textsOf(entry['goos'])
    const architectures = textsOf(entry['goarch'])
    if (os.length + architectures.length > 0) {
      found.conditions.push({ module, ...conditionOf(os, architectures) })
    }
  }
}

/** RustSec: `affects: {functions, os, arch}` in its export, `affected_functions` in older ones. Paths such as `crate::f`. */
function addRustFunctions(found: Found, specific: Specific): void {
  const affects = specific['affects']
  const names = new Set(textsOf(specific['affected_functions']))
  if (isObject(affects)) {
    for (const name of textsOf(affects['functions'])) names.add(name)
    const os = textsOf(affects['os'])
    const architectures = textsOf(affects['arch'])
    if (os.length + architectures.length > 0) {
      found.conditions.push(conditionOf(os, architectures))
      found.basis.push('affects')
    }
  }
  for (const name of names) found.functions.push({ name })
  if (names.size > 0) found.basis.push('affected_functions')
}

/** Android: what a patch changed, `vanir_signatures: [{target: {file, function}}]`. */
function addSignatures(found: Found, specific: Specific): void {
  for (const signature of listOf(specific['vanir_signatures'])) {
    const target = isObject(signature) ? signature['target'] : undefined
    if (!isObject(target)) continue
    const file = target['file']
    const name = target['function']
    if (typeof file !== 'string') continue
    found.basis.push('vanir_signatures')
    found.files.add(file)
    if (typeof name === 'string') found.functions.push({ name, file })
  }
}

function conditionOf(os: readonly string[], architectures: readonly string[]): LocationCondition {
  return {
    ...(os.length === 0 ? undefined : { os }),
    ...(architectures.length === 0 ? undefined : { architectures }),
  }
}

function isObject(value: unknown): value is Specific {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : NOTHING
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item): item is string => typeof item === 'string')
}
