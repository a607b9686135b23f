// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { isOpenVex, readOpenVex, writeOpenVex } from '../packages/formats/openvex/index.ts'
import type { Outcome, Suite } from './suite.ts'

/** Every example is read; what obeys the schema is written again, and what we write obeys the schema and reads the same. */
export const suite: Suite = { name: 'openvex', run }

function run(shared: string): Outcome {
  const root = join(shared, 'suites/openvex')
  const follows = compileSchema(readFileSync(join(root, 'openvex_json_schema.json'), 'utf8'))
  const failures: { case: string; reason: string }[] = []
  let total = 0
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!path.endsWith('.json')) continue
    const text = readFileSync(join(root, path), 'utf8')
    const value: unknown = JSON.parse(text)
    if (!isOpenVex(value)) continue
    total++
    const reason = tryExample(path, text, follows)
    if (reason !== undefined) failures.push({ case: path, reason })
  }
  return { passed: total - failures.length, total, failures }
}

function tryExample(
  path: string,
  text: string,
  follows: (value: unknown) => boolean,
): string | undefined {
  try {
    const { document, remarks } = readOpenVex(path, text)
    if (!follows(JSON.parse(text))) {
      return remarks.length > 0 ? undefined : 'the schema finds a fault and we have no remark'
    }
    const written = writeOpenVex(document)
    if (!follows(JSON.parse(written))) return 'what we write breaks the schema'
    const again = readOpenVex(path, written).document
    return JSON.stringify(again) === JSON.stringify(document) ? undefined : 'reads back differently'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function compileSchema(text: string): (value: unknown) => boolean {
  const ajv = new Ajv.default({ allErrors: true, strict: false })
  addFormats.default(ajv)
  // ajv-formats has no `iri`
  ajv.addFormat('iri', /^[A-Za-z][A-Za-z0-9+.-]*:\S*$/)
  const validate = ajv.compile(JSON.parse(text) as object)
  return (value) => validate(value) === true
}
