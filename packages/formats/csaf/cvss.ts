// SPDX-License-Identifier: Apache-2.0

/** How FIRST's JSON representation of one CVSS version (cvss-v2.0.json ... cvss-v4.0.json) names what a vector abbreviates. */
export interface CvssNotation {
  readonly version: string
  /** Begins every vector. */
  readonly prefix: string
  /** The value that stands for a metric that is left out. */
  readonly undefinedValue: string
  readonly metrics: readonly CvssMetric[]
  readonly scores: readonly ScoreMembers[]
  readonly severityRequired: boolean
  /** Members of other versions or drafts that the schema does not let in. */
  readonly forbidden: readonly string[]
}

interface CvssMetric {
  readonly sign: string
  readonly member: string
  /** From the value in the vector to the word in JSON. */
  readonly values: Readonly<Record<string, string>>
  readonly base: boolean
}

export interface ScoreMembers {
  readonly kind: 'base' | 'temporal' | 'environmental'
  readonly score: string
  readonly severity: string
}

/** Written `N=NONE L=LOW`: one metric a line, its sign, its member and its values; base metrics before the blank line. */
function metrics(undefinedValue: string, base: string, optional: string): readonly CvssMetric[] {
  const parse = (line: string, isBase: boolean): CvssMetric => {
    const [sign = '', member = '', ...values] = line.trim().split(/\s+/)
    const words = values.map((value) => value.split('=') as [string, string])
    return {
      sign,
      member,
      values: Object.fromEntries(isBase ? words : [[undefinedValue, 'NOT_DEFINED'], ...words]),
      base: isBase,
    }
  }
  const lines = (text: string): readonly string[] => text.trim().split('\n')
  return [
    ...lines(base).map((line) => parse(line, true)),
    ...lines(optional).map((line) => parse(line, false)),
  ]
}

const BASE: ScoreMembers = { kind: 'base', score: 'baseScore', severity: 'baseSeverity' }
const TEMPORAL: ScoreMembers = {
  kind: 'temporal',
  score: 'temporalScore',
  severity: 'temporalSeverity',
}
const ENVIRONMENTAL: ScoreMembers = {
  kind: 'environmental',
  score: 'environmentalScore',
  severity: 'environmentalSeverity',
}

const METRICS_2 = metrics(
  'ND',
  `AV accessVector L=LOCAL A=ADJACENT_NETWORK N=NETWORK
   AC accessComplexity H=HIGH M=MEDIUM L=LOW
   Au authentication M=MULTIPLE S=SINGLE N=NONE
   C confidentialityImpact N=NONE P=PARTIAL C=COMPLETE
   I integrityImpact N=NONE P=PARTIAL C=COMPLETE
   A availabilityImpact N=NONE P=PARTIAL C=COMPLETE`,
  `E exploitability U=UNPROVEN POC=PROOF_OF_CONCEPT F=FUNCTIONAL H=HIGH
   RL remediationLevel OF=OFFICIAL_FIX TF=TEMPORARY_FIX W=WORKAROUND U=UNAVAILABLE
   RC reportConfidence UC=UNCONFIRMED UR=UNCORROBORATED C=CONFIRMED
   CDP collateralDamagePotential N=NONE L=LOW LM=LOW_MEDIUM MH=MEDIUM_HIGH H=HIGH
   TD targetDistribution N=NONE L=LOW M=MEDIUM H=HIGH
   CR confidentialityRequirement L=LOW M=MEDIUM H=HIGH
   IR integrityRequirement L=LOW M=MEDIUM H=HIGH
   AR availabilityRequirement L=LOW M=MEDIUM H=HIGH`,
)

const METRICS_3 = metrics(
  'X',
  `AV attackVector N=NETWORK A=ADJACENT_NETWORK L=LOCAL P=PHYSICAL
   AC attackComplexity L=LOW H=HIGH
   PR privilegesRequired N=NONE L=LOW H=HIGH
   UI userInteraction N=NONE R=REQUIRED
   S scope U=UNCHANGED C=CHANGED
   C confidentialityImpact N=NONE L=LOW H=HIGH
   I integrityImpact N=NONE L=LOW H=HIGH
   A availabilityImpact N=NONE L=LOW H=HIGH`,
  `E exploitCodeMaturity U=UNPROVEN P=PROOF_OF_CONCEPT F=FUNCTIONAL H=HIGH
   RL remediationLevel O=OFFICIAL_FIX T=TEMPORARY_FIX W=WORKAROUND U=UNAVAILABLE
   RC reportConfidence U=UNKNOWN R=REASONABLE C=CONFIRMED
   CR confidentialityRequirement L=LOW M=MEDIUM H=HIGH
   IR integrityRequirement L=LOW M=MEDIUM H=HIGH
   AR availabilityRequirement L=LOW M=MEDIUM H=HIGH
   MAV modifiedAttackVector N=NETWORK A=ADJACENT_NETWORK L=LOCAL P=PHYSICAL
   MAC modifiedAttackComplexity L=LOW H=HIGH
   MPR modifiedPrivilegesRequired N=NONE L=LOW H=HIGH
   MUI modifiedUserInteraction N=NONE R=REQUIRED
   MS modifiedScope U=UNCHANGED C=CHANGED
   MC modifiedConfidentialityImpact N=NONE L=LOW H=HIGH
   MI modifiedIntegrityImpact N=NONE L=LOW H=HIGH
   MA modifiedAvailabilityImpact N=NONE L=LOW H=HIGH`,
)

const METRICS_4 = metrics(
  'X',
  `AV attackVector N=NETWORK A=ADJACENT L=LOCAL P=PHYSICAL
   AC attackComplexity L=LOW H=HIGH
   AT attackRequirements N=NONE P=PRESENT
   PR privilegesRequired N=NONE L=LOW H=HIGH
   UI userInteraction N=NONE P=PASSIVE A=ACTIVE
   VC vulnConfidentialityImpact H=HIGH L=LOW N=NONE
   VI vulnIntegrityImpact H=HIGH L=LOW N=NONE
   VA vulnAvailabilityImpact H=HIGH L=LOW N=NONE
   SC subConfidentialityImpact H=HIGH L=LOW N=NONE
   SI subIntegrityImpact H=HIGH L=LOW N=NONE
   SA subAvailabilityImpact H=HIGH L=LOW N=NONE`,
  `E exploitMaturity A=ATTACKED P=PROOF_OF_CONCEPT U=UNREPORTED
   CR confidentialityRequirement L=LOW M=MEDIUM H=HIGH
   IR integrityRequirement L=LOW M=MEDIUM H=HIGH
   AR availabilityRequirement L=LOW M=MEDIUM H=HIGH
   MAV modifiedAttackVector N=NETWORK A=ADJACENT L=LOCAL P=PHYSICAL
   MAC modifiedAttackComplexity L=LOW H=HIGH
   MAT modifiedAttackRequirements N=NONE P=PRESENT
   MPR modifiedPrivilegesRequired N=NONE L=LOW H=HIGH
   MUI modifiedUserInteraction N=NONE P=PASSIVE A=ACTIVE
   MVC modifiedVulnConfidentialityImpact H=HIGH L=LOW N=NONE
   MVI modifiedVulnIntegrityImpact H=HIGH L=LOW N=NONE
   MVA modifiedVulnAvailabilityImpact H=HIGH L=LOW N=NONE
   MSC modifiedSubConfidentialityImpact H=HIGH L=LOW N=NEGLIGIBLE
   MSI modifiedSubIntegrityImpact S=SAFETY H=HIGH L=LOW N=NEGLIGIBLE
   MSA modifiedSubAvailabilityImpact S=SAFETY H=HIGH L=LOW N=NEGLIGIBLE
   S Safety N=NEGLIGIBLE P=PRESENT
   AU Automatable N=NO Y=YES
   R Recovery A=AUTOMATIC U=USER I=IRRECOVERABLE
   V valueDensity D=DIFFUSE C=CONCENTRATED
   RE vulnerabilityResponseEffort L=LOW M=MODERATE H=HIGH
   U providerUrgency Clear=CLEAR Green=GREEN Amber=AMBER Red=RED`,
)

const SHARED_3 = {
  undefinedValue: 'X',
  metrics: METRICS_3,
  scores: [BASE, TEMPORAL, ENVIRONMENTAL],
  severityRequired: true,
  forbidden: [],
} as const

/** By the member of a score and the versions that may stand in it. */
export const CVSS_NOTATIONS: Readonly<
  Record<'cvss_v2' | 'cvss_v3' | 'cvss_v4', readonly CvssNotation[]>
> = {
  cvss_v2: [
    {
      version: '2.0',
      prefix: '',
      undefinedValue: 'ND',
      metrics: METRICS_2,
      scores: [BASE, TEMPORAL, ENVIRONMENTAL],
      severityRequired: false,
      forbidden: [],
    },
  ],
  cvss_v3: [
    { ...SHARED_3, version: '3.1', prefix: 'CVSS:3.1/' },
    { ...SHARED_3, version: '3.0', prefix: 'CVSS:3.0/' },
  ],
  cvss_v4: [
    {
      version: '4.0',
      prefix: 'CVSS:4.0/',
      undefinedValue: 'X',
      metrics: METRICS_4,
      scores: [BASE],
      severityRequired: true,
      forbidden: ['threatScore', 'threatSeverity', 'environmentalScore', 'environmentalSeverity'],
    },
  ],
}

/** The metrics of a vector by their signs; undefined where the vector is none of that version. */
export function parseVector(
  notation: CvssNotation,
  text: string,
): ReadonlyMap<string, string> | undefined {
  if (!text.startsWith(notation.prefix)) return undefined
  const found = new Map<string, string>()
  for (const part of text.slice(notation.prefix.length).split('/')) {
    const [sign = '', value = '', ...more] = part.split(':')
    const metric = notation.metrics.find((one) => one.sign === sign)
    if (!metric || more.length > 0 || found.has(sign) || !Object.hasOwn(metric.values, value)) {
      return undefined
    }
    found.set(sign, value)
  }
  return notation.metrics.every((one) => !one.base || found.has(one.sign)) ? found : undefined
}
