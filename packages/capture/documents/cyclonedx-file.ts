// SPDX-License-Identifier: Apache-2.0
import type { Component, Hash, Property } from '@headwater/formats/cyclonedx'
import type { BuildFile } from '../build/model.ts'

/** The `bom-ref` of a file of this document, or the BOM-Link of one of another. */
export type RefOf = (file: BuildFile) => string

export function fileOf(
  file: BuildFile,
  refOf: RefOf,
  code: string | undefined,
  links: readonly Property[] = [],
): Component {
  const { gitSha1 } = file.digests
  const properties = [
    ...links,
    ...(code === undefined ? [] : [{ name: 'headwater:code', value: code }]),
  ]
  return {
    type: 'file',
    'bom-ref': refOf(file),
    name: file.name,
    hashes: hashesOf(file),
    ...(gitSha1 !== undefined && { omniborId: [`gitoid:blob:sha1:${gitSha1}`] }),
    ...(properties.length > 0 && { properties }),
  }
}

/** CycloneDX knows `SHA-512`, `MD5`, ... */
export function hashOf(algorithm: string, content: string): Hash[] {
  const alg = /^sha\d+$/.test(algorithm) ? `SHA-${algorithm.slice(3)}` : algorithm.toUpperCase()
  return [{ alg, content }]
}

export function hashesOf({
  digests: { sha256, sha1, sha512 },
}: Pick<BuildFile, 'digests'>): Hash[] {
  return [
    ['SHA-256', sha256] as const,
    ['SHA-1', sha1] as const,
    ['SHA-512', sha512] as const,
  ].flatMap(([alg, content]) => (content === undefined ? [] : [{ alg, content }]))
}
