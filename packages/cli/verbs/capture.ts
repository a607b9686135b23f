// SPDX-License-Identifier: Apache-2.0
import { relative, resolve } from 'node:path'
import { captureBuild, type Captured } from '@headwater/capture/build'
import { gapsInList, type CaptureFormat } from '@headwater/capture/documents'
import type { Move } from '@headwater/capture/steps'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { printCapture } from '../print/capture.ts'
import { safe } from '../print/text.ts'
import { VERSION } from '../version.ts'
import { progressOn } from './progress.ts'

export interface CaptureVerbOptions {
  readonly source?: readonly string[]
  readonly image?: readonly string[]
  /** `OLD=NEW`, as often as it takes. */
  readonly moved?: readonly string[]
  readonly out?: string
  readonly format: CaptureFormat
  readonly sha512?: boolean
  readonly partial?: boolean
}

/** Writes the documents of a build that is there, or runs one and watches it. */
export async function capture(
  folders: readonly string[],
  command: readonly string[],
  options: CaptureVerbOptions,
  io: Io,
): Promise<ExitCode> {
  const [folder, ...more] = folders
  if (more.length > 0)
    throw new UsageError(
      'one build directory at a time',
      'headwater capture BUILD_DIR, or headwater capture -- make -j8',
    )
  if (folder === undefined && command.length === 0) {
    throw new UsageError(
      'which build?',
      'headwater capture BUILD_DIR, or headwater capture -- make -j8',
    )
  }
  const buildDir = resolve(folder ?? '.')
  let failed: number | undefined
  if (command.length > 0) {
    const { watchBuild } = await import('@headwater/capture/watch')
    const { exitCode, signal } = await watchBuild(command, {
      directory: buildDir,
      env: io.env,
      io,
    })
    if (signal !== null || exitCode !== 0) {
      failed = exitCode ?? 1
      io.err(
        `The build ended with ${signal ?? exitCode}${options.partial ? '' : '; nothing is captured. Take what there is with --partial.'}\n`,
      )
      if (!options.partial) return EXIT.buildFailed
    }
  }
  const progress = progressOn(io)
  progress.step(`reading ${folder ?? 'the build'}`)
  let captured: Captured
  try {
    captured = await captureBuild({
      buildDir,
      watched: command.length > 0,
      sources: options.source ?? [],
      images: options.image ?? [],
      moves: (options.moved ?? []).map(readMove),
      format: options.format,
      sha512: options.sha512 === true,
      partial: options.partial === true,
      now: timeOf(io),
      tool: { name: 'headwater', version: VERSION },
      ...(options.out !== undefined && { out: options.out }),
    })
  } finally {
    progress.end()
  }
  io.out(printCapture(captured, io.colouredOut, relative('', captured.out)))
  if (failed !== undefined) return EXIT.buildFailed
  return gapsInList(captured.build.gaps).length > 0 ? EXIT.incomplete : EXIT.ok
}

/** `/work=.`: what the build calls `/work` lies here. */
function readMove(word: string): Move {
  const equals = word.indexOf('=')
  const [from, to] = [word.slice(0, equals), word.slice(equals + 1)]
  if (equals < 0 || !from.startsWith('/') || to === '')
    throw new UsageError(
      `--moved ${safe(word, 200)} is not OLD=NEW`,
      'The folder as the build knew it, by its whole path, and where it lies now: --moved /work=/home/me/project',
    )
  return { from: resolve(from), to: resolve(to) }
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function timeOf(io: Io): Date {
  const said = io.env['SOURCE_DATE_EPOCH']
  if (said === undefined || said === '') return io.now()
  if (!/^\d{1,12}$/.test(said))
    throw new UsageError(`SOURCE_DATE_EPOCH is ${safe(said, 50)}, which is no number of seconds`)
  return new Date(Number(said) * 1000)
}
