// SPDX-License-Identifier: Apache-2.0
import type { Syntax, Version } from '@headwater/formats/cyclonedx'

/** The version and syntax that is written. */
export interface CycloneDxDialect {
  readonly version: Version
  readonly syntax: Syntax
  /** The number behind `1.` */
  readonly minor: number
  /** Is there a place that takes anything? XML has it since 1.3; the schema of JSON 1.2 forbids no member. */
  readonly hasProperties: boolean
}

export function dialectFor(version: Version, syntax: Syntax): CycloneDxDialect {
  const minor = Number(version.slice(2))
  return { version, syntax, minor, hasProperties: syntax === 'json' || minor >= 3 }
}
