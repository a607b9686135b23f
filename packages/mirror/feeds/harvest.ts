// SPDX-License-Identifier: Apache-2.0
import { createAdvisoryReader, type AdvisoryReader } from '@headwater/domain/matching'
import { ecosystemName } from '@headwater/formats/purl'
import { FormatError } from '@headwater/formats/fault'
import type { Limits } from '@headwater/formats/source'
import { IntakeError } from '@headwater/intake/archive'
import { createSegmentWriter, type ByteSink, type SegmentSummary } from '../segment/index.ts'
import {
  exploitedTable,
  scoreTable,
  type ExploitedTable,
  type ScoreTable,
} from '../tables/index.ts'
import { feedMembers, type FeedMember } from './members.ts'
import { parseMember } from './parse.ts'
import { ALL_TURNS, type Turns } from './turns.ts'

export type RecordKind = 'osv' | 'cve'

/** What one path came to, besides the segments, which went into their sinks. */
export interface Harvest {
  readonly path: string
  readonly segments: readonly HarvestedSegment[]
  readonly exploited: readonly ExploitedTable[]
  readonly scores: readonly ScoreTable[]
  /** Records that could not be read, and files that look like records and are none. */
  readonly skipped: readonly Skipped[]
}

export interface HarvestedSegment extends SegmentSummary {
  readonly kind: RecordKind
  /** OSV: ecosystems that every record speaks of. A bucket has one. */
  readonly ecosystems: readonly string[]
}

export interface Skipped {
  readonly record: string
  readonly reason: string
}

export interface HarvestOptions {
  readonly limits: Limits
  /** Where the advisories of one kind are written to; asked when the first of them comes. */
  readonly sinkFor: (kind: RecordKind) => ByteSink
  /** For several threads that share one feed. */
  readonly turns?: Turns
  readonly progress?: (name: string, records: number) => void
  /** What to call a file in messages, where it lies in a temporary place. */
  readonly nameOf?: (file: string) => string
}

/**
 * Reads one feed. A broken record is skipped and told; it never spoils the others.
 * @throws IntakeError, LimitError for a path that cannot be opened or breaks a limit.
 */
export async function harvest(path: string, options: HarvestOptions): Promise<Harvest> {
  const { turns = ALL_TURNS, progress, nameOf = (file) => file } = options
  const crop = createCrop(options)
  let file = 0
  for await (const found of feedMembers(path, options.limits)) {
    if (!turns.isMine(file++)) continue
    const member = { ...found, name: nameOf(found.name) }
    if (file % TOLD_EVERY === 0) progress?.(member.name, file)
    try {
      takeMember(crop, member)
    } catch (error) {
      crop.skipped.push({ record: member.name, reason: reasonOf(error) })
    }
  }
  turns.end(file)
  return crop.finish(path)
}

const TOLD_EVERY = 200

interface Crop {
  readonly reader: AdvisoryReader
  readonly exploited: ExploitedTable[]
  readonly scores: ScoreTable[]
  readonly skipped: Skipped[]
  plotOf(kind: RecordKind): Plot
  finish(path: string): Harvest
}

interface Plot {
  readonly writer: ReturnType<typeof createSegmentWriter>
  ecosystems: ReadonlySet<string> | undefined
}

function createCrop({ sinkFor }: HarvestOptions): Crop {
  const plots = new Map<RecordKind, Plot>()
  const exploited: ExploitedTable[] = []
  const scores: ScoreTable[] = []
  const skipped: Skipped[] = []
  return {
    reader: createAdvisoryReader(),
    exploited,
    scores,
    skipped,
    plotOf(kind) {
      let plot = plots.get(kind)
      if (plot === undefined) {
        plot = { writer: createSegmentWriter(sinkFor(kind)), ecosystems: undefined }
        plots.set(kind, plot)
      }
      return plot
    },
    finish(path) {
      const segments = [...plots].map(([kind, { writer, ecosystems }]): HarvestedSegment => {
        return { kind, ecosystems: [...(ecosystems ?? [])].sort(), ...writer.finish() }
      })
      return { path, segments, exploited, scores, skipped }
    },
  }
}

function takeMember(crop: Crop, member: FeedMember): void {
  const { name } = member
  const parsed = parseMember(name, member.read())
  switch (parsed.kind) {
    case 'osv':
    case 'cve': {
      const advisory = crop.reader.read(name, parsed.value, parsed.text)
      const plot = crop.plotOf(parsed.kind)
      plot.writer.add(advisory, { name, ...member.packed() })
      if (parsed.kind === 'osv') {
        const ecosystems = advisory.affected.flatMap(({ names }) => names.ecosystem ?? [])
        narrow(plot, new Set(ecosystems.map(ecosystemName)))
      }
      return
    }
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

/** A withdrawn record may name no package at all. */
function narrow(plot: Plot, ecosystems: ReadonlySet<string>): void {
  if (ecosystems.size === 0) return
  const { ecosystems: known } = plot
  plot.ecosystems =
    known === undefined
      ? ecosystems
      : known.size === 0 || [...known].every((each) => ecosystems.has(each))
        ? known
        : new Set([...known].filter((each) => ecosystems.has(each)))
}

function rejected(file: string, { name, faults }: ExploitedFault): Skipped {
  const reason = new FormatError(name, faults).message
  return { record: `${file}: ${name}`, reason }
}

interface ExploitedFault {
  readonly name: string
  readonly faults: ConstructorParameters<typeof FormatError>[1]
}

/** Damage of one member, faults of one record, and what is nested too deeply to be written are the record's own. */
function reasonOf(error: unknown): string {
  if (error instanceof FormatError || error instanceof IntakeError) return error.message
  if (error instanceof RangeError) return `cannot be taken in: ${error.message}`
  throw error
}
