// SPDX-License-Identifier: Apache-2.0

/** Every published version, oldest first. 1.0 and 1.1 exist in XML only. */
export const VERSIONS = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'] as const

export type Version = (typeof VERSIONS)[number]

export type Syntax = 'json' | 'xml'

/** Versions that a syntax has; what is not listed is refused as UNSUPPORTED_VERSION. */
export const VERSIONS_OF: Readonly<Record<Syntax, readonly Version[]>> = {
  json: VERSIONS.slice(2),
  xml: VERSIONS,
}

/** The namespace of an XML document is this and its version. */
export const NAMESPACE = 'http://cyclonedx.org/schema/bom/'

/** The number behind `1.`, so that versions can be compared. */
export function minorOf(version: string): number {
  return Number(version.slice(2))
}
