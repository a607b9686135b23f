// SPDX-License-Identifier: Apache-2.0
import type { BuildFiles } from './files.ts'

/** What a JSON file of a build holds; undefined if it is none. Its members are asked one by one: nothing about them is sure. */
export function readJson(files: BuildFiles, path: string): unknown {
  const text = files.text(path)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

export function textOf(value: unknown, name: string): string | undefined {
  const found = memberOf(value, name)
  return typeof found === 'string' ? found : undefined
}

export function listOf(value: unknown, name: string): readonly unknown[] {
  const found = memberOf(value, name)
  return Array.isArray(found) ? found : []
}
