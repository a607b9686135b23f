// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, runProcess, type Comparison } from './measure.ts'
import { measureCapture } from './capture.ts'
import { measureDwarf } from './dwarf.ts'
import { compareWithOsvScanner } from './osv-scanner.ts'
import { HUB_BENCHMARKS } from './hub/main.ts'
import { benchFirstView } from './web/main.ts'

/**
 * Measures the goals of the issue as ratios of processes that take turns. Needs `../shared` (or HEADWATER_SHARED) and a
 * build. `npm run bench -- read start` runs some; without words, all but `large`, `capture`, `dwarf`, `web` and those of the
 * hub, which are asked for.
 */
const root = join(import.meta.dirname, '..')
const shared = process.env['HEADWATER_SHARED'] ?? join(root, '..', 'shared')
const cli = join(root, 'packages', 'cli', 'dist', 'bundle', 'main.js')
const cases = (name: string) => join(import.meta.dirname, 'cases', name)
const scratch = mkdtempSync(join(tmpdir(), 'headwater-bench-'))
const rounds = Number(process.env['ROUNDS'] ?? 5)

const kernel = join(shared, 'corpus', 'linux-6.1.192')
const kernelDocuments = ['build-tinyconfig.spdx.json', 'source.spdx.json'].map((name) =>
  join(kernel, name),
)
const kernelZip = join(shared, 'advisories', 'linux-kernel-cve5.zip')

const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  async start() {
    const result = await compare(['node', cli, '--help'], ['node', '-e', '0'], {
      rounds: rounds * 3,
    })
    const ratio = result.ours.firstByte / result.theirs.wall
    say(
      'start of the CLI to the first byte of --help',
      '2.5',
      ratio,
      `${ms(result.ours.firstByte)} against ${ms(result.theirs.wall)} of node -e 0`,
    )
  },
  async read() {
    const files = [
      kernelDocuments[1] ?? '',
      ...largest('suites/cyclonedx-examples/SBOM', '.json', 1),
      ...largest('suites/bom-shelter/in-the-wild/spdx', 'sbom.spdx.json', 2),
      ...largest('suites/spdx-examples', '.spdx3.json', 1),
    ]
    for (const file of files) await readOne(file)
  },
  async cold() {
    const ours = ['node', cli, 'check', kernel, '--advisories', kernelZip]
    const result = await compare(
      ours,
      ['node', cases('inflate-and-parse.mjs'), kernelZip, ...kernelDocuments],
      { rounds },
    )
    say('Linux tinyconfig x 14,626 CVE records, cold', '1.5', result.wall, walls(result))
  },
  async mirror() {
    const mirror = join(scratch, 'mirror')
    const imported = await runProcess([
      'node',
      cli,
      'advisories',
      'import',
      kernelZip,
      '--mirror',
      mirror,
    ])
    const ours = ['node', cli, 'check', kernel, '--mirror', mirror]
    const result = await compare(ours, ['node', cases('json-parse.mjs'), ...kernelDocuments], {
      rounds,
    })
    say(
      'the same from the imported mirror',
      '2',
      result.wall,
      `${walls(result)}; import ${ms(imported.wall)}`,
    )
  },
  async hub() {
    for (const run of Object.values(HUB_BENCHMARKS)) await run(sayLine)
  },
  ...Object.fromEntries(
    Object.entries(HUB_BENCHMARKS).map(([name, run]) => [`hub:${name}`, () => run(sayLine)]),
  ),
  async web() {
    await benchFirstView(sayLine)
  },
  async large() {
    const file = join(scratch, 'large.spdx.json')
    const megabytes = Number(process.env['MEGABYTES'] ?? 1000)
    await runProcess(['node', cases('large-document.mjs'), file, String(megabytes)])
    const run = await runProcess(['node', cases('read.mjs'), file])
    say(
      `peak memory, document of ${size(file)}`,
      '2 GB',
      run.peak / 1e9,
      `${ms(run.wall)}, ${run.output.trim()}`,
    )
    rmSync(file)
  },
  async capture() {
    await measureCapture(cli, sayLine)
  },
  async dwarf() {
    await measureDwarf({ scratch, say: sayLine })
  },
  async peers() {
    await compareWithOsvScanner({
      shared,
      cli,
      scratch,
      rounds,
      say: sayLine,
    })
  },
}

const ASKED_FOR = /^(?:large|capture|dwarf|hub|web)/

const wanted = process.argv.slice(2)
const needsShared = wanted.length === 0 || wanted.some((name) => !/^(?:hub|web)/.test(name))
if (needsShared && !existsSync(shared)) {
  process.stdout.write(`skipped: there is no ${shared} (set HEADWATER_SHARED)\n`)
} else {
  const names =
    wanted.length > 0 ? wanted : Object.keys(BENCHMARKS).filter((name) => !ASKED_FOR.test(name))
  try {
    for (const name of names) await BENCHMARKS[name]?.()
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Time in one warm process, in turns; memory in processes of their own. */
async function readOne(file: string): Promise<void> {
  const name = `${file.split('/').at(-1) ?? ''}, ${size(file)}`
  // small documents need more rounds until both sides run at their full speed
  const turns = Math.min(100, Math.max(rounds + 4, Math.round(2e8 / statSync(file).size)))
  const run = await runProcess(['node', cases('read-in-turns.mjs'), file, String(turns)])
  const { ours, theirs } = JSON.parse(run.output) as { ours: number; theirs: number }
  say(
    `reading ${name}`,
    '2',
    ours / theirs,
    `${ours.toFixed(1)} ms against ${theirs.toFixed(1)} ms`,
  )
  const parse = ['node', cases('json-parse.mjs'), file]
  const {
    peak,
    ours: our,
    theirs: their,
  } = await compare(['node', cases('read.mjs'), file], parse, { rounds: 3 })
  say('  peak memory of the process', '1.5', peak, `${mb(our.peak)} against ${mb(their.peak)}`)
}

function sayLine(line: string): void {
  process.stdout.write(`${line}\n`)
}

function say(what: string, goal: string, value: number, detail: string): void {
  process.stdout.write(`${what}: ${value.toFixed(2)} (goal ${goal}); ${detail}\n`)
}

function walls({ ours, theirs }: Comparison): string {
  return `${ms(ours.wall)} against ${ms(theirs.wall)}`
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`
}

function mb(value: number): string {
  return `${(value / 1e6).toFixed(0)} MB`
}

function size(file: string): string {
  return mb(statSync(file).size)
}

function largest(folder: string, ending: string, count: number): string[] {
  const top = join(shared, folder)
  return readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(top, name))
    .sort((a, b) => statSync(b).size - statSync(a).size)
    .slice(0, count)
}
