// SPDX-License-Identifier: Apache-2.0
import { memberOf } from '../../steps/json-file.ts'

export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : []
}

export function numberOf(value: unknown, name: string): number | undefined {
  const found = memberOf(value, name)
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

export function namesOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value)
    ? value.filter((each): each is string => typeof each === 'string')
    : undefined
}

export function keysOf(value: unknown): readonly string[] {
  return entriesOf(value).map(([key]) => key)
}
