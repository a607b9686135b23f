// SPDX-License-Identifier: Apache-2.0

interface Operator {
  readonly text: string
  /** Operands in an expression. */
  readonly operands: 1 | 2 | 3
}

const one = (text: string): Operator => ({ text, operands: 1 })
const two = (text: string): Operator => ({ text, operands: 2 })

/** Itanium C++ ABI, section 5.1.5. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['nw', one(' new')],
  ['na', one(' new[]')],
  ['dl', one(' delete')],
  ['da', one(' delete[]')],
  ['aw', one(' co_await')],
  ['ps', one('+')],
  ['ng', one('-')],
  ['ad', one('&')],
  ['de', one('*')],
  ['co', one('~')],
  ['pl', two('+')],
  ['mi', two('-')],
  ['ml', two('*')],
  ['dv', two('/')],
  ['rm', two('%')],
  ['an', two('&')],
  ['or', two('|')],
  ['eo', two('^')],
  ['aS', two('=')],
  ['pL', two('+=')],
  ['mI', two('-=')],
  ['mL', two('*=')],
  ['dV', two('/=')],
  ['rM', two('%=')],
  ['aN', two('&=')],
  ['oR', two('|=')],
  ['eO', two('^=')],
  ['ls', two('<<')],
  ['rs', two('>>')],
  ['lS', two('<<=')],
  ['rS', two('>>=')],
  ['eq', two('==')],
  ['ne', two('!=')],
  ['lt', two('<')],
  ['gt', two('>')],
  ['le', two('<=')],
  ['ge', two('>=')],
  ['ss', two('<=>')],
  ['nt', one('!')],
  ['aa', two('&&')],
  ['oo', two('||')],
  ['pp', one('++')],
  ['mm', one('--')],
  ['cm', two(',')],
  ['pm', two('->*')],
  ['pt', two('->')],
  ['cl', two('()')],
  ['ix', two('[]')],
  ['qu', { text: '?', operands: 3 }],
])
