// SPDX-License-Identifier: Apache-2.0
import { checkShape, type ObjectShape, type Shape } from '../../shape/index.ts'
import { CVSS_NOTATIONS, parseVector, type CvssNotation, type ScoreMembers } from '../cvss.ts'
import { computeScores } from '../scores.ts'
import type { CsafDocument, CsafScores } from '../types.ts'
import type { MandatoryTest, Report } from './test.ts'

export const SCORE_TESTS: readonly MandatoryTest[] = [
  { id: '6.1.7', title: 'multiple scores with same version per product', run: findRepeatedScores },
  { id: '6.1.8', title: 'invalid CVSS', run: findInvalidCvss },
  { id: '6.1.9', title: 'invalid CVSS computation', run: findWrongScores },
  { id: '6.1.10', title: 'inconsistent CVSS', run: findInconsistencies },
]

function findRepeatedScores(document: CsafDocument, report: Report): void {
  const seen = new Set<string>()
  for (const { vulnerability, source, products, scores, pointer } of listScores(document)) {
    for (const { cvss, member } of listCvss(scores)) {
      const version = typeof cvss['version'] === 'string' ? cvss['version'] : member
      products.forEach((id) => {
        const key = JSON.stringify([vulnerability, source, version, id])
        if (seen.has(key)) {
          const message = `the product ${id} has two scores of CVSS ${version}`
          report('DUPLICATE', `${pointer}/${member}`, message)
        }
        seen.add(key)
      })
    }
  }
}

function findInvalidCvss(document: CsafDocument, report: Report): void {
  for (const { scores, pointer } of listScores(document)) {
    for (const { cvss, member } of listCvss(scores)) {
      const at = `${pointer}/${member}`
      const notation = notationOf(member, cvss)
      if (!notation) {
        const versions = CVSS_NOTATIONS[member].map((one) => one.version).join(' or ')
        report('INVALID_VALUE', at, `expected \`version\` ${versions}`)
        continue
      }
      for (const fault of checkShape(cvss, cvssShape(notation), at)) {
        report(fault.code, fault.pointer, fault.message)
      }
      for (const name of notation.forbidden) {
        if (Object.hasOwn(cvss, name)) {
          report(
            'UNEXPECTED',
            `${at}/${name}`,
            `CVSS ${notation.version} has no member \`${name}\``,
          )
        }
      }
    }
  }
}

function findWrongScores(document: CsafDocument, report: Report): void {
  for (const { cvss, notation, pointer } of validCvss(document)) {
    const vector = typeof cvss['vectorString'] === 'string' ? cvss['vectorString'] : ''
    const computed = computeScores(vector)
    // 2.1 lets the base score be that of all metrics that the vector states
    const { overall } = document.document.csaf_version === '2.1' ? computed : { overall: undefined }
    for (const members of notation.scores) {
      const expected = computed[members.kind]
      if (expected === undefined) continue
      const stated = cvss[members.score]
      const isOverall = members.kind === 'base' && overall !== undefined && stated === overall
      if (stated !== undefined && stated !== expected && !isOverall) {
        report('INVALID_VALUE', `${pointer}/${members.score}`, `the vector gives ${expected}`)
      }
      checkSeverity(notation, members, cvss, isOverall ? overall : expected, pointer, report)
    }
  }
}

function checkSeverity(
  notation: CvssNotation,
  members: ScoreMembers,
  cvss: Cvss,
  score: number,
  pointer: string,
  report: Report,
): void {
  const stated = cvss[members.severity]
  const expected = severityOf(score)
  // CVSS 2 defines no severities
  if (notation.version === '2.0' || stated === undefined || stated === expected) return
  report('INVALID_VALUE', `${pointer}/${members.severity}`, `a score of ${score} is ${expected}`)
}

function findInconsistencies(document: CsafDocument, report: Report): void {
  for (const { cvss, notation, pointer, vector } of validCvss(document)) {
    for (const { sign, member, values } of notation.metrics) {
      const stated = cvss[member]
      const value = vector.get(sign)
      // a member of which the vector says nothing adds to it and does not contradict it
      if (stated === undefined || value === undefined || stated === values[value]) continue
      report('INVALID_VALUE', `${pointer}/${member}`, `the vector says ${values[value]}`)
    }
  }
}

type Cvss = Readonly<Record<string, unknown>>
type Member = keyof typeof CVSS_NOTATIONS

interface ListedScores {
  readonly vulnerability: number
  readonly source: string
  readonly products: readonly string[]
  readonly scores: CsafScores
  readonly pointer: string
}

function listScores(document: CsafDocument): readonly ListedScores[] {
  return (document.vulnerabilities ?? []).flatMap(
    ({ scores = [], metrics = [] }, vulnerability) => {
      const at = `/vulnerabilities/${vulnerability}`
      return [
        ...scores.map((one, index) => ({
          vulnerability,
          source: '',
          products: one.products,
          scores: one,
          pointer: `${at}/scores/${index}`,
        })),
        ...metrics.map((one, index) => ({
          vulnerability,
          source: one.source ?? '',
          products: one.products,
          scores: one.content,
          pointer: `${at}/metrics/${index}/content`,
        })),
      ]
    },
  )
}

function listCvss(scores: CsafScores): readonly { readonly cvss: Cvss; readonly member: Member }[] {
  return (['cvss_v2', 'cvss_v3', 'cvss_v4'] as const).flatMap((member) => {
    const cvss: unknown = scores[member]
    if (cvss === undefined) return []
    return [{ cvss: isObject(cvss) ? cvss : {}, member }]
  })
}

/** CVSS objects that pass 6.1.8: computing with others would only repeat its faults. */
function validCvss(document: CsafDocument): readonly {
  readonly cvss: Cvss
  readonly notation: CvssNotation
  readonly vector: ReadonlyMap<string, string>
  readonly pointer: string
}[] {
  return listScores(document).flatMap(({ scores, pointer }) => {
    return listCvss(scores).flatMap(({ cvss, member }) => {
      const notation = notationOf(member, cvss)
      const text = cvss['vectorString']
      const vector = notation && typeof text === 'string' ? parseVector(notation, text) : undefined
      if (!notation || !vector) return []
      return [{ cvss, notation, vector, pointer: `${pointer}/${member}` }]
    })
  })
}

function notationOf(member: Member, cvss: Cvss): CvssNotation | undefined {
  return CVSS_NOTATIONS[member].find((one) => one.version === cvss['version'])
}

const shapes = new Map<CvssNotation, ObjectShape>()

function cvssShape(notation: CvssNotation): ObjectShape {
  const known = shapes.get(notation)
  if (known) return known
  const score: Shape = { kind: 'number', min: 0, max: 10 }
  const severity: Shape = { kind: 'string', words: SEVERITIES.map(([, word]) => word) }
  const vector: Shape = {
    kind: 'string',
    test: (text) => parseVector(notation, text) !== undefined,
    what: `a vector of CVSS ${notation.version} with every base metric`,
  }
  const metrics = notation.metrics.map(({ member, values }): [string, Shape] => {
    return [member, { kind: 'string', words: Object.values(values) }]
  })
  const scores = notation.scores.flatMap(({ score: member, severity: word }): [string, Shape][] => {
    return notation.severityRequired
      ? [
          [member, score],
          [word, severity],
        ]
      : [[member, score]]
  })
  const shape: ObjectShape = {
    kind: 'object',
    required: {
      version: { kind: 'string', words: [notation.version] },
      vectorString: vector,
      baseScore: score,
      ...(notation.severityRequired && { baseSeverity: severity }),
    },
    optional: Object.fromEntries([...metrics, ...scores]),
  }
  shapes.set(notation, shape)
  return shape
}

/** Qualitative severity rating scale (CVSS 3.1 section 5, CVSS 4.0 section 6); lowest score of each. */
const SEVERITIES = [
  [9, 'CRITICAL'],
  [7, 'HIGH'],
  [4, 'MEDIUM'],
  [0.1, 'LOW'],
  [0, 'NONE'],
] as const

function severityOf(score: number): string {
  return SEVERITIES.find(([lowest]) => score >= lowest)?.[1] ?? 'NONE'
}

function isObject(value: unknown): value is Cvss {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
