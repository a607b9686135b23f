// SPDX-License-Identifier: Apache-2.0
// node make-sbom.mjs: from what was built of the portal (../portal), what was planned, found in the image, rolled out and seen
// running, and its next release. What differs was put in here, for drift to be seen.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = dirname(fileURLToPath(import.meta.url))
const built = JSON.parse(
  readFileSync(join(home, '..', 'portal', 'sbom', 'portal.cdx.json'), 'utf8'),
)

/** Without hashes: whoever looks at a running system sees names and versions. */
const seen = (component) => ({ ...component, hashes: undefined })
const other = (component, version) => ({
  ...seen(component),
  version,
  purl: component.purl.replace(/@[^@]*$/, `@${version}`),
})
const agent = {
  'bom-ref': 'agent',
  type: 'library',
  name: 'headwater-sample-agent',
  version: '0.3.1',
  purl: 'pkg:pypi/headwater-sample-agent@0.3.1',
}
const packages = built.components.filter(({ type }) => type === 'library')

const documents = {
  'portal-design': {
    phase: 'design',
    tool: 'headwater-sample planner',
    at: '2026-02-10T00:00:00Z',
    components: packages.filter((each) => each['bom-ref'] !== 'table-sort').map(seen),
  },
  'portal-analyzed': {
    phase: 'post-build',
    tool: 'headwater-sample unpacker',
    at: '2026-05-31T00:00:00Z',
    components: built.components,
  },
  'portal-deployed': {
    phase: 'operations',
    tool: 'headwater-sample inventory',
    at: '2026-06-02T05:10:00Z',
    components: [
      ...packages.map((each) => (each['bom-ref'] === 'router' ? other(each, '4.2.2') : seen(each))),
      agent,
    ],
  },
  'portal-runtime': {
    phase: 'operations',
    tool: 'headwater-sample observer',
    at: '2026-11-20T12:00:00Z',
    components: packages
      .filter((each) => each['bom-ref'] !== 'mailer')
      .map((each) => (each['bom-ref'] === 'router' ? other(each, '4.2.2') : seen(each))),
  },
  'portal-24': {
    phase: 'build',
    tool: 'headwater-sample make-sbom',
    at: '2026-11-09T00:00:00Z',
    version: '2.4.0',
    components: packages.map((each) =>
      each['bom-ref'] === 'router'
        ? other(each, '4.2.2')
        : each['bom-ref'] === 'cookie'
          ? other(each, '1.0.0')
          : each,
    ),
  },
}

let number = 240
for (const [name, { phase, tool, at, version, components }] of Object.entries(documents)) {
  const refs = new Set(['portal', ...components.map((each) => each['bom-ref'])])
  const root = built.metadata.component
  const document = {
    ...built,
    serialNumber: `urn:uuid:00000000-0000-4000-8000-000000000${number++}`,
    metadata: {
      timestamp: at,
      lifecycles: [{ phase }],
      tools: { components: [{ type: 'application', name: tool }] },
      component: version === undefined ? root : other(root, version),
    },
    components,
    dependencies: [{ ref: 'portal', dependsOn: components.map((each) => each['bom-ref']) }].filter(
      ({ ref }) => refs.has(ref),
    ),
  }
  writeFileSync(join(home, `${name}.cdx.json`), `${JSON.stringify(document, undefined, 2)}\n`)
}
