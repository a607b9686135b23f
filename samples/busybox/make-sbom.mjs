// SPDX-License-Identifier: Apache-2.0
// node make-sbom.mjs source|build TREE VERSION: writes sbom/source.spdx.json.gz from a clean tree, then
// sbom/build.spdx.json.gz from the built one. SPDX 2.3 JSON. Objects are generated from sources and headers; the image
// links those objects that the linker's map names.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { byBytes, digest, readFile, readPulledMembers, readTree } from '../tools/facts.mjs'

const [part, tree, version] = process.argv.slice(2)
const folder = join(dirname(fileURLToPath(import.meta.url)), 'sbom')
const namespace = `https://example.org/spdx/busybox-${version.replace(/^\d+:/, '')}`
const purl = `pkg:deb/debian/busybox@${version.replaceAll('+', '%2B')}?arch=source&distro=debian-12`

mkdirSync(folder, { recursive: true })
if (part === 'source') writeDocument('source', sourceDocument(readTree(tree, isPatchState)))
else if (part === 'build') writeDocument('build', buildDocument(readBuild(), readSource()))
else throw new Error('usage: make-sbom.mjs source|build TREE VERSION')

/** dpkg-source keeps the files as they were before its patches; they are not in the package. */
function isPatchState(path) {
  return path.startsWith('.pc/')
}

function sourceDocument(files) {
  return {
    ...head('source'),
    packages: [
      {
        name: 'busybox',
        SPDXID: 'SPDXRef-busybox',
        versionInfo: version,
        supplier: 'Organization: Debian',
        downloadLocation: 'NOASSERTION',
        filesAnalyzed: true,
        packageVerificationCode: verificationCode(files),
        licenseDeclared: 'GPL-2.0-only',
        primaryPackagePurpose: 'SOURCE',
        externalRefs: [
          { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl },
          {
            referenceCategory: 'SECURITY',
            referenceType: 'cpe23Type',
            referenceLocator: 'cpe:2.3:a:busybox:busybox:1.35.0:*:*:*:*:*:*:*',
          },
        ],
      },
    ],
    files: files.map((file, index) => fileOf(file, `SPDXRef-F${index}`, ['SOURCE'])),
    relationships: [
      relationship('SPDXRef-DOCUMENT', 'DESCRIBES', 'SPDXRef-busybox'),
      ...files.map((_, index) => relationship('SPDXRef-busybox', 'CONTAINS', `SPDXRef-F${index}`)),
    ],
  }
}

function buildDocument({ image, units, generated }, source) {
  const ids = new Map([
    ...source.files.map((file) => [file.fileName.slice(2), `DocumentRef-source:${file.SPDXID}`]),
    ...generated.map((file, index) => [file.path, `SPDXRef-G${index}`]),
  ])
  return {
    ...head('build'),
    externalDocumentRefs: [
      {
        externalDocumentId: 'DocumentRef-source',
        spdxDocument: `${namespace}/source`,
        checksum: { algorithm: 'SHA1', checksumValue: digest('sha1', source.text) },
      },
    ],
    packages: [
      {
        name: 'busybox-static-small',
        SPDXID: 'SPDXRef-image',
        versionInfo: version,
        downloadLocation: 'NOASSERTION',
        filesAnalyzed: true,
        packageVerificationCode: verificationCode([image]),
        licenseDeclared: 'GPL-2.0-only',
        primaryPackagePurpose: 'APPLICATION',
      },
    ],
    files: [
      fileOf(image, 'SPDXRef-busybox', ['BINARY', 'APPLICATION']),
      ...units.map((unit, index) => fileOf(unit.object, `SPDXRef-O${index}`, ['BINARY'])),
      ...generated.map((file, index) => fileOf(file, `SPDXRef-G${index}`, ['SOURCE'])),
    ],
    relationships: [
      relationship('SPDXRef-DOCUMENT', 'DESCRIBES', 'SPDXRef-image'),
      relationship('SPDXRef-image', 'GENERATED_FROM', 'DocumentRef-source:SPDXRef-busybox'),
      relationship('SPDXRef-image', 'CONTAINS', 'SPDXRef-busybox'),
      ...units.flatMap((unit, index) => [
        relationship(`SPDXRef-O${index}`, 'GENERATED_FROM', ids.get(unit.source)),
        ...unit.headers
          .map((header) => ids.get(header))
          .filter((id) => id !== undefined)
          .map((id) => ({
            ...relationship(`SPDXRef-O${index}`, 'GENERATED_FROM', id),
            comment: 'included header',
          })),
        ...(unit.linked
          ? [relationship('SPDXRef-busybox', 'STATIC_LINK', `SPDXRef-O${index}`)]
          : []),
      ]),
    ],
  }
}

/** One unit for each object with a Kbuild command file. `applets.o` is no archive member: it is always linked. */
function readBuild() {
  const pulled = new Set(readPulledMembers(join(tree, 'busybox_unstripped.map'), tree))
  const isObject = (path) =>
    path.endsWith('.o') && !path.startsWith('scripts/') && existsSync(commandOf(path))
  const units = readTree(tree, (path) => !isObject(path))
    .map((object) => ({ object, inputs: readInputs(commandOf(object.path)) }))
    .filter(({ inputs }) => inputs[0]?.endsWith('.c'))
    .map(({ object, inputs: [source, ...headers] }) => {
      const member = `${posix.dirname(object.path)}/lib.a(${posix.basename(object.path)})`
      return {
        object,
        source,
        headers,
        linked: pulled.has(member) || object.path === 'applets/applets.o',
      }
    })
  const known = new Set(readSource().files.map((file) => file.fileName.slice(2)))
  const inputs = new Set(units.flatMap((unit) => [unit.source, ...unit.headers]))
  const generated = [...inputs].filter((path) => !known.has(path) && existsSync(join(tree, path)))
  return {
    image: readFile(tree, 'busybox'),
    units,
    generated: generated.sort(byBytes).map((path) => readFile(tree, path)),
  }
}

function commandOf(path) {
  return join(tree, posix.dirname(path), `.${posix.basename(path)}.cmd`)
}

/** The `deps_` variable of a Kbuild command file; without what make looks up by wildcard, and without system headers. */
function readInputs(path) {
  const text = readFileSync(path, 'utf8').replaceAll('\\\n', ' ')
  const line = /^deps_\S+ := (.*)$/m.exec(text)?.[1] ?? ''
  const words = line.replaceAll(/\$\(wildcard [^)]*\)/g, '').split(/\s+/)
  return words
    .filter((word) => word !== '' && !word.startsWith('/'))
    .map((word) => posix.normalize(word))
}

function readSource() {
  const text = gunzipSync(readFileSync(join(folder, 'source.spdx.json.gz')))
  return { text, files: JSON.parse(text.toString('utf8')).files }
}

function writeDocument(name, document) {
  writeFileSync(
    join(folder, `${name}.spdx.json.gz`),
    gzipSync(JSON.stringify(document), { level: 9 }),
  )
}

function head(name) {
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: `busybox-${name}`,
    documentNamespace: `${namespace}/${name}`,
    creationInfo: {
      created: '2026-11-01T00:00:00Z',
      creators: ['Tool: headwater-sample make-sbom'],
    },
  }
}

function fileOf(file, SPDXID, fileTypes) {
  return {
    fileName: `./${file.path}`,
    SPDXID,
    fileTypes,
    checksums: [
      { algorithm: 'SHA1', checksumValue: file.sha1 },
      { algorithm: 'SHA256', checksumValue: file.sha256 },
    ],
  }
}

function relationship(spdxElementId, relationshipType, relatedSpdxElement) {
  return { spdxElementId, relationshipType, relatedSpdxElement }
}

/** SPDX 2.3, section 7.9: the SHA-1 of the sorted SHA-1s of the files. */
function verificationCode(files) {
  const sums = files.map((file) => file.sha1).sort(byBytes)
  return { packageVerificationCodeValue: digest('sha1', sums.join('')) }
}
