// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { groupsOf, makeCase } from './case.ts'
import { listCorpus } from './corpus.ts'
import { runMutants, type Failure, type RunResult } from './crew.ts'

/**
 * `npm run fuzz`: spoils real documents and gives them to every reader. `--seed N` for others than last time, `--count N`,
 * `--group WORD` for some formats only, `--case N` for a single mutant, `--save FOLDER` to keep those that failed.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '10000' },
    case: { type: 'string' },
    group: { type: 'string' },
    save: { type: 'string' },
    threads: { type: 'string', default: '2' },
    'samples-only': { type: 'boolean', default: false },
  },
})
const root = join(import.meta.dirname, '..', '..')
const samples = join(root, 'samples')
const shared = values['samples-only']
  ? ''
  : (process.env['HEADWATER_SHARED'] ?? join(root, '..', 'shared'))
const seed = Number(values.seed)
const one = values.case === undefined ? undefined : Number(values.case)
const interactive = process.stderr.isTTY
const scope = {
  samples,
  shared,
  seed,
  ...(values.group === undefined ? {} : { group: values.group }),
}

say(`seed ${seed}${one === undefined ? '' : `, mutant ${one}`}`)
const result = await runMutants({
  ...scope,
  first: one ?? 0,
  count: one === undefined ? Number(values.count) : 1,
  threads: one === undefined ? Number(values.threads) : 1,
  progress(done) {
    if (interactive && done % 50 === 0) process.stderr.write(`\r${done}`)
  },
})
if (interactive) process.stderr.write('\r')
describeOutcomes(result)
for (const failure of result.failures) describeFailure(failure)
if (values.save !== undefined)
  await save(
    values.save,
    result.failures.map(({ number }) => number),
  )
say(
  `${result.mutants} mutants of ${result.groups.reduce((sum, [, n]) => sum + n, 0)} documents in ${result.groups.length} groups, seed ${seed}: ${result.failures.length} failed, ${(result.ms / 1000).toFixed(0)} s`,
)
process.exitCode = result.failures.length > 0 ? 1 : 0

function describeOutcomes({ outcomes, slowest, spent }: RunResult): void {
  for (const [group, counts] of [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const told = [...counts].sort(([, a], [, b]) => b - a).map(([what, n]) => `${n} ${what}`)
    const mutants = [...counts.values()].reduce((sum, n) => sum + n, 0)
    const mean = (spent.get(group) ?? 0) / mutants
    say(`${group}: ${mutants} of ${mean.toFixed(1)} ms: ${told.join(', ')}`)
  }
  const total = new Map<string, number>()
  for (const counts of outcomes.values()) {
    for (const [what, n] of counts) total.set(what, (total.get(what) ?? 0) + n)
  }
  say(
    `all: ${[...total]
      .sort(([, a], [, b]) => b - a)
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')}`,
  )
  for (const { number, ms, original, steps } of slowest.slice(0, 3)) {
    say(`slow: mutant ${number}, ${Math.round(ms)} ms, ${original}: ${steps.join(', ')}`)
  }
}

function describeFailure({ number, what, detail, original, steps, size }: Failure): void {
  say(`\n${what} in mutant ${number}: ${original} (${size} bytes): ${steps.join(', ')}`)
  say(
    `  again: npm run fuzz -- --seed ${seed} --case ${number}${values.group === undefined ? '' : ` --group '${values.group}'`}`,
  )
  say(`  ${detail.split('\n').slice(0, 12).join('\n  ')}`)
}

async function save(folder: string, numbers: readonly number[]): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const groups = groupsOf(await listCorpus(samples, shared), values.group)
  for (const number of one === undefined ? numbers : [one]) {
    writeFileSync(join(folder, `${seed}-${number}`), makeCase(groups, seed, number).bytes)
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
