// SPDX-License-Identifier: Apache-2.0
import type { AdditionReference, LicenseExpression, LicenseReference } from './expression.ts'

/** The expression with capital operators and no more parentheses than its grouping needs. */
export function formatLicense(expression: LicenseExpression): string {
  switch (expression.kind) {
    case 'license':
      return expression.orLater ? `${expression.id}+` : expression.id
    case 'license-reference':
      return formatReference('LicenseRef-', expression)
    case 'with': {
      const { license, addition } = expression
      const suffix =
        addition.kind === 'exception' ? addition.id : formatReference('AdditionRef-', addition)
      return `${formatLicense(license)} WITH ${suffix}`
    }
    case 'and':
    case 'or':
      return expression.terms
        .map((term) =>
          needsParentheses(term, expression.kind)
            ? `(${formatLicense(term)})`
            : formatLicense(term),
        )
        .join(expression.kind === 'and' ? ' AND ' : ' OR ')
    case 'none':
    case 'noassertion':
      break
  }
  return expression.kind === 'none' ? 'NONE' : 'NOASSERTION'
}

/** AND binds tighter than OR; a group of the same kind is kept as it was grouped. */
function needsParentheses(term: LicenseExpression, within: 'and' | 'or'): boolean {
  return term.kind === 'or' || (term.kind === 'and' && within === 'and')
}

function formatReference(
  prefix: string,
  { document, id }: LicenseReference | AdditionReference,
): string {
  return document === undefined ? `${prefix}${id}` : `DocumentRef-${document}:${prefix}${id}`
}
