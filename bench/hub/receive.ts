// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_LIMITS } from '@headwater/formats/source'
import { receiveDocument, spooled } from '@headwater/hub/documents'
import { judgeRelease } from '@headwater/hub/judgement'
import { judgeComponents, matchComponents } from '@headwater/hub/rejudgement'
import {
  createWorker,
  JUDGE_COMPONENTS,
  JUDGE_RELEASE,
  MATCH_COMPONENTS,
  type Handler,
} from '@headwater/hub/work'
import { createOrganisation, createProduct, createRelease } from '@headwater/store/portfolio'
import type { Store } from '@headwater/store/open'
import { documentOf, type Size } from './documents.ts'
import { percentile } from './times.ts'

export interface Received {
  /** Seconds until every document was acknowledged, and until every job that followed was done. */
  readonly received: number
  readonly done: number
  /** Milliseconds of bringing a document again: median and 95th percentile. */
  readonly again: readonly [number, number]
}

/**
 * The real way in, of one process: each document is spooled, hashed, read, recognised and kept, and its job reads it again, joins it,
 * keeps its inventory, judges and matches.
 */
export async function receive(store: Store, size: Size, workers: number): Promise<Received> {
  const { db, now, newId } = store
  const at = now()
  const { id: organisation } = await createOrganisation(db, { publicId: newId(), name: 'R', at })
  const { id: product } = await createProduct(db, {
    publicId: newId(),
    organisation,
    name: 'Received',
    at,
  })
  const releases: number[] = []
  for (let number = 0; number < size.sboms; number++) {
    const release = { publicId: newId(), organisation, product, version: `1.${number}`, at }
    releases.push((await createRelease(db, release)).id)
  }
  const bring = async (number: number, bytes = documentOf(number, size)): Promise<boolean> => {
    const body = new Blob([Uint8Array.from(bytes)]).stream() as ReadableStream<Uint8Array>
    const { isNew } = await spooled(body, { limit: 1e9, announced: bytes.length }, (file) =>
      receiveDocument(
        store,
        file,
        { organisation, release: releases[number] ?? 0, fileName: 'bom.json', actor: 'system' },
        DEFAULT_LIMITS,
      ),
    )
    return isNew
  }
  const start = performance.now()
  let next = 0
  await inTurns(workers, async () => {
    while (next < size.sboms) await bring(next++)
  })
  const received = performance.now() - start
  await drain(store, workers)
  const done = performance.now() - start
  const times: number[] = []
  for (let number = 0; number < Math.min(50, size.sboms); number++) {
    const bytes = documentOf(number, size)
    const began = performance.now()
    if (await bring(number, bytes)) throw new Error('it was to be known')
    times.push(performance.now() - began)
  }
  return {
    received: received / 1000,
    done: done / 1000,
    again: [percentile(times, 0.5), percentile(times, 0.95)],
  }
}

/** All jobs that wait, by so many workers of this process. Gives the seconds that it took. */
export async function drain(store: Store, workers: number): Promise<number> {
  const start = performance.now()
  const handlers: Readonly<Record<string, Handler>> = {
    [JUDGE_RELEASE]: async (payload, { finish }) => {
      const { release, cause } = payload as { readonly release: number; readonly cause: unknown }
      const options = { limits: DEFAULT_LIMITS, version: '0.0.0', finish }
      await judgeRelease(store, release, cause, options)
    },
    [MATCH_COMPONENTS]: async (_, { signal }) => {
      await matchComponents(store, signal)
    },
    [JUDGE_COMPONENTS]: async (payload, { signal }) => {
      const { components, cause } = payload as {
        readonly components: readonly number[]
        readonly cause: unknown
      }
      await judgeComponents(store, components, cause, signal)
    },
  }
  await inTurns(workers, async (name) => {
    await createWorker({
      store,
      name: `bench-${name}`,
      handlers,
      pause: 10,
      report: ({ error }) => {
        throw error
      },
      isFinal: () => true,
    }).drain()
  })
  return (performance.now() - start) / 1000
}

async function inTurns(count: number, run: (number: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, number) => run(number)))
}
