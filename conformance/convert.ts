// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readSbom } from '../packages/check/sbom/index.ts'
import {
  convertDocument,
  countElements,
  TARGETS,
  type Counts,
  type SourceDocument,
} from '../packages/domain/conversion/index.ts'
import { essenceOf } from '../packages/domain/conversion/essence.ts'
import { FormatError } from '../packages/formats/fault/index.ts'
import { DEFAULT_LIMITS, sourceOfBytes, sourceOfText } from '../packages/formats/source/index.ts'
import type { Suite } from './suite.ts'

/**
 * Every document of the suites as every family and, of its own, as other versions and syntaxes: what is written is read
 * back, and holds as many packages, files, snippets and relationships as the report of the conversion says. By way of another
 * family and back, names, versions, purls, hashes and dependencies are the same.
 */
export const suite: Suite = {
  name: 'convert',
  async run(shared) {
    const failures: { case: string; reason: string }[] = []
    let total = 0
    for (const folder of FOLDERS) {
      const root = join(shared, folder)
      for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
        if (!/\.(?:json|xml|spdx|sbom|yaml)$/.test(file)) continue
        const name = `${folder.split('/').at(-1) ?? ''}/${file}`
        const bytes = readFileSync(join(root, file))
        const source = await readable(name, bytes)
        if (source === undefined) continue
        for (const target of targetsFor(bytes.length)) {
          total++
          const reason = await complaintOf(source, name, bytes, target)
          if (reason !== undefined) failures.push({ case: `${name} as ${target}`, reason })
        }
        for (const way of WAYS) {
          if (TARGETS.get(way)?.family === source.family) continue
          total++
          const reason = await differenceAfter(source, name, bytes, way)
          if (reason !== undefined) failures.push({ case: `${name} by way of ${way}`, reason })
        }
      }
    }
    return { passed: total - failures.length, total, failures }
  },
}

const FOLDERS = [
  'suites/spdx-examples',
  'suites/spdx-3-examples',
  'suites/cyclonedx-examples',
  'suites/bom-shelter/in-the-wild',
  'corpus/zephyr',
]

const WAYS = ['spdx-2.3', 'spdx-3.0.1', 'cyclonedx-1.6'] as const
const BACK = { 'spdx-2': 'spdx-2.3', 'spdx-3': 'spdx-3.0.1', cyclonedx: 'cyclonedx-1.7' } as const

const FEW = ['spdx-2.3', 'spdx-3.0.1', 'cyclonedx-1.6', 'cyclonedx-1.6-xml'] as const
const MANY = [
  ...FEW,
  'spdx-2.2',
  'spdx-2.3-tag-value',
  'cyclonedx-1.2',
  'cyclonedx-1.4',
  'cyclonedx-1.7',
  'cyclonedx-1.2-xml',
  'cyclonedx-1.3-xml',
  'cyclonedx-1.7-xml',
] as const

/** Large documents take seconds, and say the same in each version. */
function targetsFor(bytes: number): readonly string[] {
  return bytes > 200_000 ? FEW : MANY
}

/** Undefined: no SBOM, or one of those that the other suites know to be broken. */
async function readable(name: string, bytes: Uint8Array): Promise<SourceDocument | undefined> {
  try {
    return await readSbom(sourceOfBytes(name, bytes), DEFAULT_LIMITS)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

async function complaintOf(
  source: SourceDocument,
  name: string,
  bytes: Uint8Array,
  target: string,
): Promise<string | undefined> {
  try {
    const { text, report } = convertAs(source, name, bytes, target)
    const again = await readSbom(sourceOfText(name, text), DEFAULT_LIMITS)
    if (again.family !== TARGETS.get(target)?.family) return `is read back as ${again.family}`
    const found = countElements(again)
    const isSame = source.family === again.family
    if (isDeepStrictEqual(tally(found, isSame), tally(report.counts.target, isSame)))
      return undefined
    return `holds ${JSON.stringify(found)}, the report says ${JSON.stringify(report.counts.target)}`
  } catch (error) {
    return error instanceof FormatError ? error.message : String((error as Error).stack)
  }
}

/** Older versions of one family have fewer kinds of components: there a package may be written as a file. */
function tally({ packages, files, ...rest }: Counts, isSame: boolean): object {
  return isSame ? { ...rest, elements: packages + files } : { packages, files, ...rest }
}

async function differenceAfter(
  source: SourceDocument,
  name: string,
  bytes: Uint8Array,
  way: string,
): Promise<string | undefined> {
  try {
    const there = convertAs(source, name, bytes, way)
    const between = await readSbom(sourceOfText(name, there.text), DEFAULT_LIMITS)
    const back = convertAs(between, name, bytes, BACK[source.family])
    const before = essenceOf(source)
    const after = essenceOf(await readSbom(sourceOfText(name, back.text), DEFAULT_LIMITS))
    for (const key of ['elements', 'dependencies'] as const) {
      const missing = before[key].filter((each) => !after[key].includes(each))
      if (missing.length > 0)
        return `${missing.length} ${key} are gone: ${missing.slice(0, 2).join('; ')}`
    }
    return undefined
  } catch (error) {
    return error instanceof FormatError ? error.message : String((error as Error).stack)
  }
}

function convertAs(
  source: SourceDocument,
  name: string,
  bytes: Uint8Array,
  to: string,
): ReturnType<typeof convertDocument> {
  const target = TARGETS.get(to)
  if (target === undefined) throw new Error(`there is no target ${to}`)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return convertDocument(source, target, {
    name,
    sha256,
    tool: { name: 'headwater', version: '0' },
  })
}
