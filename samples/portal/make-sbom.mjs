// SPDX-License-Identifier: Apache-2.0
// node make-sbom.mjs: writes sbom/portal.cdx.json (CycloneDX 1.6) with the hashes of the files that lie here.
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFile } from '../tools/facts.mjs'

const home = dirname(fileURLToPath(import.meta.url))

const npm = (name, version, path) => ({
  type: 'library',
  group: '@headwater-sample',
  name,
  version,
  purl: `pkg:npm/%40headwater-sample/${name}@${version}`,
  path,
})

const pypi = (name, version, path) => ({
  type: 'library',
  name,
  version,
  purl: `pkg:pypi/${name}@${encodeURIComponent(version).replace('!', '%21')}`,
  path,
})

const file = (path) => ({ type: 'file', name: path, path })

const root = {
  type: 'application',
  'bom-ref': 'portal',
  group: '@headwater-sample',
  name: 'portal',
  version: '2.3.0',
  purl: 'pkg:npm/%40headwater-sample/portal@2.3.0',
}

/** The table sorter was copied in by hand: it has no purl, and nothing can be matched on it. */
const parts = [
  { ref: 'router', ...npm('router', '4.2.1', 'packages/router/index.mjs') },
  { ref: 'cookie', ...npm('cookie', '1.0.0-rc.2', 'packages/cookie/index.mjs') },
  { ref: 'template', ...npm('template', '0.9.12', 'packages/template/index.mjs') },
  {
    ref: 'table-sort',
    type: 'library',
    name: 'table-sort',
    version: '1.1',
    path: 'packages/table-sort/index.mjs',
  },
  { ref: 'mailer', ...pypi('headwater-sample-mailer', '2.0.post1', 'worker/mailer.py') },
  { ref: 'jobs', ...pypi('headwater-sample-jobs', '1!0.5', 'worker/jobs.py') },
  { ref: 'server', ...file('server.mjs') },
  { ref: 'digest', ...file('worker/digest.py') },
]

const dependencies = [
  { ref: 'portal', dependsOn: ['server', 'digest'] },
  { ref: 'server', dependsOn: ['cookie', 'router', 'table-sort', 'template'] },
  { ref: 'digest', dependsOn: ['jobs', 'mailer'] },
]

const document = {
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000230',
  version: 1,
  metadata: {
    timestamp: '2026-11-01T00:00:00Z',
    lifecycles: [{ phase: 'build' }],
    tools: { components: [{ type: 'application', name: 'headwater-sample make-sbom' }] },
    component: root,
  },
  components: parts.map(({ ref, path, ...facts }) => ({
    'bom-ref': ref,
    ...facts,
    hashes: [{ alg: 'SHA-256', content: readFile(home, path).sha256 }],
    licenses: [{ license: { id: 'Apache-2.0' } }],
  })),
  dependencies,
}

writeFileSync(join(home, 'sbom', 'portal.cdx.json'), `${JSON.stringify(document, null, 2)}\n`)
