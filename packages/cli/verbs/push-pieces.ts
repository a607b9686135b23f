// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { ask, type Answer, type Destination, type Receipt, type Refusal } from './push-ask.ts'

/** What is sent at a time: a broken connection costs no more than this. */
const PIECE = 8 * 1024 * 1024
const TUS = { 'tus-resumable': '1.0.0' } as const
/** How long a hub may take to read what has come, in milliseconds, and how often it is asked. */
const PATIENCE = 10 * 60_000
const LOOK = 500
/** After a broken connection, in milliseconds. Each piece that arrives begins anew. */
const PAUSES = [500, 2_000, 8_000, 20_000] as const

interface Upload {
  readonly id: string
  readonly sha256?: string
  readonly length: number
  readonly offset: number
  readonly state: 'open' | 'complete' | 'done' | 'refused'
  readonly receipt?: Receipt
  readonly problem?: Refusal
}

/**
 * Sends a document in pieces (tus 1.0), and goes on with one that was begun before, by this job or another of the same person: the hub knows
 * it by its SHA-256. Undefined: the hub takes none.
 */
export async function sendInPieces(
  to: Destination,
  path: string,
): Promise<Receipt | Refusal | undefined> {
  const { size } = await stat(path)
  const sha256 = await hashOf(path)
  const list = new URL(`/api/v1/releases/${encodeURIComponent(to.release)}/uploads`, to.hub)
  const known = await patiently(() => ask(to, 'GET', list))
  if (known.kind === 'refused' && known.refusal.status === 404) return undefined
  if (known.kind !== 'said') return known.refusal
  const mine = (known.said['items'] as readonly Upload[]).find(
    (each) => each.sha256 === sha256 && each.length === size,
  )
  const begun = mine?.id ?? (await begin(to, list, path, { size, sha256 }))
  if (typeof begun !== 'string') return begun
  const address = new URL(`/api/v1/uploads/${begun}`, to.hub)
  const file = await open(path)
  try {
    let offset = mine?.offset ?? 0
    for (let failures = 0; offset < size;) {
      const bytes = Buffer.alloc(Math.min(PIECE, size - offset))
      await file.read(bytes, 0, bytes.length, offset)
      const answer = await sendPiece(to, address, offset, bytes)
      if (answer.kind === 'said') {
        offset += bytes.length
        failures = 0
        continue
      }
      const pause = PAUSES[failures++]
      if (!isTemporary(answer.refusal) || pause === undefined) return answer.refusal
      await wait(pause)
      // how much has come of what broke off
      const now = await patiently(() => ask(to, 'GET', address))
      if (now.kind !== 'said') return now.refusal
      offset = (now.said as unknown as Upload).offset
    }
  } finally {
    await file.close()
  }
  return outcome(to, address)
}

async function begin(
  to: Destination,
  list: URL,
  path: string,
  { size, sha256 }: { readonly size: number; readonly sha256: string },
): Promise<string | Refusal> {
  const metadata = {
    filename: basename(path),
    sha256,
    ...(to.type === undefined ? {} : { type: to.type }),
  }
  const answer = await patiently(() =>
    ask(to, 'POST', list, {
      headers: {
        ...TUS,
        'upload-length': String(size),
        'upload-metadata': Object.entries(metadata)
          .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
          .join(','),
      },
    }),
  )
  if (answer.kind !== 'said') return answer.refusal
  // the id alone: a token goes to no other host, whatever the address says
  const id = /\/api\/v1\/uploads\/([0-9a-f-]{36})$/.exec(answer.location ?? '')?.[1]
  return id ?? { status: 0, title: `${to.hub.origin} does not say where the pieces go` }
}

function sendPiece(to: Destination, address: URL, offset: number, bytes: Buffer): Promise<Answer> {
  return ask(to, 'PATCH', address, {
    headers: {
      ...TUS,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      'upload-checksum': `sha256 ${createHash('sha256').update(bytes).digest('base64')}`,
    },
    body: bytes,
  })
}

async function outcome(to: Destination, address: URL): Promise<Receipt | Refusal> {
  for (const until = Date.now() + PATIENCE; Date.now() < until; await wait(LOOK)) {
    const answer = await patiently(() => ask(to, 'GET', address))
    if (answer.kind !== 'said') return answer.refusal
    const { state, receipt, problem } = answer.said as unknown as Upload
    if (state === 'done' && receipt !== undefined) return receipt
    if (state === 'refused' && problem !== undefined) return problem
  }
  return {
    status: 0,
    title: 'it has arrived, and the hub has not read it yet',
    hint: 'look at the release later; sending it again does no harm',
  }
}

/** Asks again where the hub is busy or away. */
async function patiently(run: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const answer = await run()
    const pause = PAUSES[attempt]
    if (answer.kind === 'said' || pause === undefined || !isTemporary(answer.refusal)) return answer
    await wait(pause)
  }
}

/** 409: what broke off is still being kept; 460: it was changed on the way. */
function isTemporary({ status }: Refusal): boolean {
  return [0, 400, 409, 429, 460, 502, 503, 504].includes(status)
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
