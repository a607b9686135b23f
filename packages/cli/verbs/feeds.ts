// SPDX-License-Identifier: Apache-2.0
import { buildAdvisoryIndex, createAdvisoryReader, type Advisory } from '@headwater/domain/matching'
import { FormatError } from '@headwater/formats/fault'
import { readText, type Limits } from '@headwater/formats/source'
import type { Advisories } from '@headwater/check/run'
import { openDocuments } from '@headwater/intake/documents'
import { UsageError } from '../exit.ts'
import type { Io } from '../io.ts'

/** Reads the given feeds, or opens the local mirror where there are none. */
export async function openAdvisories(
  paths: readonly string[],
  _mirror: string | undefined,
  limits: Limits,
  _io: Io,
): Promise<Advisories> {
  if (paths.length === 0) {
    throw new UsageError('no advisories were given', 'give --advisories PATH')
  }
  const reader = createAdvisoryReader()
  const advisories: Advisory[] = []
  const skipped: { record: string; reason: string }[] = []
  for await (const { source } of openDocuments(paths, limits)) {
    const text = await readText(source, limits)
    try {
      advisories.push(reader.read(source.name, JSON.parse(text), text))
    } catch (error) {
      if (!(error instanceof FormatError) && !(error instanceof SyntaxError)) throw error
      skipped.push({ record: source.name, reason: error.message })
    }
  }
  return {
    index: buildAdvisoryIndex(advisories),
    feeds: [{ source: paths.join(', '), kind: 'files', records: advisories.length, skipped }],
    exploited: () => [],
    epss: () => undefined,
  }
}
