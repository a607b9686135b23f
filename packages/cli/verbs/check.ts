// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs'
import type { Report } from '@headwater/domain/report'
import { runCheck } from '@headwater/check/run'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { VERSION } from '../version.ts'
import { startFeeds } from './feeds.ts'
import { limitsOf } from './limits.ts'
import { progressOn } from './progress.ts'

export interface CheckVerbOptions {
  readonly advisories?: readonly string[]
  readonly identify?: readonly string[]
  readonly locations?: readonly string[]
  readonly vex?: readonly string[]
  readonly image?: readonly string[]
  readonly source?: readonly string[]
  readonly format?: readonly string[]
  readonly output?: readonly string[]
  readonly failOn?: 'affected' | 'unknown' | 'none'
  readonly explain?: string
  readonly show?: 'dropped'
  readonly mirror?: string
  readonly author?: string
  readonly limit?: readonly string[]
}

/** The main job on the command line: runs the check, prints it in each format asked for, and turns it into an exit code. */
export async function check(
  paths: readonly string[],
  options: CheckVerbOptions,
  io: Io,
): Promise<ExitCode> {
  const targets = targetsOf(options)
  if (paths.length === 0 && (options.image ?? []).length === 0) {
    throw new UsageError('there is nothing to check', 'give SBOMs, or an image with --image')
  }
  const limits = limitsOf(options.limit)
  const progress = progressOn(io)
  const openAdvisories = startFeeds(
    {
      advisories: options.advisories ?? [],
      mirror: options.mirror,
      limits,
      progress: (what) => progress.step(what),
    },
    io,
  )
  const report = await runCheck({
    paths,
    identify: options.identify ?? [],
    locations: options.locations ?? [],
    vex: options.vex ?? [],
    images: options.image ?? [],
    sources: options.source ?? [],
    advisories: options.advisories ?? [],
    limits,
    version: VERSION,
    now: io.now(),
    progress: (what) => progress.step(what),
    openAdvisories,
  })
  progress.end()
  if (options.explain !== undefined) {
    const { printExplanation } = await import('../print/explain.ts')
    io.out(printExplanation(report, options.explain, io.colouredOut))
  } else {
    for (const target of targets) await print(report, target, options, io)
  }
  return exitCodeOf(report, options.failOn ?? 'none')
}

interface Target {
  readonly format: string
  readonly output?: string
}

type Printer = (report: Report, options: CheckVerbOptions, io: Io) => Promise<string>

/** Each printer is loaded when it is asked for. */
const PRINTERS: Readonly<Record<string, Printer>> = {
  table: async (report, { show }, io) => {
    const { printTable } = await import('../print/table.ts')
    return printTable(report, { coloured: io.colouredOut, showDropped: show === 'dropped' })
  },
  json: async (report) => (await import('../print/json.ts')).printJson(report),
  sarif: async (report) => (await import('../print/sarif.ts')).printSarif(report),
  openvex: async (report, { author = UNKNOWN_AUTHOR }) =>
    (await import('@headwater/domain/vex-documents')).openVexText(report, author),
  csaf: async (report, { author = UNKNOWN_AUTHOR }) =>
    (await import('@headwater/domain/vex-documents')).csafText(report, author),
  cyclonedx: async (report) =>
    (await import('@headwater/domain/vex-documents')).cycloneDxText(report),
  markdown: async (report, { show }) =>
    (await import('../print/markdown.ts')).printMarkdown(report, show === 'dropped'),
  html: async (report) => (await import('../print/html.ts')).printHtml(report),
}

const UNKNOWN_AUTHOR = 'Unknown author'

/** The nth --output belongs to the nth --format; at most one format may be left for standard output. */
function targetsOf({ format = ['table'], output = [] }: CheckVerbOptions): readonly Target[] {
  for (const name of format) {
    if (!Object.hasOwn(PRINTERS, name)) {
      throw new UsageError(
        `--format ${name}: there is no such format`,
        `the formats are ${Object.keys(PRINTERS).join(', ')}`,
      )
    }
  }
  if (output.length > format.length) {
    throw new UsageError(
      'there are more --output than --format',
      'give a --format for each --output',
    )
  }
  if (format.length - output.length > 1) {
    throw new UsageError(
      `${format.length - output.length} formats are left for standard output`,
      'give an --output for each --format but the last',
    )
  }
  return format.map((name, i) => {
    const file = output[i]
    return file === undefined ? { format: name } : { format: name, output: file }
  })
}

async function print(
  report: Report,
  target: Target,
  options: CheckVerbOptions,
  io: Io,
): Promise<void> {
  const printer = PRINTERS[target.format]
  const plain = target.output === undefined ? io : { ...io, colouredOut: false }
  const text = (await printer?.(report, options, plain)) ?? ''
  if (target.output === undefined || target.output === '-') {
    io.out(text)
    return
  }
  try {
    writeFileSync(target.output, text)
  } catch (cause) {
    throw new UsageError(
      `${target.output} cannot be written: ${cause instanceof Error ? cause.message : ''}`,
    )
  }
}

function exitCodeOf({ summary }: Report, level: 'affected' | 'unknown' | 'none'): ExitCode {
  if (level === 'none') return EXIT.ok
  if (summary.affected > 0) return EXIT.findings
  if (level === 'affected') return EXIT.ok
  // components that nobody identified are unknown too: "0 findings" of them is not "safe"
  const nothingKnown = summary.components === 0 || summary.unidentifiedComponents > 0
  return summary.unknown > 0 || nothingKnown ? EXIT.findings : EXIT.ok
}
