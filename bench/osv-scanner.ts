// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { median, runProcess } from './measure.ts'

interface Setting {
  readonly shared: string
  readonly cli: string
  readonly scratch: string
  readonly rounds: number
  readonly say: (line: string) => void
}

/** Feeds that both sides read: OSV's own zips. */
const ECOSYSTEMS = ['Go', 'PyPI', 'Hex'] as const

/**
 * The same SBOMs and the same OSV zips through osv-scanner, offline (OSV_SCANNER names the program). Compares the sets of
 * vulnerability ids by document, and wall time over all documents.
 */
export async function compareWithOsvScanner({
  shared,
  cli,
  scratch,
  rounds,
  say,
}: Setting): Promise<void> {
  const scanner = process.env['OSV_SCANNER']
  if (scanner === undefined) {
    say(
      'osv-scanner: not measured; set OSV_SCANNER to the program (go install github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.5.0)',
    )
    return
  }
  const database = join(scratch, 'osv')
  for (const name of ECOSYSTEMS) {
    mkdirSync(join(database, 'osv-scalibr', name), { recursive: true })
    copyFileSync(
      join(shared, 'advisories', `${name}.zip`),
      join(database, 'osv-scalibr', name, 'all.zip'),
    )
  }
  const mirror = join(scratch, 'peer-mirror')
  const zips = ECOSYSTEMS.map((name) => join(shared, 'advisories', `${name}.zip`))
  await runProcess(['node', cli, 'advisories', 'import', ...zips, '--mirror', mirror])
  const ourTimes: number[] = []
  const theirTimes: number[] = []
  let same = 0
  let documents = 0
  for (const file of documentsIn(join(shared, 'suites', 'bom-shelter', 'in-the-wild'))) {
    const name = file.split('/').at(-1) ?? ''
    const named = join(scratch, asScannerWantsIt(name))
    copyFileSync(file, named)
    const theirs = [
      scanner,
      'scan',
      'source',
      '--offline',
      '--local-db-path',
      database,
      '--format',
      'json',
      '-L',
      named,
    ]
    const ours = ['node', cli, 'check', file, '--mirror', mirror, '--format', 'json']
    let ourIds = new Set<string>()
    let theirIds = new Set<string>()
    for (let round = 0; round < Math.min(rounds, 3); round++) {
      const their = await runProcess(theirs, [0, 1, 127, 128])
      const our = await runProcess(ours, [0, 3])
      theirTimes.push(their.wall)
      ourTimes.push(our.wall)
      theirIds = idsOfScanner(their.output)
      ourIds = idsOfOurs(our.output)
    }
    documents++
    const onlyTheirs = [...theirIds].filter((id) => !ourIds.has(id))
    const onlyOurs = [...ourIds].filter((id) => !theirIds.has(id))
    if (onlyTheirs.length + onlyOurs.length === 0) same++
    else
      say(
        `  ${name}: ${ourIds.size} ours, ${theirIds.size} theirs; only theirs: ${list(onlyTheirs)}; only ours: ${list(onlyOurs)}`,
      )
  }
  say(`osv-scanner: the same ids in ${same} of ${documents} documents`)
  say(
    `osv-scanner: wall time ours over theirs, median of all runs: ${(median(ourTimes) / median(theirTimes)).toFixed(2)} (goal below 1); ${median(ourTimes).toFixed(0)} ms against ${median(theirTimes).toFixed(0)} ms`,
  )
}

function list(ids: readonly string[]): string {
  return ids.length === 0
    ? 'none'
    : `${ids.slice(0, 8).join(' ')}${ids.length > 8 ? ` and ${ids.length - 8} more` : ''}`
}

function documentsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && !/\.(?:md|csv)$/.test(file))
    .sort()
}

/** osv-scanner tells formats by file name. */
function asScannerWantsIt(name: string): string {
  if (/\.spdx(?:\.json)?$/.test(name) || name.endsWith('spdx.json')) {
    return name.endsWith('.json') ? name.replace(/(?:\.spdx|-spdx)?\.json$/, '.spdx.json') : name
  }
  return name.endsWith('.xml')
    ? name.replace(/\.xml$/, '.cdx.xml')
    : name.replace(/(?:\.json|\.sbom)?$/, '.cdx.json')
}

/** Both sides name a vulnerability by the smallest of its ids and aliases, so that CVE, GHSA and GO ids meet. */
function idsOfScanner(text: string): Set<string> {
  const ids = new Set<string>()
  const parsed = parse(text) as {
    results?: { packages?: { groups?: { ids: string[]; aliases?: string[] }[] }[] }[]
  }
  for (const result of parsed.results ?? []) {
    for (const one of result.packages ?? []) {
      for (const group of one.groups ?? [])
        ids.add(nameOf([...group.ids, ...(group.aliases ?? [])]))
    }
  }
  return ids
}

function idsOfOurs(text: string): Set<string> {
  const { findings = [] } = parse(text) as {
    findings?: { verdict: string; vulnerability: { id: string; aliases: string[] } }[]
  }
  return new Set(
    findings
      .filter(({ verdict }) => verdict !== 'unknown')
      .map(({ vulnerability }) => nameOf([vulnerability.id, ...vulnerability.aliases])),
  )
}

function nameOf(ids: readonly string[]): string {
  return ids.toSorted()[0] ?? ''
}

function parse(text: string): object {
  try {
    return JSON.parse(text) as object
  } catch {
    // nothing was found, or the document was refused
    return {}
  }
}
