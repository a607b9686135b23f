// SPDX-License-Identifier: Apache-2.0
import type { FaultCode } from '../fault/index.ts'
import { list, text, type Spdx3Object } from './document.ts'
import type { ClassModel } from './model.ts'

type Complain = (code: FaultCode, message: string, property?: string) => void

/** Constraints of the model that are words, not cardinalities. Each stands with the class whose page states it. */
export interface Rule {
  readonly of: string
  check(node: Spdx3Object, fault: Complain, remark: (message: string) => void): void
}

/** SPDX 3.0.1 Security: each assessment says which relationshipType it must have. */
const RELATIONSHIP_TYPES: Readonly<Record<string, string>> = {
  security_CvssV2VulnAssessmentRelationship: 'hasAssessmentFor',
  security_CvssV3VulnAssessmentRelationship: 'hasAssessmentFor',
  security_CvssV4VulnAssessmentRelationship: 'hasAssessmentFor',
  security_EpssVulnAssessmentRelationship: 'hasAssessmentFor',
  security_ExploitCatalogVulnAssessmentRelationship: 'hasAssessmentFor',
  security_SsvcVulnAssessmentRelationship: 'hasAssessmentFor',
  security_VexAffectedVulnAssessmentRelationship: 'affects',
  security_VexFixedVulnAssessmentRelationship: 'fixedIn',
  security_VexNotAffectedVulnAssessmentRelationship: 'doesNotAffect',
  security_VexUnderInvestigationVulnAssessmentRelationship: 'underInvestigationFor',
}

const RULES: readonly Rule[] = [
  {
    of: 'ElementCollection',
    check(node, fault) {
      if (list(node, 'element').length > 0 && list(node, 'rootElement').length === 0) {
        fault('MISSING', 'a collection that has an element must also have a rootElement')
      }
    },
  },
  {
    of: 'PositiveIntegerRange',
    check(node, fault) {
      if (Number(node['beginIntegerRange']) > Number(node['endIntegerRange'])) {
        fault('INVALID_VALUE', 'the range ends before it begins', 'endIntegerRange')
      }
    },
  },
  {
    of: 'security_VexNotAffectedVulnAssessmentRelationship',
    check(node, _fault, remark) {
      if (!node['security_impactStatement'] && !node['security_justificationType']) {
        remark('a VEX "not affected" gives neither a justification nor an impact statement')
      }
    },
  },
  ...Object.entries(RELATIONSHIP_TYPES).map(([of, wanted]): Rule => ({
    of,
    check(node, fault) {
      const found = text(node, 'relationshipType')
      if (found !== undefined && found !== wanted) {
        fault('INVALID_VALUE', `relationshipType of ${of} must be ${wanted}`, 'relationshipType')
      }
    },
  })),
]

const none: readonly Rule[] = []
const byClass = new WeakMap<ClassModel, readonly Rule[]>()

export function rulesOf(model: ClassModel): readonly Rule[] {
  let rules = byClass.get(model)
  if (rules === undefined) {
    const found = RULES.filter((rule) => model.lineage.has(rule.of))
    rules = found.length > 0 ? found : none
    byClass.set(model, rules)
  }
  return rules
}
