// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { osvRecord, zipOfFeed } from '@headwater/testing/feeds'

/** A world of which it is known at any moment what is affected: libraries `pebble-N` 1.0.0, and one advisory for each. */
const LIBRARIES = 150
const OF_ONE_DOCUMENT = 25

/** In each round of the feed another third of the libraries was mended before 1.0.0. */
function isAffected(library: number, round: number): boolean {
  return (library + round) % 3 !== 0
}

function librariesOf(document: number): readonly number[] {
  return Array.from({ length: OF_ONE_DOCUMENT }, (_, i) => (document * 7 + i * 5) % LIBRARIES)
}

export function sbomText(document: number): string {
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    serialNumber: `urn:uuid:00000000-0000-4000-8000-${String(document).padStart(12, '0')}`,
    components: librariesOf(document).map((library) => ({
      type: 'library',
      name: `pebble-${library}`,
      version: '1.0.0',
      purl: `pkg:npm/pebble-${library}@1.0.0`,
    })),
  })
}

/** What is to be found affected in a release with these documents: names of libraries. */
export function expectedOf(documents: readonly number[], round: number): ReadonlySet<string> {
  const libraries = new Set(documents.flatMap(librariesOf))
  return new Set(
    [...libraries].filter((each) => isAffected(each, round)).map((each) => `pebble-${each}`),
  )
}

export interface FeedServer {
  readonly url: string
  /** From now on it serves the next round. */
  next(): number
  close(): void
}

export async function startFeed(): Promise<FeedServer> {
  let round = 0
  let body = zipOf(round)
  const server: Server = createServer((_, response) => {
    response.writeHead(200, { etag: `"${round}"` }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/all.zip`,
    next() {
      body = zipOf(++round)
      return round
    },
    close: () => server.close(),
  }
}

function zipOf(round: number): Buffer {
  const members: Record<string, unknown> = {}
  for (let library = 0; library < LIBRARIES; library++) {
    const id = `GHSA-pebb-le00-${String(library).padStart(4, '0')}`
    members[`${id}.json`] = {
      ...osvRecord(id, ''),
      id,
      aliases: [],
      modified: new Date(Date.UTC(2026, 0, 1 + round)).toISOString(),
      affected: [
        {
          package: { ecosystem: 'npm', name: `pebble-${library}` },
          ranges: [
            {
              type: 'SEMVER',
              events: [
                { introduced: '0' },
                { fixed: isAffected(library, round) ? '2.0.0' : '0.5.0' },
              ],
            },
          ],
        },
      ],
    }
  }
  return zipOfFeed(members)
}
