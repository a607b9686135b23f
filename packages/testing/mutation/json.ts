// SPDX-License-Identifier: Apache-2.0
import { HOSTILE_KEYS, HOSTILE_NUMBERS, hostileText } from './hostile.ts'
import { textMutator, type Context, type Mutator } from './mutator.ts'

/** They take JSON apart, spoil it at a place of their choice, and write it again. */
export const JSON_MUTATORS: readonly Mutator[] = [
  jsonMutator('replace a value', (spot, tools) => put(spot, oddValue(tools))),
  jsonMutator('replace a value by a hostile text', (spot, { random }) =>
    put(spot, hostileText(random)),
  ),
  jsonMutator('replace a value by a number', (spot, { random, raw }) =>
    put(spot, raw(random.pick(HOSTILE_NUMBERS))),
  ),
  jsonMutator('change the type', (spot, { random }) => put(spot, otherType(get(spot), random))),
  jsonMutator('delete a member', ({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
  }),
  jsonMutator('rename a member', (spot, { random }) => {
    const value = get(spot)
    if (Array.isArray(spot.holder)) return
    delete spot.holder[spot.key]
    put({ holder: spot.holder, key: random.pick(HOSTILE_KEYS) }, value)
  }),
  jsonMutator('add a member', (spot, tools) => {
    const value = get(spot)
    const holder = isHolder(value) && !Array.isArray(value) ? value : spot.holder
    if (!Array.isArray(holder)) {
      put({ holder, key: tools.random.pick(HOSTILE_KEYS) }, oddValue(tools))
    }
  }),
  jsonMutator('duplicate a member', ({ holder, key }, { raw, random }) => {
    if (Array.isArray(holder)) return
    const again = `${JSON.stringify(key)}:${JSON.stringify(random.pick([get({ holder, key }), 1, null]))}`
    // the value itself, then the same name again behind it
    put({ holder, key }, raw(`${JSON.stringify(get({ holder, key }))},${again}`))
  }),
  jsonMutator('multiply an element', ({ holder, key }, { random }) => {
    if (!Array.isArray(holder)) return
    const element: unknown = holder[Number(key)]
    const size = JSON.stringify(element)?.length ?? 1
    const copies = Math.min(random.pick([1, 50, 20_000]), Math.ceil(1_000_000 / size))
    for (let i = 0; i < copies; i++) holder.push(element)
  }),
  jsonMutator('multiply an element under new ids', ({ holder, key }, { random }) => {
    if (!Array.isArray(holder)) return
    const text = JSON.stringify(holder[Number(key)]) ?? ''
    const copies = Math.min(random.pick([20, 2000]), Math.ceil(1_000_000 / text.length))
    for (let i = 0; i < copies; i++) {
      const next = text.replace(IDENTIFYING, (_, before: string) => `${before}x${i}-`)
      holder.push(JSON.parse(next) as unknown)
    }
  }),
  jsonMutator('shuffle', ({ holder }, { random }) => {
    if (Array.isArray(holder)) holder.sort(() => random.int(3) - 1)
  }),
  jsonMutator('swap two values', (spot, { random, spots }) => {
    const second = random.pick(spots)
    const [a, b] = [get(spot), get(second)]
    // one may lie inside the other: copies, or the tree would become a circle
    put(spot, structuredClone(b))
    put(second, structuredClone(a))
  }),
  jsonMutator('let a name stand for another', (spot, { random, texts }) => {
    if (texts.length > 0) put(spot, get(random.pick(texts)))
  }),
  jsonMutator('let references point to themselves', (_spot, { random, texts }) => {
    if (texts.length === 0) return
    const one = get(random.pick(texts))
    for (const text of texts) if (random.chance(0.1)) put(text, one)
  }),
  jsonMutator('take a value of another document', (spot, { random, other }) => {
    const foreign = parse(other().toString('utf8'))
    const there = foreign === undefined ? [] : spotsOf(foreign)
    if (there.length > 0) put(spot, get(random.pick(there)))
  }),
  jsonMutator('nest deeply', (spot, { random, raw }) => {
    const depth = random.pick([100, 300, 5000, 100_000])
    const [open, close] = random.pick([
      ['[', ']'],
      ['{"a":', '}'],
      ['[{"components":', '}]'],
      ['{"children":[', ']}'],
    ] as const)
    put(spot, raw(`${open.repeat(depth)}1${random.chance(0.8) ? close.repeat(depth) : ''}`))
  }),
  jsonMutator('nest the value into copies of its holder', (spot, { random }) => {
    let inner = structuredClone(spot.holder)
    const most = Math.ceil(1_000_000 / (JSON.stringify(spot.holder).length + 1))
    for (let i = Math.min(most, random.pick([3, 30, 300])); i > 0; i--) {
      const outer = shallow(spot.holder)
      put({ holder: outer, key: spot.key }, inner)
      inner = outer
    }
    put(spot, inner)
  }),
  jsonMutator('fill an array', (spot, { random, raw }) => {
    const filler = random.pick(['1', '""', '[]', '{}', 'null', '"SPDXRef-x"'])
    put(spot, raw(`[${`${filler},`.repeat(random.pick([1000, 200_000]))}${filler}]`))
  }),
  jsonMutator('fill an object', (spot, { random, raw }) => {
    const count = random.pick([100, 30_000])
    put(spot, raw(`{${Array.from({ length: count }, (_, i) => `"k${i}":${i}`).join(',')}}`))
  }),
  textMutator('make it an array', (text) => `[${text}]`),
  textMutator('put a comma at the end', (text) => text.replace(/([}\]])(\s*)$/, ',$1$2')),
]

type Holder = unknown[] | Record<string, unknown>

interface Spot {
  readonly holder: Holder
  readonly key: string | number
}

interface Tools extends Context {
  readonly spots: readonly Spot[]
  /** Those whose value is a text. */
  readonly texts: readonly Spot[]
  /** A value that is written as these characters, JSON or not. */
  raw(characters: string): string
}

const IDENTIFYING =
  /("(?:SPDXID|spdxId|bom-ref|id|@id|product_id|ID|spdxElementId)":\s*"(?:SPDXRef-|https?:\/\/)?)/g

function jsonMutator(name: string, change: (spot: Spot, tools: Tools) => void): Mutator {
  return textMutator(name, (text, context) => {
    const root = parse(text)
    if (root === undefined) return undefined
    const spots = spotsOf(root)
    if (spots.length === 0) return undefined
    const raws: string[] = []
    const raw = (characters: string) => `${RAW}${raws.push(characters) - 1}`
    const texts = spots.filter((spot) => typeof get(spot) === 'string')
    // half of the time near the top, where there is less and what happens weighs more
    const top = context.random.chance(0.5) ? spots.slice(0, 60) : spots
    try {
      change(context.random.pick(top), { ...context, spots, texts, raw })
      const written = JSON.stringify(root, undefined, context.random.pick([0, 2]))
      return written.replace(RAWS, (_, index: string) => raws[Number(index)] ?? 'null')
    } catch {
      // nested too deeply by a mutator before this one
      return undefined
    }
  })
}

const RAW = '\ue000raw'
const RAWS = /"\ue000raw(\d+)"/g

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Every member and element, the highest first. */
function spotsOf(root: unknown): Spot[] {
  const spots: Spot[] = []
  const queue: unknown[] = [root]
  for (let i = 0; i < queue.length && spots.length < 50_000; i++) {
    const holder = queue[i]
    if (!isHolder(holder)) continue
    for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
      spots.push({ holder, key })
      queue.push(get({ holder, key }))
    }
  }
  return spots
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null
}

function get({ holder, key }: Spot): unknown {
  return Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined
}

/** As JSON.parse does: a member called `__proto__` is a member. */
function put({ holder, key }: Spot, value: unknown): void {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

function shallow(holder: Holder): Holder {
  return Array.isArray(holder) ? [...holder] : { ...holder }
}

function oddValue({ random, raw }: Tools): unknown {
  return random.pick([
    () => null,
    () => true,
    () => '',
    () => [],
    () => ({}),
    () => [[]],
    () => [null],
    () => raw('{"__proto__":{"polluted":1}}'),
    () => raw('{"constructor":{"prototype":{"polluted":1}}}'),
    () => raw('{"toString":1,"length":-1}'),
    () => raw(random.pick(HOSTILE_NUMBERS)),
    () => hostileText(random),
    () => raw(`"${'\\u0000'.repeat(random.pick([1, 1000]))}"`),
    () => raw(String.raw`"\ud800"`),
  ])()
}

function otherType(value: unknown, random: Context['random']): unknown {
  if (Array.isArray(value)) {
    return random.pick<unknown>([
      Object.fromEntries(value.entries()),
      value[0] ?? null,
      JSON.stringify(value),
      [value],
    ])
  }
  if (isHolder(value)) {
    return random.pick<unknown>([
      Object.values(value),
      [value],
      JSON.stringify(value),
      { a: value },
    ])
  }
  if (typeof value === 'string') {
    return random.pick<unknown>([Number(value) || 0, [value], { value }, value.length > 0, null])
  }
  return random.pick<unknown>([String(value), [value], { value }])
}
