// SPDX-License-Identifier: Apache-2.0
import { parentPort, workerData } from 'node:worker_threads'
import { groupsOf, makeCase } from './case.ts'
import { listCorpus } from './corpus.ts'
import { closeDoors, DOORS } from './entrances.ts'
import { checkPrototypes } from './oracle.ts'
import type { Answer, Order, WorkerOptions } from './protocol.ts'

/** Runs mutants as they are ordered, one at a time. That it ends is the business of who ordered them. */
const { samples, shared, group, seed } = workerData as WorkerOptions
const port = parentPort
if (port === null) throw new Error('runs as a worker only')
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

port.on('message', (order: Order) => void obey(order))

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
    const startedAt = performance.now()
    await door({ bytes: original.load(), samples, prints }).catch(ignore)
    parentMs = performance.now() - startedAt
    answer({ kind: 'begun', ...about })
  }
  const startedAt = performance.now()
  let outcome = ''
  let failure: string | undefined
  try {
    outcome = await door({ bytes, samples, prints })
    checkPrototypes()
  } catch (error) {
    failure = error instanceof Error ? described(error) : `threw ${String(error)}`
  }
  const ms = performance.now() - startedAt
  answer({
    kind: 'ended',
    ...about,
    outcome,
    ms,
    parentMs,
    ...(failure === undefined ? {} : { failure }),
  })
}

function described(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? ''}` : ''
  return `${error.stack ?? error.message}${cause}`.slice(0, 4000)
}

function answer(message: Answer): void {
  port?.postMessage(message)
}

function ignore(): string {
  return ''
}
