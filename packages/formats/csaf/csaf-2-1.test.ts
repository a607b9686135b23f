// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { FormatError } from '../fault/index.ts'
import { readCsaf } from './index.ts'

const DAY = '2024-01-24T10:00:00Z'

/** A valid document that has a place for everything that 2.1 tests. */
const BASE = {
  $schema: 'https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json',
  document: {
    category: 'csaf_base',
    csaf_version: '2.1',
    title: 'x',
    distribution: { tlp: { label: 'CLEAR' } },
    publisher: { category: 'vendor', name: 'Example', namespace: 'https://example.org' },
    tracking: {
      id: 'EX-1',
      status: 'final',
      version: '1',
      initial_release_date: DAY,
      current_release_date: DAY,
      revision_history: [{ date: DAY, number: '1', summary: 'First.' }],
    },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        name: 'Example',
        branches: [
          {
            category: 'product_version_range',
            name: 'vers:semver/<2.0.0',
            product: {
              name: 'Camera',
              product_id: 'camera',
              product_identification_helper: { purls: ['pkg:generic/camera'] },
            },
          },
        ],
      },
    ],
  },
  vulnerabilities: [
    {
      cve: 'CVE-2024-0001',
      product_status: { known_affected: ['camera'] },
      remediations: [{ category: 'mitigation', details: 'x', product_ids: ['camera'] }],
      metrics: [
        {
          products: ['camera'],
          content: {
            cvss_v4: {
              version: '4.0',
              vectorString: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:P',
              baseScore: 9.3,
              baseSeverity: 'CRITICAL',
            },
          },
        },
      ],
    },
  ],
}

function faultsOf(path: string, value: unknown, category = BASE.document.category): string {
  const whole = { ...BASE, document: { ...BASE.document, category } }
  const copy = structuredClone(whole) as unknown as Record<string, unknown>
  const steps = path.split('/')
  const last = steps.pop() ?? ''
  let at = copy
  for (const step of steps) at = at[step] as Record<string, unknown>
  if (last !== '') at[last] = value
  try {
    readCsaf('a.json', JSON.stringify(copy))
    return ''
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return error.faults.map((one) => one.message).join('\n')
  }
}

const RANGE = 'product_tree/branches/0/branches/0'
const HELPER = `${RANGE}/product/product_identification_helper`
const VULNERABILITY = 'vulnerabilities/0'
const METRIC = `${VULNERABILITY}/metrics/0/content`
const MAX = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

test('a document of 2.1 is read', () => {
  expect(faultsOf('', undefined)).toBe('')
})

test.each<[string, string, unknown]>([
  ['6.1.8', `${METRIC}/cvss_v4/threatScore`, 9.3],
  ['6.1.9', `${METRIC}/cvss_v4/baseScore`, 10],
  ['6.1.26', 'document/category', 'csaf_something'],
  ['6.1.27.3', 'document/category', 'csaf_withdrawn'],
  ['6.1.27.5', 'document/category', 'csaf_deprecated_security_advisory'],
  ['6.1.27.12', `${VULNERABILITY}/product_status`, { fixed: ['camera'] }],
  ['6.1.27.13', `${VULNERABILITY}/product_status`, { fixed: ['camera'] }],
  ['6.1.27.14', 'document/category', 'csaf_withdrawn'],
  ['6.1.27.15', 'document/category', 'csaf_superseded'],
  ['6.1.27.16', 'document/category', 'csaf_superseded'],
  ['6.1.27.17', 'document/category', 'csaf_withdrawn'],
  ['6.1.27.18', 'document/category', 'csaf_superseded'],
  ['6.1.27.19', 'document/category', 'csaf_superseded'],
  ['6.1.35', `${VULNERABILITY}/remediations/1`, remediation('none_available')],
  ['6.1.36', `${VULNERABILITY}/remediations/0`, remediation('optional_patch')],
  ['6.1.37', `${VULNERABILITY}/discovery_date`, '2016-12-31T23:59:60Z'],
  ['6.1.38', 'document/distribution', group(MAX, 'Public', 'RED')],
  ['6.1.39', 'document/distribution', group('86c81730-1a06-478d-82d4-978e41eb332f', 'x', 'CLEAR')],
  [
    '6.1.40',
    'document/distribution',
    group('86c81730-1a06-478d-82d4-978e41eb332f', 'Public', 'RED'),
  ],
  ['6.1.41', 'document/distribution', group(MAX, 'Everybody', 'CLEAR')],
  ['6.1.42', `${HELPER}/purls`, ['pkg:generic/camera', 'pkg:generic/other']],
  ['6.1.43', `${HELPER}/model_numbers`, ['a*b*']],
  ['6.1.44', `${HELPER}/serial_numbers`, ['a*b*']],
  ['6.1.45', `${VULNERABILITY}/disclosure_date`, '2024-01-24T10:00:01Z'],
  ['6.1.46', `${METRIC}/ssvc_v2`, { schemaVersion: '2.0.0', timestamp: DAY }],
  ['6.1.47', `${METRIC}/ssvc_v2`, { target_ids: ['CVE-2024-0002'] }],
  ['6.1.49', `${METRIC}/ssvc_v2`, { timestamp: '2025-01-01T00:00:00Z' }],
  ['6.1.50', `${RANGE}/name`, 'all before 2'],
  ['6.1.51', `${METRIC}/epss`, { timestamp: '2025-01-01T00:00:00Z' }],
  [
    '6.1.52',
    `${VULNERABILITY}/first_known_exploitation_dates`,
    [exploited('2025-01-01T00:00:00Z', DAY)],
  ],
  [
    '6.1.53',
    `${VULNERABILITY}/first_known_exploitation_dates`,
    [exploited('2024-01-01T00:00:00Z', DAY)],
  ],
  ['6.1.54', 'document/license_expression', 'do what you like'],
  ['6.1.55', 'document/license_expression', 'LicenseRef-ours'],
  [
    '6.1.56',
    `${VULNERABILITY}/metrics/1`,
    { products: ['camera'], content: { qualitative_severity_rating: 'low' } },
  ],
  ['6.1.57', `${RANGE}/category`, 'vendor'],
  ['6.1.59', `${RANGE}/name`, 'vers:semver/2.0.0'],
  ['6.1.60.1', 'x_extensions', [{ content: {} }]],
  ['6.1.61', `${HELPER}/skus`, ['a*b*']],
])('test %s fails when %s is changed', (id, path, value) => {
  const category = /^6\.1\.27\.1[23]$/.test(id) ? 'csaf_security_advisory' : undefined
  expect(faultsOf(path, value, category)).toMatch(new RegExp(`^${id.replaceAll('.', '\\.')} `, 'm'))
})

test('branches nest thirty deep and no deeper', () => {
  const nested = (depth: number): object => ({
    category: 'product_family',
    name: 'x',
    ...(depth > 1
      ? { branches: [nested(depth - 1)] }
      : { product: { name: 'Camera', product_id: 'camera' } }),
  })
  expect(faultsOf('product_tree/branches', [nested(30)])).toBe('')
  expect(faultsOf('product_tree/branches', [nested(31)])).toContain('6.1.34')
})

test('members that 2.1 has renamed or does not know are refused', () => {
  expect(faultsOf(`${VULNERABILITY}/scores`, [])).toContain('no member `scores`')
  expect(faultsOf(`${HELPER}/purl`, 'pkg:generic/camera')).toContain('no member `purl`')
})

function remediation(category: string): object {
  return { category, details: 'x', product_ids: ['camera'] }
}

function group(id: string, name: string, label: string): object {
  return { sharing_group: { id, name }, tlp: { label } }
}

function exploited(date: string, exploitation_date: string): object {
  return { date, exploitation_date, product_ids: ['camera'] }
}
