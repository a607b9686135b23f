// SPDX-License-Identifier: Apache-2.0
import { objects, text, texts, type Spdx3Object } from '@headwater/formats/spdx3'
import { digestAlgorithm } from '../digests.ts'
import type { Digest } from '../facts.ts'

/** Spellings of HashAlgorithm that differ from ours by more than case. */
const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['sha3_224', 'sha3-224'],
  ['sha3_256', 'sha3-256'],
  ['sha3_384', 'sha3-384'],
  ['sha3_512', 'sha3-512'],
  ['blake2b256', 'blake2b-256'],
  ['blake2b384', 'blake2b-384'],
  ['blake2b512', 'blake2b-512'],
  ['crystalsDilithium', 'crystals-dilithium'],
  ['crystalsKyber', 'crystals-kyber'],
])

/** Hashes and content identifiers of an artifact. A package verification code is no digest of bytes and is left out. */
export function digestsOf(node: Spdx3Object): Digest[] {
  const digests: Digest[] = []
  for (const name of ['verifiedUsing', 'software_contentIdentifier']) {
    if (node[name] === undefined) continue
    for (const method of objects(node, name)) addDigests(method, digests)
  }
  return digests
}

function addDigests(method: Spdx3Object, into: Digest[]): void {
  const type = method['type']
  if (type === 'Hash') {
    const algorithm = text(method, 'algorithm') ?? ''
    const value = text(method, 'hashValue') ?? ''
    into.push({
      algorithm: ALGORITHMS.get(algorithm) ?? digestAlgorithm(algorithm),
      value: value.toLowerCase(),
    })
  } else if (type === 'software_ContentIdentifier') {
    const value = text(method, 'software_contentIdentifierValue') ?? ''
    const kind = text(method, 'software_contentIdentifierType')
    into.push(...(kind === 'swhid' ? swhidDigests(value) : gitoidDigests(value)))
  }
}

/**
 * `gitoid:blob:sha256:…`, as the scheme has it, or the bare object id, as the kernel's writer has it. A blob's object id is
 * a digest of its content.
 */
function gitoidDigests(value: string): Digest[] {
  const found = /^(?:gitoid:blob:(sha1|sha256):)?([0-9a-f]{40}|[0-9a-f]{64})$/i.exec(value)
  const hex = found?.[2]?.toLowerCase()
  if (hex === undefined) return [{ algorithm: 'gitoid', value }]
  return [{ algorithm: hex.length === 40 ? 'gitoid-sha1' : 'gitoid-sha256', value: hex }]
}

/** `swh:1:cnt:…` is the git object id of a file (SWHID 1.2, section 5.1), so that both link. */
function swhidDigests(value: string): Digest[] {
  const content = /^swh:1:cnt:([0-9a-f]{40})(?:;.*)?$/i.exec(value)?.[1]
  const digests: Digest[] = [{ algorithm: 'swhid', value }]
  if (content !== undefined)
    digests.push({ algorithm: 'gitoid-sha1', value: content.toLowerCase() })
  return digests
}

export interface Identifiers {
  readonly purls: string[]
  readonly cpes: string[]
  readonly others: { readonly type: string; readonly value: string }[]
  readonly repositories: string[]
}

/** What an element is known as: software_packageUrl, ExternalIdentifier, ExternalRef, PackageVerificationCode. */
export function identifiersOf(node: Spdx3Object): Identifiers {
  const purls = new Set<string>()
  const cpes = new Set<string>()
  const repositories = new Set<string>()
  const others: { type: string; value: string }[] = []
  const purl = text(node, 'software_packageUrl')
  if (purl !== undefined) purls.add(purl)
  for (const identifier of objects(node, 'externalIdentifier')) {
    const type = text(identifier, 'externalIdentifierType') ?? 'other'
    const value = text(identifier, 'identifier') ?? ''
    if (type === 'packageUrl') purls.add(value)
    else if (type === 'cpe23' || type === 'cpe22') cpes.add(value)
    // some writers give purls under `other` and `urlScheme`
    else if (value.startsWith('pkg:')) purls.add(value)
    else others.push({ type, value })
  }
  for (const reference of objects(node, 'externalRef')) {
    const type = text(reference, 'externalRefType') ?? 'other'
    for (const value of texts(reference, 'locator')) {
      if (type === 'vcs') repositories.add(value)
      else others.push({ type, value })
    }
  }
  for (const method of objects(node, 'verifiedUsing')) {
    if (method['type'] !== 'PackageVerificationCode') continue
    others.push({ type: 'packageVerificationCode', value: text(method, 'hashValue') ?? '' })
  }
  const location = text(node, 'software_downloadLocation')
  if (location !== undefined && /^(?:git|hg|svn|bzr)(?:\+[a-z]+)?:/.test(location)) {
    repositories.add(location)
  }
  return { purls: [...purls], cpes: [...cpes], others, repositories: [...repositories] }
}
