// SPDX-License-Identifier: Apache-2.0
import { cycloneDx, WHIRL, WHIRL_AFFECTED } from './parts.ts'
import { hash, type Shape } from './shape.ts'

// --- cdxgen 11: the annotator repeats the tool with its ref; evidence that is a path

const CDXGEN_TOOL = {
  group: '@cyclonedx',
  name: 'cdxgen',
  version: '11.11.0',
  purl: 'pkg:npm/%40cyclonedx/cdxgen@11.11.0',
  type: 'application',
  'bom-ref': 'pkg:npm/@cyclonedx/cdxgen@11.11.0',
  publisher: 'OWASP Foundation',
  authors: [{ name: 'OWASP Foundation' }],
}

function cdxgen(specVersion: string): object {
  return {
    ...cycloneDx(specVersion, {}, {}),
    metadata: {
      timestamp: '2026-01-02T03:04:05Z',
      tools: {
        components: [
          specVersion === '1.6'
            ? CDXGEN_TOOL
            : { ...CDXGEN_TOOL, authors: undefined, author: 'OWASP Foundation' },
        ],
      },
      lifecycles: [{ phase: 'pre-build' }],
      component: {
        group: '',
        name: 'demo',
        version: '1.0.0',
        purl: 'pkg:npm/demo@1.0.0',
        'bom-ref': 'pkg:npm/demo@1.0.0',
        type: 'application',
      },
      properties: [{ name: 'cdx:bom:componentTypes', value: 'npm' }],
    },
    components: [
      {
        group: '',
        name: 'whirl',
        version: '2.1.3',
        scope: 'required',
        hashes: [{ alg: 'SHA-512', content: hash('whirl', 128) }],
        purl: 'pkg:npm/whirl@2.1.3',
        type: 'library',
        'bom-ref': 'pkg:npm/whirl@2.1.3',
        properties: [{ name: 'SrcFile', value: 'package-lock.json' }],
        ...(specVersion === '1.6'
          ? {
              evidence: {
                identity: [
                  {
                    field: 'purl',
                    confidence: 1,
                    methods: [
                      { technique: 'manifest-analysis', confidence: 1, value: 'package-lock.json' },
                    ],
                    concludedValue: 'package-lock.json',
                  },
                ],
              },
            }
          : {}),
      },
    ],
    dependencies: [
      { ref: 'pkg:npm/whirl@2.1.3', dependsOn: [] },
      { ref: 'pkg:npm/demo@1.0.0', dependsOn: ['pkg:npm/whirl@2.1.3'] },
    ],
    annotations: [
      {
        'bom-ref': 'metadata-annotations',
        subjects: ['pkg:npm/demo@1.0.0'],
        annotator: {
          component:
            specVersion === '1.6'
              ? CDXGEN_TOOL
              : { ...CDXGEN_TOOL, authors: undefined, author: 'OWASP Foundation' },
        },
        timestamp: '2026-01-02T03:04:05Z',
        text: 'This document was created with cdxgen.',
      },
    ],
  }
}

const DEMO = { 'demo 1.0.0': ['pkg:npm/demo@1.0.0'], 'whirl 2.1.3': ['pkg:npm/whirl@2.1.3'] }

export const CDXGEN: readonly Shape[] = ['1.5', '1.6'].map((version): Shape => ({
  tool: `cdxgen 11 (CycloneDX ${version})`,
  documents: { 'bom.json': cdxgen(version) },
  advisories: WHIRL,
  components: DEMO,
  sbomTypes: { 'bom.json': ['source'] },
  findings: WHIRL_AFFECTED,
  edges: ['demo dependsOn whirl'],
}))
