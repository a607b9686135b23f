// SPDX-License-Identifier: Apache-2.0
import type { Rule } from './spec/index.ts'

type Members = Readonly<Record<string, unknown>>

/** Whether the members of an object, taken together, are as the rule wants them. */
export function keepsRule({ kind, groups }: Rule, value: Members): boolean {
  if (kind === 'one') return countGroups(groups, value) === 1
  if (kind === 'any') return countGroups(groups, value) > 0
  if (kind === 'most') return countGroups(groups, value) < 2
  if (memberOf(groups, 0, value) === undefined) return true
  if (kind === 'with') return memberOf(groups, 1, value) !== undefined
  return kind !== 'true' || memberOf(groups, 1, value) === true
}

/** What to say of an object that does not keep to it. */
export function brokenRule(
  { kind, groups }: Rule,
  value: Members,
): { readonly code: 'MISSING' | 'UNEXPECTED'; readonly message: string } {
  const names = groups.map((group) => `\`${group.join('` with `')}\``)
  const [first = '', second = ''] = names
  if (kind === 'with') {
    return { code: 'UNEXPECTED', message: `${first} is allowed only beside ${second}` }
  }
  if (kind === 'true') {
    return { code: 'UNEXPECTED', message: `${first} is allowed only where ${second} is true` }
  }
  if (countGroups(groups, value) > 0) {
    return { code: 'UNEXPECTED', message: `only one of ${names.join(', ')} may be given` }
  }
  const count = kind === 'any' ? 'at least one' : 'one'
  return { code: 'MISSING', message: `${count} of ${names.join(', ')} is required` }
}

function countGroups(groups: Rule['groups'], value: Members): number {
  let count = 0
  for (const group of groups) if (hasAll(group, value)) count++
  return count
}

function hasAll(group: readonly string[], value: Members): boolean {
  for (const name of group) if (value[name] === undefined) return false
  return true
}

function memberOf(groups: Rule['groups'], index: number, value: Members): unknown {
  return value[groups[index]?.[0] ?? '']
}
