// SPDX-License-Identifier: Apache-2.0
import type { CsafStatus } from './types.ts'

/** What an edition of CSAF allows, where the two differ in words. */
export interface Edition {
  readonly version: '2.0' | '2.1'
  /** 2.1 closes its objects and renames `relationships`, `scores`, `cwe` and `purl`. */
  readonly closed: boolean
  readonly branchCategories: readonly string[]
  readonly publisherCategories: readonly string[]
  readonly tlpLabels: readonly string[]
  readonly noteCategories: readonly string[]
  readonly remediationCategories: readonly string[]
  readonly restartCategories: readonly string[]
  readonly involvementStatuses: readonly string[]
  readonly statuses: readonly CsafStatus[]
}

const COMMON = {
  noteCategories: [
    'description',
    'details',
    'faq',
    'general',
    'legal_disclaimer',
    'other',
    'summary',
  ],
  restartCategories: [
    'connected',
    'dependencies',
    'machine',
    'none',
    'parent',
    'service',
    'system',
    'vulnerable_component',
    'zone',
  ],
  involvementStatuses: [
    'completed',
    'contact_attempted',
    'disputed',
    'in_progress',
    'not_contacted',
    'open',
  ],
} as const

const STATUSES_2_0: readonly CsafStatus[] = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
]

const BRANCHES = [
  'architecture',
  'host_name',
  'language',
  'patch_level',
  'product_family',
  'product_name',
  'product_version',
  'product_version_range',
  'service_pack',
  'specification',
  'vendor',
]
const PUBLISHERS = ['coordinator', 'discoverer', 'other', 'translator', 'user', 'vendor']
const REMEDIATIONS = ['mitigation', 'no_fix_planned', 'none_available', 'vendor_fix', 'workaround']

export const EDITIONS: Readonly<Record<'2.0' | '2.1', Edition>> = {
  '2.0': {
    ...COMMON,
    version: '2.0',
    closed: false,
    branchCategories: [...BRANCHES, 'legacy'],
    publisherCategories: PUBLISHERS,
    tlpLabels: ['AMBER', 'GREEN', 'RED', 'WHITE'],
    remediationCategories: REMEDIATIONS,
    statuses: STATUSES_2_0,
  },
  '2.1': {
    ...COMMON,
    version: '2.1',
    closed: true,
    branchCategories: [...BRANCHES, 'platform'],
    publisherCategories: [...PUBLISHERS, 'multiplier'],
    tlpLabels: ['AMBER', 'AMBER+STRICT', 'CLEAR', 'GREEN', 'RED'],
    remediationCategories: [...REMEDIATIONS, 'fix_planned', 'optional_patch'],
    statuses: [...STATUSES_2_0, 'unknown'],
  },
}
