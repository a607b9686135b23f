// SPDX-License-Identifier: Apache-2.0
import { isAscii, isUtf8 } from 'node:buffer'
import { FormatError } from '../fault/index.ts'
import { readJsonMembers } from '../json/index.ts'
import { formatError } from '../shape/index.ts'
import { readBytes, readText, type Limits, type Source } from '../source/index.ts'
import {
  bomChecks,
  createWalk,
  describe,
  fault,
  isDeeperThan,
  tooDeep,
  type Walk,
} from './check-json.ts'
import { STREAMED, type CycloneDxSink, type StreamedItem, type StreamedKey } from './sink.ts'
import { canonicalJson, itemKey } from './unique.ts'
import { VERSIONS_OF, type Version } from './versions.ts'

const STREAMED_KEYS: ReadonlySet<string> = new Set(STREAMED)

/**
 * Reads a CycloneDX JSON document into a sink.
 * @throws FormatError with every fault: JSON pointer, and line and column where the text is not too long to be searched.
 */
export async function readJson(
  source: Source,
  sink: CycloneDxSink,
  limits: Limits | undefined,
): Promise<void> {
  const run = createRun(sink, limits)
  const whole = await parseWhole(source, limits)
  if (whole) takeWhole(run, whole)
  else await readPieces(source, run, limits)
  if (run.version === undefined) throw await errorOf(source, headFaults(run), limits)
  checkHead(run)
  await confirmRepeats(source, run, limits)
  if (run.walk.faults.length > 0) throw await errorOf(source, run.walk, limits)
}

interface Run {
  readonly walk: Walk
  readonly sink: CycloneDxSink
  readonly seen: Map<string, unknown>
  /** Members that came before `specVersion`. */
  readonly waiting: [string, unknown][]
  readonly keys: Map<StreamedKey, Map<string, number>>
  readonly suspects: Map<StreamedKey, Set<string>>
  version: Version | undefined
}

/** Unwinds the first try; never leaves this file. */
class VersionNeeded extends Error {}

function createRun(sink: CycloneDxSink, limits: Limits | undefined): Run {
  return {
    walk: createWalk(limits?.depth),
    sink,
    seen: new Map(),
    waiting: [],
    keys: new Map(),
    suspects: new Map(),
    version: undefined,
  }
}

/** Up to this size one JSON.parse costs less than taking the text apart. */
const WHOLE_BYTES = 64 * 1024 ** 2

/** Undefined: too large, or wrong in a way that the other reader has words for. */
async function parseWhole(
  source: Source,
  limits: Limits | undefined,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if ((source.size ?? Infinity) > WHOLE_BYTES) return undefined
  try {
    const value: unknown = JSON.parse(decodeFast(await readBytes(source, limits)))
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}

/** Most documents are ASCII, which is taken as it is. Anything but UTF-8 is left to the other reader. */
function decodeFast(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isAscii(buffer)) return buffer.toString('latin1')
  if (!isUtf8(buffer)) throw new RangeError('not UTF-8')
  const text = buffer.toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

function takeWhole(run: Run, whole: Readonly<Record<string, unknown>>): void {
  run.version = versionOf(whole['specVersion'])
  const { version } = run
  if (version !== undefined) run.sink.start({ specVersion: version, syntax: 'json' })
  for (const key of Object.keys(whole)) {
    const value = whole[key]
    if (version === undefined) run.seen.set(key, value)
    else if (!STREAMED_KEYS.has(key) || !Array.isArray(value) || value.length === 0) {
      takeMember(run, version, key, value)
    } else {
      value.forEach((item, index) => takeItem(run, version, key as StreamedKey, index, item))
    }
  }
}

async function readPieces(source: Source, run: Run, limits: Limits | undefined): Promise<void> {
  try {
    await readInto(source, run, limits)
  } catch (error) {
    if (!(error instanceof VersionNeeded)) throw error
    // The lists stand before `specVersion`: look for it first, then read from the start.
    await readVersion(source, run, limits)
    if (run.version !== undefined) await readInto(source, run, limits)
  }
}

async function readInto(source: Source, run: Run, limits: Limits | undefined): Promise<void> {
  run.waiting.length = 0
  run.seen.clear()
  if (run.version !== undefined) run.sink.start({ specVersion: run.version, syntax: 'json' })
  await readJsonMembers(source, {
    streamed: STREAMED_KEYS,
    ...(limits && { limits }),
    onMember(key, value) {
      if (key === 'specVersion' && run.version === undefined) takeVersion(run, value)
      if (run.version === undefined) run.waiting.push([key, value])
      else takeMember(run, run.version, key, value)
    },
    onElement(key, index, value) {
      if (run.version === undefined) throw new VersionNeeded()
      takeItem(run, run.version, key as StreamedKey, index, value)
    },
  })
  for (const [key, value] of run.waiting) run.seen.set(key, value)
}

async function readVersion(source: Source, run: Run, limits: Limits | undefined): Promise<void> {
  await readJsonMembers(source, {
    streamed: new Set(),
    ...(limits && { limits }),
    skip: (key) => key !== 'specVersion' && key !== 'bomFormat',
    onMember(key, value) {
      run.seen.set(key, value)
      if (key === 'specVersion') run.version = versionOf(value)
      return run.seen.has('specVersion') && run.seen.has('bomFormat')
    },
    onElement: () => undefined,
  })
}

function versionOf(value: unknown): Version | undefined {
  return VERSIONS_OF.json.find((version) => version === value)
}

function takeVersion(run: Run, value: unknown): void {
  run.version = versionOf(value)
  if (run.version === undefined) return
  run.sink.start({ specVersion: run.version, syntax: 'json' })
  for (const [key, earlier] of run.waiting) takeMember(run, run.version, key, earlier)
  run.waiting.length = 0
}

function takeMember(run: Run, version: Version, key: string, value: unknown): void {
  const { walk, sink } = run
  run.seen.set(key, true)
  walk.path[0] = key
  const check = bomChecks(version).members.get(key)
  if (check) check(value, walk, 1)
  else if (!bomChecks(version).open) {
    fault(walk, 1, 'UNEXPECTED', `CycloneDX ${version} has no ${describe(key)} in a bom`)
  } else if (isDeeperThan(value, walk.maxDepth)) fault(walk, 1, 'LIMIT', tooDeep(walk))
  if (isGood(walk)) sink.member(key, value)
}

/** After the first fault nobody is shown anything: only what keeps to the schema has the shape of its type. */
function isGood(walk: Walk): boolean {
  return walk.faults.length === 0
}

function takeItem(
  run: Run,
  version: Version,
  key: StreamedKey,
  index: number,
  value: unknown,
): void {
  const { walk, sink } = run
  const check = bomChecks(version).items.get(key)
  walk.path[0] = key
  walk.path[1] = index
  if (check) {
    run.seen.set(key, true)
    check(value, walk, 2)
    noteKey(run, key, index, value)
  } else if (!run.seen.has(key)) {
    run.seen.set(key, true)
    if (!bomChecks(version).open) {
      fault(walk, 1, 'UNEXPECTED', `CycloneDX ${version} has no ${describe(key)} in a bom`)
    }
  }
  if (isGood(walk)) sink.item(key, index, value as StreamedItem<typeof key>)
}

/** Items must differ. They are not held, so only cheap keys are kept; where two share one, a second look decides. */
function noteKey({ keys, suspects }: Run, list: StreamedKey, index: number, item: unknown): void {
  // Two with one bom-ref are found as such, but for the parts of a formulation.
  if (list !== 'formulation' && hasRef(item)) return
  const key = itemKey(item)
  let known = keys.get(list)
  if (!known) keys.set(list, (known = new Map()))
  if (!known.has(key)) {
    known.set(key, index)
    return
  }
  const suspected = suspects.get(list)
  if (suspected) suspected.add(key)
  else suspects.set(list, new Set([key]))
}

function hasRef(item: unknown): boolean {
  return typeof item === 'object' && item !== null && Object.hasOwn(item, 'bom-ref')
}

async function confirmRepeats(source: Source, run: Run, limits: Limits | undefined): Promise<void> {
  const { suspects, walk } = run
  if (suspects.size === 0) return
  const lists: ReadonlySet<string> = new Set(suspects.keys())
  const exact = new Map<string, number>()
  await readJsonMembers(source, {
    streamed: lists,
    ...(limits && { limits }),
    skip: (key) => !lists.has(key),
    onMember: () => undefined,
    onElement(list, index, value) {
      const key = itemKey(value)
      if (suspects.get(list as StreamedKey)?.has(key) !== true) return
      const text = `${list} ${canonicalJson(value)}`
      const first = exact.get(text)
      if (first === undefined) exact.set(text, index)
      else {
        walk.path[0] = list
        walk.path[1] = index
        fault(walk, 2, 'DUPLICATE', `the same item as number ${first} (counted from 0)`)
      }
    },
  })
}

function checkHead({ seen, walk }: Run): void {
  if (!seen.has('bomFormat')) {
    fault(walk, 0, 'MISSING', '`bomFormat` is required (with the value "CycloneDX")')
  }
}

/** Faults of a document whose version is not known, so that nothing else can be judged. */
function headFaults(run: Run): Walk {
  const { seen } = run
  const walk = createWalk()
  const format = seen.get('bomFormat')
  if (!seen.has('specVersion')) {
    if (format === undefined) {
      fault(
        walk,
        0,
        'UNKNOWN_FORMAT',
        'neither `bomFormat` nor `specVersion` is here: no CycloneDX',
      )
    } else fault(walk, 0, 'MISSING', '`specVersion` is required (such as "1.6")')
    return walk
  }
  walk.path[0] = 'specVersion'
  const versions = VERSIONS_OF.json.join(', ')
  fault(
    walk,
    1,
    'UNSUPPORTED_VERSION',
    `expected a version of CycloneDX JSON (${versions}), found ${describe(seen.get('specVersion'))}`,
  )
  if (format === undefined) fault(walk, 0, 'MISSING', '`bomFormat` is required')
  return walk
}

async function errorOf(
  source: Source,
  walk: Walk,
  limits: Limits | undefined,
): Promise<FormatError> {
  const text = await readText(source, limits).catch(() => undefined)
  const error = formatError(source.name, text, walk.faults)
  return walk.more === 0
    ? error
    : new FormatError(source.name, error.faults, error.unlisted + walk.more)
}
