// SPDX-License-Identifier: Apache-2.0
import { inflateSync } from 'node:zlib'
import { sectionNamed, type Elf } from '../elf/index.ts'
import { FormatError } from '../fault/index.ts'
import { parseJson } from '../json/index.ts'

/** One crate of a program that was built with `cargo auditable`. */
export interface RustPackage {
  readonly name: string
  readonly version: string
  /** `crates.io`, `git`, `local`, `registry`, or another word. */
  readonly source: string
  /** `build`: used by build scripts and procedural macros, and not in the program. */
  readonly kind: 'runtime' | 'build'
  readonly isRoot: boolean
}

/**
 * The crates that `cargo auditable` wrote into a program: the section `.dep-v0`, JSON compressed by zlib. Undefined where there is
 * no such section, or it is not what it should be.
 *
 * Source: cargo-auditable, PARSING.md.
 */
export function readAuditData(elf: Elf): readonly RustPackage[] | undefined {
  const section = sectionNamed(elf, '.dep-v0')
  return section === undefined ? undefined : parseAuditData(section.data())
}

/** The reference parser's own limit. */
const LARGEST = 8 * 1024 * 1024

export function parseAuditData(bytes: Uint8Array): readonly RustPackage[] | undefined {
  let said: unknown
  try {
    const text = inflateSync(bytes, { maxOutputLength: LARGEST }).toString('utf8')
    said = parseJson('.dep-v0', text)
  } catch (error) {
    if (error instanceof FormatError || isOfZlib(error)) return undefined
    throw error
  }
  const list = isObject(said) ? said['packages'] : undefined
  if (!Array.isArray(list)) return undefined
  return (list as unknown[]).flatMap((each) => packageOf(each) ?? [])
}

function isOfZlib(error: unknown): boolean {
  return error instanceof Error && 'code' in error
}

function packageOf(said: unknown): RustPackage | undefined {
  if (!isObject(said)) return undefined
  const { name, version, source, kind, root } = said
  if (typeof name !== 'string' || typeof version !== 'string') return undefined
  return {
    name,
    version,
    source: typeof source === 'string' ? source : '',
    kind: kind === 'build' ? 'build' : 'runtime',
    isRoot: root === true,
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
