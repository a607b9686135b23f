// SPDX-License-Identifier: Apache-2.0
import { FormatError } from '@headwater/formats/fault'
import { parseJson } from '@headwater/formats/json'
import { DEFAULT_LIMITS, LimitError } from '@headwater/formats/source'
import type { Inventory, NodeId } from '../inventory/index.ts'
import { CODE_MARK, type FileFunctions, type ObjectCode } from './record.ts'

/** The records of code that stand in a set of documents. What could not be read is a remark, and no evidence. */
export interface CodeRecords {
  readonly objects: ReadonlyMap<NodeId, ReadObject>
  /** Functions that the text of a file defines. */
  readonly sources: ReadonlyMap<NodeId, ReadSource>
  readonly remarks: readonly CodeRemark[]
}

/** {@link SourceCode} */
interface ReadSource {
  readonly functions: readonly string[]
  readonly constant: readonly string[]
}

/** {@link ObjectCode}, with a map for names that a document chose. */
export interface ReadObject {
  readonly text: number
  readonly intermediate: boolean
  readonly debug: ObjectCode['debug']
  readonly forgetful: boolean
  readonly images: ReadonlyMap<string, readonly FileFunctions[]>
}

export interface CodeRemark {
  /** Index into the inventory's documents. */
  readonly document: number
  readonly text: string
}

/** Beyond these a record is no evidence: names are of C++ templates at their longest, lists of a whole kernel. */
export const RECORD_LIMITS = {
  /** Characters of one record. */
  length: 64 * 1024 * 1024,
  /** Names in one record. */
  names: 1_000_000,
  /** Characters of one name or path. */
  name: 65_536,
}

/** Remarks on records of one document; a broken writer makes the same mistake a thousand times. */
const MOST_REMARKS = 5

export function readCodeRecords(inventory: Inventory): CodeRecords {
  const objects = new Map<NodeId, ReadObject>()
  const sources = new Map<NodeId, ReadSource>()
  const remarks: CodeRemark[] = []
  const counts = new Map<number, number>()
  const remark = (node: NodeId, why: string): void => {
    const document = inventory.documentOf(node)
    const count = (counts.get(document) ?? 0) + 1
    counts.set(document, count)
    if (count <= MOST_REMARKS) {
      const name = inventory.name(node) || inventory.elementId(node)
      remarks.push({ document, text: `the record of code on ${name} is not used: ${why}` })
    }
  }

  for (const node of inventory.files()) {
    const records = inventory.annotations(node).filter(({ text }) => isRecord(text))
    if (records.length === 0) continue
    // two records of one file are two stories: neither proves anything
    if (new Set(records.map(({ text }) => text)).size > 1) {
      remark(node, 'there are several that differ')
      continue
    }
    const read = readRecord(records[0]?.text ?? '')
    if (typeof read === 'string') remark(node, read)
    else if (read.of === 'object') objects.set(node, read)
    else sources.set(node, read)
  }
  for (const { node } of inventory.documents) {
    if (inventory.annotations(node).some(({ text }) => isRecord(text))) {
      remark(node, 'it stands on no file of its document')
    }
  }
  for (const [document, count] of counts) {
    if (count > MOST_REMARKS) {
      remarks.push({
        document,
        text: `and ${count - MOST_REMARKS} more records of code that are not used`,
      })
    }
  }
  return { objects, sources, remarks }
}

function isRecord(text: string): boolean {
  return text.startsWith(`${CODE_MARK} `)
}

type ReadRecord =
  ({ readonly of: 'object' } & ReadObject) | ({ readonly of: 'source' } & ReadSource)

/** The record, or in words why it is none. */
function readRecord(text: string): ReadRecord | string {
  if (text.length > RECORD_LIMITS.length)
    return `it is longer than ${RECORD_LIMITS.length} characters`
  let said: unknown
  try {
    said = parseJson('record', text.slice(CODE_MARK.length + 1), DEFAULT_LIMITS)
  } catch (error) {
    if (error instanceof FormatError || error instanceof LimitError) return 'it is no JSON'
    throw error
  }
  if (!isObject(said)) return 'it is no object'
  const budget = { names: RECORD_LIMITS.names }
  if (said['of'] === 'source') {
    const functions = namesIn(said['functions'], budget)
    if (functions === undefined) return '`functions` is no list of names'
    const constant = namesIn(said['constant'] ?? [], budget)
    if (constant === undefined) return '`constant` is no list of names'
    return { of: 'source', functions, constant }
  }
  return said['of'] === 'object' ? readObject(said, budget) : '`of` is neither object nor source'
}

interface Budget {
  names: number
}

function readObject(said: Readonly<Record<string, unknown>>, budget: Budget): ReadRecord | string {
  const { text, debug, intermediate, forgetful } = said
  if (typeof text !== 'number' || !Number.isSafeInteger(text) || text < 0) {
    return '`text` is no number of bytes'
  }
  if (debug !== 'dwarf' && debug !== 'none') return '`debug` is neither dwarf nor none'
  if (!isObject(said['images'])) return '`images` is no object'
  const images = new Map<string, readonly FileFunctions[]>()
  for (const [image, list] of Object.entries(said['images'])) {
    if (!Array.isArray(list)) return `\`images\` of ${image.slice(0, 100)} is no list`
    const files: FileFunctions[] = []
    for (const entry of list as unknown[]) {
      const file = readFile(entry, budget)
      if (file === undefined) return `a file of ${image.slice(0, 100)} is not {file, own, inlined}`
      files.push(file)
    }
    images.set(image, files)
  }
  // whatever stands there: only `false` and nothing at all say that the object is compiled to the end
  const isTrue = (value: unknown): boolean => value !== undefined && value !== false
  return {
    of: 'object',
    text,
    debug,
    intermediate: isTrue(intermediate),
    forgetful: isTrue(forgetful),
    images,
  }
}

function readFile(entry: unknown, budget: Budget): FileFunctions | undefined {
  if (!isObject(entry)) return undefined
  const { file } = entry
  if (typeof file !== 'string' || file === '' || file.length > RECORD_LIMITS.name) return undefined
  const own = namesIn(entry['own'], budget)
  const inlined = namesIn(entry['inlined'], budget)
  const dropped = namesIn(entry['dropped'] ?? [], budget)
  const unplaced = namesIn(entry['unplaced'] ?? [], budget)
  if (own === undefined || inlined === undefined) return undefined
  const unused = namesIn(entry['unused'] ?? [], budget)
  if (dropped === undefined || unplaced === undefined || unused === undefined) return undefined
  return { file, own, inlined, dropped, unplaced, unused }
}

function namesIn(value: unknown, budget: Budget): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined
  budget.names -= value.length
  if (budget.names < 0) return undefined
  const names = (value as unknown[]).filter(
    (name): name is string =>
      typeof name === 'string' && name !== '' && name.length <= RECORD_LIMITS.name,
  )
  return names.length === value.length ? names : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
