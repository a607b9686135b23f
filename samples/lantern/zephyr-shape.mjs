// SPDX-License-Identifier: Apache-2.0
// The shape of `west spdx`: three SPDX tag-value documents, app, sources and build. Archives are generated from sources
// and headers (no objects); the image links archives. The documents say neither purl, CPE nor version.
import { basename, dirname } from 'node:path'
import { byBytes, digest } from '../tools/facts.mjs'

const CREATED = '2026-11-01T00:00:00Z'

/** Unlike `west spdx`, the source document lists the whole tree, not only what was used. */
export function writeZephyrShape(build, configuration) {
  const namespace = `https://example.org/spdx/lantern-1.4.0-${configuration}`
  const ids = { app: idsOf(build.app), src: idsOf(build.src) }
  const app = sourceDocument('app-sources', `${namespace}/app`, build.app, ids.app)
  const src = sourceDocument('lantern-sources', `${namespace}/lantern`, build.src, ids.src)
  return {
    'app.spdx': app,
    'lantern.spdx': src,
    'build.spdx': buildDocument(build, namespace, ids, { app, src }),
  }
}

function sourceDocument(name, namespace, files, ids) {
  const lines = [
    ...head(name, namespace),
    '',
    `Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-${name}`,
    ...packageLines(name, files, 'Apache-2.0'),
    ...files.flatMap((file) => fileLines(file, ids.get(file.path))),
  ]
  return `${lines.join('\n')}\n`
}

function buildDocument(build, namespace, ids, texts) {
  const outputIds = idsOf([...build.archives.map((each) => each.archive), build.image])
  const lines = [
    ...head('build', `${namespace}/build`),
    '',
    `ExternalDocumentRef: DocumentRef-app ${namespace}/app SHA1: ${digest('sha1', texts.app)}`,
    `ExternalDocumentRef: DocumentRef-lantern ${namespace}/lantern SHA1: ${digest('sha1', texts.src)}`,
    '',
    'Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-lantern-final',
    ...build.archives.flatMap(({ archive, members }) => [
      ...packageLines(basename(dirname(archive.path)), [archive], 'NOASSERTION'),
      ...fileLines(archive, outputIds.get(archive.path)),
      '',
      ...generatedFrom(outputIds.get(archive.path), members, ids),
    ]),
    ...packageLines('lantern-final', [build.image], 'NOASSERTION'),
    ...build.archives.map(
      ({ archive }) =>
        `Relationship: SPDXRef-lantern-final HAS_PREREQUISITE SPDXRef-${basename(dirname(archive.path))}`,
    ),
    ...fileLines(build.image, outputIds.get(build.image.path)),
    '',
    ...build.archives.map(
      ({ archive }) =>
        `Relationship: ${outputIds.get(build.image.path)} STATIC_LINK ${outputIds.get(archive.path)}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

function generatedFrom(archiveId, members, ids) {
  const refOf = (input) => {
    const [tree, path] = input.split(':')
    return tree === 'app'
      ? `DocumentRef-app:${ids.app.get(path)}`
      : `DocumentRef-lantern:${ids.src.get(path)}`
  }
  const sources = members.map((unit) => unit.source)
  const headers = [...new Set(members.flatMap((unit) => unit.headers))].sort(byBytes)
  return [
    ...sources.map((input) => `Relationship: ${archiveId} GENERATED_FROM ${refOf(input)}`),
    ...headers.flatMap((input) => [
      `Relationship: ${archiveId} GENERATED_FROM ${refOf(input)}`,
      'RelationshipComment: included header',
    ]),
  ]
}

const head = (name, namespace) => [
  'SPDXVersion: SPDX-2.3',
  'DataLicense: CC0-1.0',
  'SPDXID: SPDXRef-DOCUMENT',
  `DocumentName: ${name}`,
  `DocumentNamespace: ${namespace}`,
  'Creator: Tool: headwater-sample make-sbom',
  `Created: ${CREATED}`,
]

const packageLines = (name, files, license) => [
  '',
  `##### Package: ${name}`,
  '',
  `PackageName: ${name}`,
  `SPDXID: SPDXRef-${name}`,
  'PackageDownloadLocation: NOASSERTION',
  `PackageLicenseConcluded: ${license}`,
  'PackageLicenseDeclared: NOASSERTION',
  'PackageCopyrightText: NOASSERTION',
  `PackageLicenseInfoFromFiles: ${license}`,
  'FilesAnalyzed: true',
  `PackageVerificationCode: ${verificationCode(files)}`,
  '',
]

const fileLines = (file, id) => [
  '',
  `FileName: ./${file.path}`,
  `SPDXID: ${id}`,
  `FileChecksum: SHA1: ${file.sha1}`,
  `FileChecksum: SHA256: ${file.sha256}`,
  `LicenseConcluded: ${file.license ?? 'NOASSERTION'}`,
  `LicenseInfoInFile: ${file.license ?? 'NONE'}`,
  'FileCopyrightText: NOASSERTION',
]

/** SPDX 2.3, section 7.9: the SHA-1 of the sorted SHA-1s of the files. */
const verificationCode = (files) =>
  digest(
    'sha1',
    files
      .map((file) => file.sha1)
      .sort(byBytes)
      .join(''),
  )

/** `SPDXRef-File-name`, numbered where several files have one name. */
function idsOf(files) {
  const seen = new Map()
  return new Map(
    files.map(({ path }) => {
      const name = basename(path).replaceAll(/[^A-Za-z0-9.]/g, '-')
      const count = seen.get(name) ?? 0
      seen.set(name, count + 1)
      return [path, `SPDXRef-File-${name}${count === 0 ? '' : `-${count}`}`]
    }),
  )
}
