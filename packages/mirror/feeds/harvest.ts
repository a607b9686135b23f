// SPDX-License-Identifier: Apache-2.0
import { createAdvisoryReader, type Advisory } from '@headwater/domain/matching'
import { ecosystemName } from '@headwater/formats/purl'
import { FormatError, type Fault } from '@headwater/formats/fault'
import { IntakeError } from '@headwater/intake/archive'
import {
  createSegmentWriter,
  type ByteSink,
  type SegmentSummary,
  type SegmentWriter,
} from '../segment/index.ts'
import {
  exploitedTable,
  scoreTable,
  type ExploitedTable,
  type ScoreTable,
} from '../tables/index.ts'
import type { FeedMember } from './members.ts'
import { parseMember } from './parse.ts'

type RecordKind = 'osv' | 'cve'

/** What one path came to, besides the segments, which went into their sinks. */
export interface Harvest {
  readonly path: string
  readonly segments: readonly HarvestedSegment[]
  readonly exploited: readonly ExploitedTable[]
  readonly scores: readonly ScoreTable[]
  /** Records that could not be read, and files that look like records and are none. */
  readonly skipped: readonly Skipped[]
  readonly passed: readonly PassedRecord[]
  /** Other ids of the records that were kept. */
  readonly aliases: readonly string[]
}

export interface HarvestedSegment extends SegmentSummary {
  readonly kind: RecordKind
  /** Records that were read, also those that nobody wants. */
  readonly read: number
  /** OSV: ecosystems that every record speaks of. A bucket has one. */
  readonly ecosystems: readonly string[]
}

export interface Skipped {
  readonly record: string
  readonly reason: string
}

/** A good record that is not kept. `file`: its number where it may be wanted after all, else -1. */
type PassedRecord = readonly [id: string, modifiedAt: string | 0, file: number]

/**
 * What becomes of a record: it is kept, nobody wants it, or it is left for now: wanted only if another turns out to be of
 * the same vulnerability.
 */
export type Fate = 'keep' | 'pass' | 'leave'

export interface HarvestOptions {
  /** Where the advisories of one kind are written to; asked when the first of them comes. */
  readonly sinkFor: (kind: RecordKind) => ByteSink
  /** Without: all are kept. */
  readonly fateOf?: (advisory: Advisory) => Fate
  readonly progress?: (name: string, records: number) => void
  /** What to call a file in messages, where it lies in a temporary place. */
  readonly nameOf?: (file: string) => string
}

/** Reads the files of one feed, in any order. A broken record is skipped and told; it never spoils the others. */
export interface Harvester {
  /** @param plain its bytes, where somebody has them already. */
  take(member: FeedMember, file: number, plain?: Buffer): void
  finish(): Harvest
}

export function createHarvester(path: string, options: HarvestOptions): Harvester {
  const crop: Crop = {
    options,
    reader: createAdvisoryReader(),
    plots: new Map(),
    exploited: [],
    scores: [],
    skipped: [],
    passed: [],
    aliases: new Set(),
  }
  const { progress, nameOf = (name) => name } = options
  let taken = 0
  return {
    take(member, file, plain) {
      const name = nameOf(member.name)
      if (++taken % TOLD_EVERY === 0) progress?.(name, taken)
      try {
        takeMember(crop, { ...member, name }, file, plain)
      } catch (error) {
        crop.skipped.push({ record: name, reason: memberFault(error, name) })
      }
    },
    finish() {
      const { exploited, scores, skipped, passed, aliases } = crop
      const segments = [...crop.plots].map(([kind, plot]) => segmentOf(kind, plot))
      return { path, segments, exploited, scores, skipped, passed, aliases: [...aliases] }
    },
  }
}

const TOLD_EVERY = 200

interface Crop {
  readonly options: HarvestOptions
  readonly reader: ReturnType<typeof createAdvisoryReader>
  readonly plots: Map<RecordKind, Plot>
  readonly exploited: ExploitedTable[]
  readonly scores: ScoreTable[]
  readonly skipped: Skipped[]
  readonly passed: PassedRecord[]
  readonly aliases: Set<string>
}

interface Plot {
  readonly writer: SegmentWriter
  read: number
  ecosystems: ReadonlySet<string> | undefined
}

function segmentOf(kind: RecordKind, { writer, read, ecosystems = NONE }: Plot): HarvestedSegment {
  return { kind, read, ecosystems: [...ecosystems].sort(), ...writer.finish() }
}

const NONE: ReadonlySet<string> = new Set()

function takeMember(crop: Crop, member: FeedMember, file: number, plain?: Buffer): void {
  const { name } = member
  const parsed = parseMember(name, plain ?? member.read())
  switch (parsed.kind) {
    case 'osv':
    case 'cve':
      takeRecord(crop, member, file, parsed)
      return
    case 'exploited':
      crop.exploited.push(exploitedTable(parsed.catalog))
      for (const each of parsed.catalog.rejected) crop.skipped.push(rejected(name, each))
      return
    case 'epss': {
      const table = scoreTable(parsed.scores)
      if (table) crop.scores.push(table)
      else crop.skipped.push({ record: name, reason: 'EPSS scores without percentiles' })
      for (const each of parsed.scores.rejected) crop.skipped.push(rejected(name, each))
      return
    }
    case 'stranger':
      crop.skipped.push({
        record: name,
        reason: 'neither an OSV nor a CVE 5 record, nor a catalogue of exploited vulnerabilities',
      })
      return
    case 'other':
      if (member.isExplicit) crop.skipped.push({ record: name, reason: 'no advisory feed' })
  }
}

type ParsedRecord = ReturnType<typeof parseMember> & { readonly kind: RecordKind }

function takeRecord(
  crop: Crop,
  member: FeedMember,
  file: number,
  { kind, value, text }: ParsedRecord,
): void {
  const advisory = crop.reader.read(member.name, value, text)
  const plot = plotOf(crop, kind)
  const fate = crop.options.fateOf?.(advisory) ?? 'keep'
  if (fate === 'keep') {
    plot.writer.add(advisory, { name: member.name, ...member.packed() })
    for (const alias of advisory.aliases) crop.aliases.add(alias)
  } else crop.passed.push([advisory.id, advisory.modifiedAt ?? 0, fate === 'leave' ? file : -1])
  plot.read++
  if (kind === 'osv') narrow(plot, advisory)
}

function plotOf({ plots, options }: Crop, kind: RecordKind): Plot {
  const known = plots.get(kind)
  if (known !== undefined) return known
  const writer = createSegmentWriter(options.sinkFor(kind))
  const plot: Plot = { writer, read: 0, ecosystems: undefined }
  plots.set(kind, plot)
  return plot
}

/** A withdrawn record may name no package at all. */
function narrow(plot: Plot, { affected }: Advisory): void {
  const named = affected.flatMap(({ names }) => names.ecosystem ?? [])
  if (named.length === 0) return
  const ecosystems = new Set(named.map(ecosystemName))
  const known = plot.ecosystems
  if (known === undefined) plot.ecosystems = ecosystems
  else if ([...known].some((each) => !ecosystems.has(each))) {
    plot.ecosystems = new Set([...known].filter((each) => ecosystems.has(each)))
  }
}

function rejected(
  file: string,
  { name, faults }: { readonly name: string; readonly faults: readonly Fault[] },
): Skipped {
  const reason = withoutName(new FormatError(name, faults).message, name)
  return { record: `${file}: ${name}`, reason }
}

/** Why a file cannot be taken in, without its name. @throws what is no fault of the file */
export function memberFault(error: unknown, name: string): string {
  return withoutName(reasonOf(error), name)
}

/** Damage of one member, faults of one record, and what is nested too deeply to be written are the record's own. */
function reasonOf(error: unknown): string {
  if (error instanceof FormatError || error instanceof IntakeError) return error.message
  if (error instanceof RangeError) return `cannot be taken in: ${error.message}`
  throw error
}

/** It stands beside the reason. */
function withoutName(reason: string, name: string): string {
  return reason.startsWith(`${name}: `) ? reason.slice(name.length + 2) : reason
}
