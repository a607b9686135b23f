// SPDX-License-Identifier: Apache-2.0
import {
  compareVersions,
  schemeOf,
  schemeOfEcosystem,
  schemeOfPurlType,
} from '@headwater/formats/versions'
import { EXIT, UsageError, type ExitCode } from '../exit.ts'
import type { Io } from '../io.ts'
import { safe } from '../print/text.ts'

/** Prints which of two versions is older, by a scheme id, a purl type or an OSV ecosystem. @throws UsageError. */
export function versionCompare(name: string, left: string, right: string, io: Io): ExitCode {
  const scheme =
    schemeOf(name) ??
    schemeOf(schemeOfPurlType(name) ?? '') ??
    schemeOf(schemeOfEcosystem(name) ?? '')
  if (scheme === undefined) {
    throw new UsageError(
      `${name} is no version scheme, purl type or OSV ecosystem that is known here`,
    )
  }
  for (const version of [left, right]) {
    if (scheme.parse(version) === undefined) {
      io.err(`error[VERSION]: ${safe(version)} is no ${scheme.id} version\n`)
      return EXIT.unreadable
    }
  }
  const order = compareVersions(scheme.id, left, right)
  const sign = order === undefined ? '?' : order < 0 ? '<' : order > 0 ? '>' : '='
  io.out(`${safe(left)} ${sign} ${safe(right)}\n`)
  return EXIT.ok
}
