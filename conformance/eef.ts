// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAdvisoryReader, type Advisory } from '../packages/domain/matching/index.ts'
import { readCve, writeCve } from '../packages/formats/cve/index.ts'
import { readOsv, writeOsv } from '../packages/formats/osv/index.ts'
import type { Outcome, Suite } from './suite.ts'

/**
 * The records of the Erlang Ecosystem Foundation's CNA, each vulnerability as CVE 5.2 and as OSV. A record passes if it is
 * read and written without loss, if every place in its code comes out of the normal form, and if its two forms meet: the OSV
 * record under the id of the CVE record.
 */
export const suite: Suite = { name: 'eef', run }

function run(shared: string): Outcome {
  const failures: { case: string; reason: string }[] = []
  const data = join(shared, 'suites', 'eef', '_data')
  const reader = createAdvisoryReader()
  const cves = new Map<string, Advisory>()
  let total = 0
  for (const [folder, roundTrip] of FOLDERS) {
    for (const file of readdirSync(join(data, folder))) {
      if (!file.endsWith('.json')) continue
      total++
      const name = `${folder}/${file}`
      try {
        const text = readFileSync(join(data, folder, file), 'utf8')
        const record: unknown = JSON.parse(text)
        if (JSON.stringify(JSON.parse(roundTrip(name, text))) !== JSON.stringify(record)) {
          throw new Error('what is written is not what was read')
        }
        const advisory = reader.read(name, record, text)
        if (folder.startsWith('cves')) {
          cves.set(advisory.id, advisory)
          expectAllPlaces(advisory, record)
        } else if (!advisory.aliases.some((id) => cves.has(id))) {
          throw new Error(`no CVE record under ${advisory.aliases.join(', ')}`)
        }
      } catch (error) {
        failures.push({
          case: name,
          reason: error instanceof Error ? error.message : String(error),
        })
      }
    }
  }
  return { passed: total - failures.length, total, failures }
}

const FOLDERS = [
  ['cves', (name: string, text: string) => writeCve(readCve(name, text))],
  ['cves-staging', (name: string, text: string) => writeCve(readCve(name, text))],
  ['osv', (name: string, text: string) => writeOsv(readOsv(name, text))],
  ['osv-staging', (name: string, text: string) => writeOsv(readOsv(name, text))],
] as const

interface Places {
  readonly programFiles?: readonly string[]
  readonly programRoutines?: readonly { readonly name: string }[]
  readonly modules?: readonly string[]
}

function expectAllPlaces(advisory: Advisory, record: unknown): void {
  const { containers } = record as { containers: { cna: { affected?: readonly Places[] } } }
  const found = new Set<string>()
  for (const { locations } of advisory.affected) {
    for (const file of locations?.files ?? []) found.add(`file ${file}`)
    for (const module of locations?.modules ?? []) found.add(`module ${module}`)
    for (const { name } of locations?.functions ?? []) found.add(`function ${name}`)
  }
  for (const { programFiles = [], programRoutines = [], modules = [] } of containers.cna.affected ??
    []) {
    const wanted = [
      ...programFiles.map((file) => `file ${file}`),
      ...modules.map((module) => `module ${module}`),
      ...programRoutines.map(({ name }) => `function ${name}`),
    ]
    for (const place of wanted) if (!found.has(place)) throw new Error(`${place} is lost`)
  }
}
