// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCycloneDx } from '../packages/formats/cyclonedx/index.ts'
import { detectFormat } from '../packages/formats/detect/index.ts'
import { FormatError, type FaultCode } from '../packages/formats/fault/index.ts'
import { sourceOfBytes, type Source } from '../packages/formats/source/index.ts'
import { readSpdx2 } from '../packages/formats/spdx2/index.ts'
import type { Suite } from './suite.ts'

/**
 * SBOMs found in the wild. Each is read, or is one of those below, which cannot be: then the refusal must name the
 * kind of flaw and the line where it stands.
 */
export const suite: Suite = {
  name: 'bom-shelter',
  async run(shared) {
    const root = join(shared, 'suites/bom-shelter/in-the-wild')
    const failures: { case: string; reason: string }[] = []
    let total = 0
    for (const folder of ['spdx', 'cyclonedx'] as const) {
      for (const file of readdirSync(join(root, folder)).sort()) {
        total++
        const complaint = await complaintOf(file, readFileSync(join(root, folder, file)))
        if (complaint !== undefined) failures.push({ case: `${folder}/${file}`, reason: complaint })
      }
    }
    return { passed: total - failures.length, total, failures }
  },
}

/** What is wrong with the documents that nobody can read without guessing. Undefined line: the whole is something else. */
const BROKEN: ReadonlyMap<string, readonly [FaultCode, number?]> = new Map([
  // cut off in the middle of a licence text
  ['istio-source.spdx', ['SYNTAX', 59827]],
  // the footer of the web page that it was copied from
  ['powershell-2.2.6.spdx.json', ['SYNTAX', 2765]],
  // every SPDXID stands before its element, and all files have the same one
  ['vast-sbom.spdx', ['SYNTAX', 7]],
  // 139 licences with an address and neither id nor name, which no version of the schema allows
  ['obsidian-sailboat-sbom-cdx.json', ['MISSING', 31]],
  // a list of licences, and two results of a scanner in its own format
  ['maubot-spdx.json', ['UNKNOWN_FORMAT']],
  ['bashrc2-sbom-cdx.json', ['UNKNOWN_FORMAT']],
  ['scanoss-sbom-cdx.json', ['UNKNOWN_FORMAT']],
])

async function complaintOf(file: string, bytes: Uint8Array): Promise<string | undefined> {
  const broken = BROKEN.get(file)
  try {
    const count = await countElements(sourceOfBytes(file, bytes))
    if (count === undefined) {
      return broken?.[0] === 'UNKNOWN_FORMAT' ? undefined : 'taken for no SBOM at all'
    }
    if (broken !== undefined) return 'read, though it is broken'
    return count > 0 ? undefined : 'read as an empty document'
  } catch (error) {
    if (!(error instanceof FormatError)) return `threw ${String(error)}`
    if (broken === undefined) return `refused: ${error.message}`
    const [code, line] = broken
    const hit = error.faults.some((fault) => fault.code === code && fault.place.line === line)
    return hit ? undefined : `refused for another reason: ${error.message}`
  }
}

/** Undefined where the content is no SBOM. Names are no guide: one tag-value document is called .json. */
async function countElements(source: Source): Promise<number | undefined> {
  const detected = await detectFormat(source)
  if (detected?.format === 'cyclonedx') {
    const { components } = await readCycloneDx(source)
    return components?.length ?? 0
  }
  if (detected?.format !== 'spdx-2') return undefined
  const syntax = detected.syntax === 'tag-value' ? 'tag-value' : 'json'
  const { packages, files } = await readSpdx2(source, syntax)
  return packages.length + files.length
}
