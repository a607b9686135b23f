// SPDX-License-Identifier: Apache-2.0
import type { MemberRule } from './rules.ts'

/** XML, YAML and RDF write text only: the value that JSON would have, or the text itself where it is not written so. */
export function typedValue(text: string, rule: MemberRule): string | boolean | number {
  switch (rule.kind) {
    case 'boolean': {
      const word = text.trim()
      return word === 'true' ? true : word === 'false' ? false : text
    }
    case 'integer': {
      const digits = text.trim()
      return /^\d{1,15}$/.test(digits) ? Number(digits) : text
    }
    case 'date':
    case 'id':
    case 'word':
    case 'words':
      return text.trim()
    case 'text':
    case 'texts':
    case 'object':
    case 'objects':
    case 'misnamed':
      break
  }
  return text
}

export function isListRule(rule: MemberRule): boolean {
  return rule.kind === 'texts' || rule.kind === 'words' || rule.kind === 'objects'
}
