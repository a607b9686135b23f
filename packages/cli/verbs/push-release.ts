// SPDX-License-Identifier: Apache-2.0
import { ask, type Answer, type Destination, type Refusal } from './push-ask.ts'

/** A release by what people call it. */
export interface NamedRelease {
  readonly product: string
  readonly release: string
  /** Makes what is not there: for who may manage. */
  readonly isMade: boolean
}

type Door = Pick<Destination, 'hub' | 'token'>

interface Named {
  readonly id: string
  readonly name: string
}

/** The id of a release, made where that was asked for. Two jobs may make the same one at once. */
export async function releaseNamed(
  door: Door,
  { product, release: version, isMade }: NamedRelease,
): Promise<string | Refusal> {
  const products = await listed(door, '/api/v1/portfolio', 'products')
  if ('status' in products) return products
  let owner = products.items.find(({ name }) => name === product)?.id
  if (owner === undefined) {
    if (!isMade) return missing(`there is no product ${product}`)
    const made = await make(door, '/api/v1/products', { name: product })
    if ('status' in made && made.status !== 409) return made
    if ('status' in made) {
      const again = await listed(door, '/api/v1/portfolio', 'products')
      if ('status' in again) return again
      owner = again.items.find(({ name }) => name === product)?.id
    } else owner = made.id
    if (owner === undefined) return missing(`there is no product ${product} that this token sees`)
  }
  const known = await releaseOf(door, owner, version)
  if (known !== undefined) return known
  if (!isMade) return missing(`there is no release ${version} of ${product}`)
  const made = await make(door, '/api/v1/releases', { product: owner, name: version })
  if (!('status' in made)) return made.id
  const others = made.status === 409 ? await releaseOf(door, owner, version) : undefined
  return others ?? made
}

async function releaseOf(
  door: Door,
  product: string,
  version: string,
): Promise<string | Refusal | undefined> {
  let cursor: string | undefined
  do {
    const query = new URLSearchParams({
      product,
      limit: '100',
      ...(cursor === undefined ? {} : { cursor }),
    })
    const page = await listed(door, `/api/v1/releases?${query.toString()}`, 'items')
    if ('status' in page) return page
    const found = page.items.find(({ name }) => name === version)
    if (found !== undefined) return found.id
    cursor = page.next
  } while (cursor !== undefined)
  return undefined
}

async function listed(
  door: Door,
  path: string,
  member: string,
): Promise<{ readonly items: readonly Named[]; readonly next: string | undefined } | Refusal> {
  const answer = await patiently(() =>
    ask({ ...door, release: '' }, 'GET', new URL(path, door.hub)),
  )
  if (answer.kind === 'refused') return answer.refusal
  const { [member]: items, next } = answer.said
  return {
    items: Array.isArray(items) ? (items as readonly Named[]) : [],
    next: typeof next === 'string' ? next : undefined,
  }
}

async function make(door: Door, path: string, body: object): Promise<Named | Refusal> {
  const answer = await patiently(() =>
    ask({ ...door, release: '' }, 'POST', new URL(path, door.hub), {
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(body)),
    }),
  )
  return answer.kind === 'said' ? (answer.said as unknown as Named) : answer.refusal
}

const PAUSES = [1_000, 4_000, 15_000] as const

async function patiently(send: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const answer = await send()
    const pause = PAUSES[attempt]
    const isTemporary =
      answer.kind === 'refused' && [0, 429, 502, 503, 504].includes(answer.refusal.status)
    if (!isTemporary || pause === undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

function missing(title: string): Refusal {
  return {
    status: 404,
    title,
    hint: 'make it in the hub, or give --create with a token that may manage',
  }
}
