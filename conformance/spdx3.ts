// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInventory } from '../packages/domain/inventory/index.ts'
import { spdx3ToInventory } from '../packages/domain/inventory/from-spdx3.ts'
import { describeFault, FormatError } from '../packages/formats/fault/index.ts'
import { sourceOfBytes, sourceOfText } from '../packages/formats/source/index.ts'
import { readSpdx3, streamSpdx3, writeSpdx3 } from '../packages/formats/spdx3/index.ts'
import type { Outcome, Suite } from './suite.ts'

/**
 * Every SPDX 3 example is read, put into the inventory, written and read back the same; those that the model forbids are refused for
 * the reason that they are known to have.
 */
export const suite: Suite = { name: 'spdx3', run }

const FOLDERS = ['spdx-3-examples', 'spdx-spec-examples', 'spdx-examples', 'spdx-tools-java']

/** By the cardinalities of SPDX 3.0.1, whose SHACL shapes refuse them too. */
const INVALID: Readonly<Record<string, RegExp>> = {
  'spdx-3-examples/serialization/jsonld/examples/person3.json': /a Person needs creationInfo/,
  'spdx-3-examples/serialization/jsonld/examples/converted_from_spdx_2.json':
    /a software_Snippet needs software_snippetFromFile/,
}

async function run(shared: string): Promise<Outcome> {
  const failures: { case: string; reason: string }[] = []
  let total = 0
  for (const folder of FOLDERS) {
    const root = join(shared, 'suites', folder)
    for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!/\.json(?:ld)?$/.test(path)) continue
      const bytes = readFileSync(join(root, path))
      if (!bytes.includes('spdx.org/rdf/3.')) continue
      total++
      const name = `${folder}/${path}`
      const reason = await tryExample(name, bytes)
      if (reason !== undefined) failures.push({ case: name, reason })
    }
  }
  return { passed: total - failures.length, total, failures }
}

async function tryExample(name: string, bytes: Uint8Array): Promise<string | undefined> {
  const wanted = INVALID[name]
  try {
    const document = await readSpdx3(sourceOfBytes(name, bytes))
    if (wanted !== undefined) return 'was read, but the model forbids it'
    const written = writeSpdx3(document, { version: document.version })
    const again = await readSpdx3(sourceOfText(name, written))
    if (writeSpdx3(again, { version: again.version }) !== written)
      return 'is written differently the second time'
    if (canonical(again.graph) !== canonical(document.graph)) return 'reads back differently'
    return await tryInventory(name, bytes)
  } catch (error) {
    if (!(error instanceof FormatError))
      return error instanceof Error ? error.message : String(error)
    const faults = error.faults.map(describeFault).join('; ')
    if (wanted === undefined) return faults
    return wanted.test(faults) && error.faults.every((fault) => fault.place.line !== undefined)
      ? undefined
      : `refused for another reason: ${faults}`
  }
}

async function tryInventory(name: string, bytes: Uint8Array): Promise<string | undefined> {
  const inventory = createInventory()
  const open = inventory.open()
  const intake = spdx3ToInventory(open.builder, name)
  open.close(intake.finish(await streamSpdx3(sourceOfBytes(name, bytes), intake.sink)), name)
  return inventory.seal().documents.length === 1 ? undefined : 'did not reach the inventory'
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
