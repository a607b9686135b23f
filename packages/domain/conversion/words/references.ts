// SPDX-License-Identifier: Apache-2.0
import type { Reference } from '../pivot.ts'

/**
 * One kind of reference in the three vocabularies: SPDX 3.0.1 Core, ExternalRefType (the pivot's word); SPDX 2.3, annex F,
 * category and type; CycloneDX 1.7, external reference `type`. The first row of a word is what the others become.
 */
const REFERENCES: readonly (readonly [spdx3: string, spdx2: string, cyclonedx: string])[] = [
  ['securityAdvisory', 'SECURITY advisory', 'advisories'],
  ['securityFix', 'SECURITY fix', ''],
  ['securityOther', 'SECURITY url', ''],
  ['mavenCentral', 'PACKAGE-MANAGER maven-central', ''],
  ['npm', 'PACKAGE-MANAGER npm', ''],
  ['nuget', 'PACKAGE-MANAGER nuget', ''],
  ['bower', 'PACKAGE-MANAGER bower', ''],
  ['vcs', '', 'vcs'],
  ['issueTracker', '', 'issue-tracker'],
  ['altWebPage', '', 'website'],
  ['mailingList', '', 'mailing-list'],
  ['socialMedia', '', 'social'],
  ['chat', '', 'chat'],
  ['documentation', '', 'documentation'],
  ['support', '', 'support'],
  ['altDownloadLocation', '', 'distribution'],
  ['license', '', 'license'],
  ['buildMeta', '', 'build-meta'],
  ['buildSystem', '', 'build-system'],
  ['releaseNotes', '', 'release-notes'],
  ['securityThreatModel', '', 'threat-model'],
  ['securityAdversaryModel', '', 'adversary-model'],
  ['riskAssessment', '', 'risk-assessment'],
  ['vulnerabilityDisclosureReport', '', 'vulnerability-assertion'],
  ['vulnerabilityExploitabilityAssessment', '', 'exploitability-statement'],
  ['securityPenTestReport', '', 'pentest-report'],
  ['staticAnalysisReport', '', 'static-analysis-report'],
  ['dynamicAnalysisReport', '', 'dynamic-analysis-report'],
  ['runtimeAnalysisReport', '', 'runtime-analysis-report'],
  ['componentAnalysisReport', '', 'component-analysis-report'],
  ['qualityAssessmentReport', '', 'quality-metrics'],
  ['certificationReport', '', 'certification-report'],
  ['sourceArtifact', '', 'source-distribution'],
  ['other', '', 'other'],
]

export function referenceFromSpdx2(category: string, type: string, locator: string): Reference {
  const word = `${category} ${type}`
  const row = REFERENCES.find(([, spdx2]) => spdx2 === word)
  if (row) return { type: row[0], locator }
  const own = fromLabel(type)
  if (category === 'OTHER' && own) return { ...own, locator }
  const broad = category === 'SECURITY' ? 'securityOther' : 'other'
  return { type: broad, locator, label: word }
}

/** SPDX 2 has a free place: what has no word there is `OTHER` under the name that CycloneDX or SPDX 3 has for it. */
export function referenceInSpdx2({
  type,
  label,
}: Reference): readonly [category: string, type: string] {
  const word = label?.split(' ') ?? []
  if (word.length === 2 && CATEGORIES.has(word[0] ?? '')) return [word[0] ?? '', word[1] ?? '']
  const row = REFERENCES.find(([spdx3]) => spdx3 === type)
  if (label === undefined && row?.[1]) {
    const [category = '', name = ''] = row[1].split(' ')
    return [category, name]
  }
  return ['OTHER', (label ?? type).replaceAll(/\s+/g, '-')]
}

const CATEGORIES: ReadonlySet<string> = new Set([
  'SECURITY',
  'PACKAGE-MANAGER',
  'PERSISTENT-ID',
  'OTHER',
])

export function referenceFromCycloneDx(type: string, url: string): Reference {
  return { ...(fromLabel(type) ?? { type: 'other', label: type }), locator: url }
}

/** The nearest word of CycloneDX, and what it leaves unsaid. */
export function referenceInCycloneDx({ type, label }: Reference): {
  readonly type: string
  readonly unsaid?: string
} {
  if (label !== undefined) {
    // a word of CycloneDX that came through another format
    return /^[a-z][a-z0-9-]*$/.test(label) ? { type: label } : { type: 'other', unsaid: label }
  }
  const row = REFERENCES.find(([spdx3]) => spdx3 === type)
  if (type === 'other') return { type }
  return row?.[2] ? { type: row[2] } : { type: 'other', unsaid: row?.[1] || type }
}

function fromLabel(word: string): { readonly type: string; readonly label?: string } | undefined {
  const row = REFERENCES.find(([spdx3, , cyclonedx]) => cyclonedx === word || spdx3 === word)
  if (row) return { type: row[0] }
  return CYCLONEDX_ONLY.has(word) ? { type: 'other', label: word } : undefined
}

/** Words of CycloneDX that SPDX has none for. */
const CYCLONEDX_ONLY: ReadonlySet<string> = new Set([
  'bom',
  'distribution-intake',
  'security-contact',
  'model-card',
  'log',
  'configuration',
  'evidence',
  'formulation',
  'attestation',
  'maturity-report',
  'codified-infrastructure',
  'poam',
  'electronic-signature',
  'digital-signature',
  'rfc-9116',
  'patent',
  'patent-family',
  'patent-assertion',
  'citation',
])
