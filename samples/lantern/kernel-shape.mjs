// SPDX-License-Identifier: Apache-2.0
// The shape of the Linux kernel's `make sbom`: three SPDX 3.0.1 JSON-LD documents, source, build and output. Every step of
// the build is a build_Build with inputs and outputs; the documents import each other's elements through prefixes.

const NAMESPACE = 'https://example.org/spdx/lantern-1.4.0-full/'
const CONTEXT = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'
const BUILD_TYPE = 'https://example.org/lantern/build.sh'

/** Unlike `make sbom`, the source document lists the whole tree, not only what was used. */
export function writeKernelShape(build, configuration) {
  const source = sourceDocument(build)
  const output = outputDocument(build, configuration)
  return {
    'sbom-source.spdx.json': print(source.document),
    'sbom-build.spdx.json': print(buildDocument(build, source.idOf, output)),
    'sbom-output.spdx.json': print(output.document),
  }
}

function sourceDocument(build) {
  const ids = numbering('s')
  const [document, sbom, root, contains] = [ids(), ids(), ids(), ids()]
  const inputs = [
    ...build.app.map((file) => ({ key: `app:${file.path}`, name: `app/${file.path}`, file })),
    ...build.src.map((file) => ({ key: `src:${file.path}`, name: file.path, file })),
  ].map((input) => ({ ...input, id: ids() }))
  const license = ids()
  const elements = [
    directory(root, '$(src_tree)'),
    relationship(
      contains,
      root,
      'contains',
      inputs.map((input) => input.id),
    ),
    ...inputs.map(({ id, name, file }) => fileElement(id, name, file, purposeOfSource(name))),
    expression(license, 'Apache-2.0'),
    ...inputs
      .filter(({ file }) => file.license === 'Apache-2.0')
      .map((input) => relationship(ids(), input.id, 'hasDeclaredLicense', [license])),
  ]
  const profiles = ['core', 'software', 'simpleLicensing']
  const idByKey = new Map(inputs.map((input) => [input.key, input.id]))
  return {
    document: wrap(['s', 'p'], document, sbom, root, 'source', profiles, [], elements),
    idOf: (key) => idByKey.get(key),
  }
}

function outputDocument(build, configuration) {
  const ids = numbering('o')
  const [document, sbom, config, highLevel, hasOutput, image, pack, distributes] = Array.from(
    { length: 8 },
    ids,
  )
  const [license, hasLicense] = [ids(), ids()]
  const configFile = build.src.find((file) => file.path === `config/${configuration}.h`)
  const elements = [
    fileElement(config, configFile.path, configFile, 'configuration'),
    element('build_Build', highLevel, {
      build_buildType: BUILD_TYPE,
      build_buildId: highLevel,
      build_environment: [{ type: 'DictionaryEntry', key: 'CONFIG', value: configuration }],
      build_configSourceUri: [config],
      build_configSourceDigest: [hash(configFile)],
    }),
    relationship(hasOutput, highLevel, 'hasOutput', [image]),
    fileElement(image, build.image.path, build.image, 'application'),
    element('software_Package', pack, {
      name: 'Lantern (lantern.elf)',
      originatedBy: ['p:0'],
      software_primaryPurpose: 'application',
      software_packageVersion: '1.4.0',
      software_packageUrl: 'pkg:github/headwater-sample/lantern@1.4.0',
    }),
    relationship(distributes, pack, 'hasDistributionArtifact', [image]),
    expression(license, 'Apache-2.0'),
    relationship(hasLicense, pack, 'hasDeclaredLicense', [license]),
  ]
  const profiles = ['core', 'software', 'build', 'simpleLicensing']
  return {
    document: wrap(['o', 'p'], document, sbom, pack, 'build', profiles, [], elements),
    highLevel,
    image,
  }
}

function buildDocument(build, sourceIdOf, output) {
  const ids = numbering('b')
  const [document, sbom, root, contains] = [ids(), ids(), ids(), ids()]
  const outputs = [
    ...build.units.map((unit) => unit.object),
    ...build.archives.map((each) => each.archive),
  ]
  const idByPath = new Map(outputs.map((file) => [file.path, ids()]))
  const ancestor = ids()
  const steps = stepsOf(build, sourceIdOf, (path) => idByPath.get(path), output).map((step) => ({
    ...step,
    id: ids(),
  }))
  const used = [...new Set(steps.flatMap((step) => step.inputs))].filter((id) =>
    id.startsWith('s:'),
  )
  const elements = [
    directory(root, '$(obj_tree)'),
    relationship(contains, root, 'contains', [...idByPath.values(), output.image]),
    ...outputs.map((file) =>
      fileElement(
        idByPath.get(file.path),
        file.path,
        file,
        file.path.endsWith('.a') ? 'library' : 'other',
      ),
    ),
    {
      ...relationship(
        ancestor,
        output.highLevel,
        'ancestorOf',
        steps.map((step) => step.id),
      ),
      completeness: 'complete',
    },
    ...steps.flatMap((step) => [
      element('build_Build', step.id, {
        comment: step.command,
        build_buildType: BUILD_TYPE,
        build_buildId: output.highLevel,
      }),
      relationship(ids(), step.id, 'hasInput', step.inputs),
      relationship(ids(), step.id, 'hasOutput', [step.output]),
    ]),
  ]
  const imports = [...used, output.highLevel, output.image].sort(byNumber)
  return wrap(
    ['b', 's', 'o', 'p'],
    document,
    sbom,
    root,
    'build',
    ['core', 'software', 'build'],
    imports,
    elements,
  )
}

/** Link, archives, compilations: one step for each command that ran. */
function stepsOf(build, sourceIdOf, objectIdOf, output) {
  const archiveIds = build.archives.map((each) => objectIdOf(each.archive.path))
  return [
    { command: build.imageCommand, inputs: archiveIds, output: output.image },
    ...build.archives.map(({ archive, members, command }) => ({
      command,
      inputs: members.map((unit) => objectIdOf(unit.object.path)),
      output: objectIdOf(archive.path),
    })),
    ...build.units.map((unit) => ({
      command: unit.command,
      inputs: [unit.source, ...unit.headers].map(sourceIdOf),
      output: objectIdOf(unit.object.path),
    })),
  ]
}

function wrap(prefixes, document, sbom, root, sbomType, profiles, imports, elements) {
  const folders = { s: 'source/', b: 'build/', o: 'output/', p: '' }
  return {
    '@context': [
      CONTEXT,
      Object.fromEntries(prefixes.map((prefix) => [prefix, `${NAMESPACE}${folders[prefix]}`])),
    ],
    '@graph': [
      element('SpdxDocument', document, {
        rootElement: [sbom],
        profileConformance: profiles,
        ...(imports.length > 0 && {
          import: imports.map((externalSpdxId) => ({ type: 'ExternalMap', externalSpdxId })),
        }),
      }),
      element('SoftwareAgent', 'p:0', { name: 'headwater-sample make-sbom' }),
      {
        type: 'CreationInfo',
        '@id': '_:creationinfo',
        specVersion: '3.0.1',
        createdBy: ['p:0'],
        created: '2026-11-01T00:00:00Z',
      },
      element('software_Sbom', sbom, {
        element: elements.map((each) => each.spdxId),
        rootElement: [root],
        software_sbomType: [sbomType],
      }),
      ...elements,
    ],
  }
}

const element = (type, spdxId, rest) => ({ type, spdxId, creationInfo: '_:creationinfo', ...rest })

const relationship = (id, from, relationshipType, to) =>
  element('Relationship', id, { relationshipType, from, to })

const directory = (id, name) =>
  element('software_File', id, { name, software_fileKind: 'directory' })

const expression = (id, text) =>
  element('simplelicensing_LicenseExpression', id, { simplelicensing_licenseExpression: text })

const hash = (file) => ({ type: 'Hash', hashValue: file.sha256, algorithm: 'sha256' })

const fileElement = (id, name, file, purpose) =>
  element('software_File', id, {
    name,
    verifiedUsing: [hash(file)],
    software_primaryPurpose: purpose,
    software_contentIdentifier: [
      {
        type: 'software_ContentIdentifier',
        software_contentIdentifierType: 'gitoid',
        software_contentIdentifierValue: file.gitoid,
      },
    ],
  })

const purposeOfSource = (name) => (/\.[ch]$/.test(name) ? 'source' : 'configuration')

function numbering(prefix) {
  let next = 0
  return () => `${prefix}:${next++}`
}

const byNumber = (a, b) => a.localeCompare(b, 'en', { numeric: true })

const print = (value) => `${JSON.stringify(value, null, 1)}\n`
