// SPDX-License-Identifier: Apache-2.0
import type { Rule } from './spec/index.ts'

/** What is wrong with the members of an object taken together; undefined: nothing. */
export function brokenRule(
  rule: Rule,
  value: Readonly<Record<string, unknown>>,
): { readonly code: 'MISSING' | 'UNEXPECTED'; readonly message: string } | undefined {
  const present = rule.groups.filter((group) => group.every((name) => value[name] !== undefined))
  const names = (): string => rule.groups.map((group) => `\`${group.join('` with `')}\``).join(', ')
  const [first = [], second = []] = rule.groups
  switch (rule.kind) {
    case 'one':
      if (present.length === 1) return undefined
      return present.length === 0
        ? { code: 'MISSING', message: `one of ${names()} is required` }
        : { code: 'UNEXPECTED', message: `only one of ${names()} may be given` }
    case 'any':
      return present.length > 0
        ? undefined
        : { code: 'MISSING', message: `at least one of ${names()} is required` }
    case 'most':
      return present.length <= 1
        ? undefined
        : { code: 'UNEXPECTED', message: `only one of ${names()} may be given` }
    case 'with':
      return value[first[0] ?? ''] === undefined || value[second[0] ?? ''] !== undefined
        ? undefined
        : { code: 'UNEXPECTED', message: `\`${first[0]}\` is allowed only beside \`${second[0]}\`` }
    case 'true':
      return value[first[0] ?? ''] === undefined || value[second[0] ?? ''] === true
        ? undefined
        : {
            code: 'UNEXPECTED',
            message: `\`${first[0]}\` is allowed only where \`${second[0]}\` is true`,
          }
    case 'open':
    case 'attributes':
    case 'loose':
      return undefined
  }
}
