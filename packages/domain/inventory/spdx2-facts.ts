// SPDX-License-Identifier: Apache-2.0
import type {
  Spdx2Checksum,
  Spdx2File,
  Spdx2Head,
  Spdx2Package,
  Spdx2Snippet,
} from '@headwater/formats/spdx2'
import { digestAlgorithm } from './digests.ts'
import type { Digest, DocumentFacts, FileFacts, PackageFacts, SnippetFacts } from './facts.ts'
import { sbomTypesIn } from './sbom-types.ts'

export function documentFacts(
  head: Spdx2Head | undefined,
  source: string,
  syntax: string,
): DocumentFacts {
  const creators = head?.creationInfo.creators ?? []
  const comments = [head?.comment, head?.creationInfo.comment]
  const comment = comments.filter((text) => text !== undefined).join('\n')
  return {
    format: 'spdx-2',
    specVersion: head?.spdxVersion.slice('SPDX-'.length) ?? '',
    syntax,
    source,
    creators: creators.filter((creator) => !creator.startsWith('Tool:')),
    tools: creators
      .filter((creator) => creator.startsWith('Tool:'))
      .map((creator) => creator.slice('Tool:'.length).trim()),
    sbomTypes: sbomTypesIn(comments),
    ...said({
      id: head?.documentNamespace === undefined ? undefined : withoutHash(head.documentNamespace),
      name: head?.name,
      createdAt: head?.creationInfo.created,
      comment,
      dataLicense: head?.dataLicense,
    }),
  }
}

export function packageFacts(element: Spdx2Package): PackageFacts {
  const purls: string[] = []
  const cpes: string[] = []
  const identifiers: { type: string; value: string }[] = []
  const repositories: string[] = []
  for (const { referenceType, referenceLocator: value } of element.externalRefs ?? []) {
    const type = referenceType.slice(
      Math.max(referenceType.lastIndexOf('/'), referenceType.lastIndexOf('#')) + 1,
    )
    if (type === 'purl') purls.push(value)
    else if (type === 'cpe23Type' || type === 'cpe22Type') cpes.push(value)
    // esp-idf-sbom names the repository under a type of its own
    else if (type === 'repository') repositories.push(value)
    else identifiers.push({ type, value })
  }
  const source = element.sourceInfo === undefined ? undefined : builtFrom(element.sourceInfo)
  if (source !== undefined) purls.push(...withUpstream(purls, source))
  // straight code: one literal with a dozen spreads was a fifth of the time of reading a list of packages
  const facts: Writable<PackageFacts> = { name: element.name }
  const location = element.downloadLocation
  const purpose = element.primaryPackagePurpose
  const description = element.description ?? element.summary
  if (isSaid(element.versionInfo)) facts.version = element.versionInfo
  if (isSaid(element.supplier)) facts.supplier = element.supplier
  if (isSaid(element.originator)) facts.originator = element.originator
  if (isSaid(location) && location !== 'NONE') facts.downloadLocation = location
  if (isSaid(element.homepage) && element.homepage !== 'NONE') facts.homepage = element.homepage
  if (isSaid(element.licenseDeclared)) facts.licenseDeclared = element.licenseDeclared
  if (isSaid(element.licenseConcluded)) facts.licenseConcluded = element.licenseConcluded
  if (isSaid(element.copyrightText)) facts.copyright = element.copyrightText
  if (isSaid(purpose)) facts.purpose = purpose.toLowerCase()
  if (isSaid(description)) facts.description = description
  if (purls.length > 0) facts.purls = purls
  if (cpes.length > 0) facts.cpes = cpes
  if (identifiers.length > 0) facts.identifiers = identifiers
  if (location !== undefined && /^(?:git|hg|svn|bzr)(?:\+[a-z]+)?:/.test(location)) {
    repositories.push(location)
  }
  if (repositories.length > 0) facts.repositories = repositories
  if (element.checksums && element.checksums.length > 0) {
    facts.digests = element.checksums.map(digestOf)
  }
  return facts
}

/** Trivy has no other place for the source package, of which distributions' advisories speak. */
function builtFrom(sourceInfo: string): string | undefined {
  const [, name, version] = /^built package from: (\S{1,200}) (\S{1,200})$/.exec(sourceInfo) ?? []
  return name === undefined || version === undefined ? undefined : `${name}@${version}`
}

/** The purls of distributions once more, with the qualifier `upstream`. That of RPM is a file name, and is left alone. */
function withUpstream(purls: readonly string[], source: string): string[] {
  return purls
    .filter((purl) => /^pkg:(?:deb|apk)\//.test(purl) && !/[?&]upstream=|#/.test(purl))
    .map((purl) => `${purl}${purl.includes('?') ? '&' : '?'}upstream=${encodeURIComponent(source)}`)
}

/** One object of one shape for each file: there may be millions. */
export function fileFacts(element: Spdx2File): FileFacts {
  const { fileTypes, checksums, licenseConcluded, copyrightText } = element
  const facts: Writable<FileFacts> = { path: element.fileName }
  if (checksums !== undefined && checksums.length > 0) facts.digests = checksums.map(digestOf)
  if (fileTypes !== undefined) facts.types = fileTypes.map(lowerCase)
  if (isSaid(licenseConcluded)) facts.licenseConcluded = licenseConcluded
  if (isSaid(copyrightText)) facts.copyright = copyrightText
  return facts
}

export function snippetFacts(element: Spdx2Snippet, file: string | undefined): SnippetFacts {
  let byteRange: [number, number] | undefined
  let lineRange: [number, number] | undefined
  for (const { startPointer, endPointer } of element.ranges) {
    if (startPointer.offset !== undefined && endPointer.offset !== undefined)
      byteRange ??= [startPointer.offset, endPointer.offset]
    if (startPointer.lineNumber !== undefined && endPointer.lineNumber !== undefined)
      lineRange ??= [startPointer.lineNumber, endPointer.lineNumber]
  }
  return {
    file: file ?? element.snippetFromFile,
    ...(byteRange === undefined ? {} : { byteRange }),
    ...(lineRange === undefined ? {} : { lineRange }),
    ...said({
      name: element.name,
      licenseConcluded: element.licenseConcluded,
      comment: element.comment,
    }),
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

export function digestOf({ algorithm, checksumValue }: Spdx2Checksum): Digest {
  return { algorithm: digestAlgorithm(algorithm), value: checksumValue.toLowerCase() }
}

function lowerCase(word: string): string {
  return word.toLowerCase()
}

/** Only what the document really says: no member for an empty text or NOASSERTION. */
function said<T extends Readonly<Record<string, string | undefined>>>(
  texts: T,
): { [K in keyof T]?: string } {
  const kept: { [K in keyof T]?: string } = {}
  for (const [key, text] of Object.entries(texts)) if (isSaid(text)) kept[key as keyof T] = text
  return kept
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text !== 'NOASSERTION'
}

/** A namespace has no `#` (6.5), but RDF tools write one. */
export function withoutHash(namespace: string): string {
  return namespace.endsWith('#') ? namespace.slice(0, -1) : namespace
}
