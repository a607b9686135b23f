// SPDX-License-Identifier: Apache-2.0
import { groupsOf, makeCase } from './case.ts'
import { listCorpus } from './corpus.ts'
import { closeDoors, DOORS } from './entrances.ts'
import { checkPrototypes } from './oracle.ts'
import type { Answer, Order, WorkerOptions } from './protocol.ts'

/** Runs mutants as they are ordered, one at a time. That it ends is the business of who ordered them. */
const { samples, shared, group, seed } = JSON.parse(process.argv[2] ?? '{}') as WorkerOptions
// warnings of libraries about what a document says are no business of this run
process.removeAllListeners('warning')
process.on('exit', closeDoors)

const groups = groupsOf(await listCorpus(samples, shared), group)
for (const originals of groups.values()) {
  // loads and compiles what a reader needs before the clock runs
  const [first] = originals
  if (first)
    await DOORS[first.entrance]({ bytes: first.load(), samples, prints: true }).catch(ignore)
}
answer({ kind: 'ready', groups: [...groups].map(([name, { length }]) => [name, length]) })

process.on('message', (order: Order) => void obey(order))
process.on('SIGTERM', () => process.exit())

async function obey({ number, parent }: Order): Promise<void> {
  const { original, bytes, steps, prints } = makeCase(groups, seed, number)
  const about = {
    number,
    original: original.name,
    group: original.group,
    steps,
    size: bytes.length,
  }
  // told beforehand: who does not come back cannot tell
  answer({ kind: 'begun', ...about })
  const door = DOORS[original.entrance]
  let parentMs = 0
  if (parent) {
    const clock = startClock()
    await door({ bytes: original.load(), samples, prints }).catch(ignore)
    parentMs = clock()
    answer({ kind: 'begun', ...about })
  }
  const clock = startClock()
  let outcome = ''
  let failure: string | undefined
  try {
    outcome = await door({ bytes, samples, prints })
    checkPrototypes()
  } catch (error) {
    failure = error instanceof Error ? described(error) : `threw ${String(error)}`
  }
  const ms = clock()
  answer({
    kind: 'ended',
    ...about,
    outcome,
    ms,
    parentMs,
    peakMb: process.resourceUsage().maxRSS / 1024,
    ...(failure === undefined ? {} : { failure }),
  })
}

/**
 * Milliseconds of the wall or of the processor, whichever are fewer: where others keep the machine busy, a mutant is not to
 * blame for waiting. One that waits for nothing is seen by who ordered it.
 */
function startClock(): () => number {
  const startedAt = performance.now()
  const usedBefore = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(usedBefore)
    return Math.min(performance.now() - startedAt, (user + system) / 1000)
  }
}

function described(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? ''}` : ''
  return `${error.stack ?? error.message}${cause}`.slice(0, 4000)
}

function answer(message: Answer): void {
  process.send?.(message)
}

function ignore(): string {
  return ''
}
