// SPDX-License-Identifier: Apache-2.0
import { pointerOf } from '../json/index.ts'
import { judgeDate } from './dates.ts'
import type { Findings } from './findings.ts'
import type { Spdx2Version } from './model.ts'
import { isHex, isPlainId } from './plain.ts'
import { CHECKSUM, type ElementRule, type MemberRule } from './rules.ts'
import { nearWord, type Words } from './words.ts'

/** An element as it came out of the serialization; ours alone, so that flaws are repaired in place. */
export type Raw = Record<string, unknown>

export interface MemberChecker {
  /** Where the element stands: set before each top-level element, `/files/17`. */
  at(list: string, index: number): void
  /** Answers the element, its flaws repaired, or undefined where it is no object at all. */
  check(value: unknown, rule: ElementRule): Raw | undefined
  member(object: Raw, key: string, rule: MemberRule): void
  pointer(key?: string): string
}

/** `newer` hears of each word that the document uses and that is younger than SPDX 2.2, with the version that brought it. */
export function createMemberChecker(
  findings: Findings,
  newer: (what: string, since: Spdx2Version, pointer: string) => void,
): MemberChecker {
  const trail: (string | number)[] = []
  const corrected = new Map<Words, Map<string, string>>()

  const pointer = (key?: string | number): string =>
    pointerOf(key === undefined ? trail : [...trail, key])

  function check(value: unknown, rule: ElementRule): Raw | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      findings.fault('INVALID_VALUE', `expected ${rule.what}, found ${nameOf(value)}`, pointer())
      return undefined
    }
    const object = value as Raw
    const { members } = rule
    for (const key in object) {
      const known = members.get(key)
      if (known !== undefined) member(object, key, known)
      else findings.remark(`${rule.what} has no member ${quote(key)}; passed over`, pointer(key))
    }
    for (const key of rule.required) {
      if (object[key] === undefined) {
        findings.fault('MISSING', `${rule.what} must have ${quote(key)}`, pointer())
      }
    }
    for (const key of rule.expected) {
      if (object[key] === undefined) findings.remark(`${rule.what} lacks ${quote(key)}`, pointer())
    }
    if (rule === CHECKSUM) checkDigest(object)
    return object
  }

  function member(object: Raw, key: string, rule: MemberRule): void {
    const value = object[key]
    if (value === null || value === undefined) {
      object[key] = undefined
      return
    }
    if (rule.since !== undefined) newer(`the member ${quote(key)}`, rule.since, pointer(key))
    switch (rule.kind) {
      case 'text':
        if (typeof value !== 'string') wrongType(key, 'a string', value)
        return
      case 'texts':
        checkTexts(object, key, value)
        return
      case 'boolean':
        if (typeof value !== 'boolean') wrongType(key, 'true or false', value)
        return
      case 'integer':
        if (!Number.isSafeInteger(value)) wrongType(key, 'a whole number', value)
        return
      case 'date':
        if (typeof value === 'string') checkDate(key, value)
        else wrongType(key, 'a date', value)
        return
      case 'id':
        if (typeof value === 'string') checkId(key, value)
        else wrongType(key, 'a string', value)
        return
      case 'word':
        if (typeof value === 'string') object[key] = wordOf(rule.words, value, key)
        else wrongType(key, 'a string', value)
        return
      case 'words':
        if (!checkTexts(object, key, value)) return
        checkWords(object[key] as string[], key, rule.words)
        return
      case 'object':
        trail.push(key)
        check(value, rule.of)
        trail.pop()
        return
      case 'objects':
        if (!Array.isArray(value)) {
          wrongType(key, 'a list', value)
          return
        }
        trail.push(key)
        for (let i = 0; i < value.length; i++) {
          trail.push(i)
          check(value[i], rule.of)
          trail.pop()
        }
        trail.pop()
        return
      case 'misnamed':
        findings.remark(`${quote(key)} read as ${quote(rule.meant)}`, pointer(key))
        object[rule.meant] ??= value
        checkTexts(object, rule.meant, value)
        return
    }
  }

  function checkTexts(object: Raw, key: string, value: unknown): boolean {
    if (typeof value === 'string') {
      // one value where a list must stand can only be a list of one
      findings.remark(`${quote(key)} is one string, not a list`, pointer(key))
      object[key] = [value]
      return true
    }
    if (!Array.isArray(value)) {
      wrongType(key, 'a list of strings', value)
      return false
    }
    let fine = true
    for (let i = 0; i < value.length; i++) {
      if (typeof value[i] === 'string') continue
      fine = false
      trail.push(key)
      wrongType(i, 'a string', value[i])
      trail.pop()
    }
    return fine
  }

  function checkWords(list: string[], key: string, table: Words): void {
    for (let i = 0; i < list.length; i++) {
      const written = list[i] ?? ''
      if (table.has(written)) continue
      trail.push(key)
      list[i] = wordOf(table, written, i)
      trail.pop()
    }
  }

  function wordOf(table: Words, written: string, key: string | number): string {
    const known = table.get(written)
    if (known !== undefined) {
      if (known.since !== undefined) newer(quote(written), known.since, pointer(key))
      return written
    }
    let cache = corrected.get(table)
    if (cache === undefined) corrected.set(table, (cache = new Map()))
    let near = cache.get(written)
    if (near === undefined) {
      near = nearWord(table, written)
      if (near === undefined) {
        const choice = table.size < 20 ? `; expected one of ${[...table.keys()].join(', ')}` : ''
        findings.fault(
          'INVALID_VALUE',
          `${quote(written)} is no word for this${choice}`,
          pointer(key),
        )
        return written
      }
      cache.set(written, near)
    }
    // the JSON schema of 2.2 itself spelled the hyphens so
    if (written !== near.replaceAll('-', '_'))
      findings.remark(`${quote(written)} read as ${near}`, pointer(key))
    return near
  }

  function checkDate(key: string, value: string): void {
    const verdict = judgeDate(value)
    if (verdict === 'exact') return
    if (verdict === 'near')
      findings.remark('a date is not written as YYYY-MM-DDThh:mm:ssZ', pointer(key))
    else findings.fault('INVALID_VALUE', `${quote(value)} is no date`, pointer(key))
  }

  function checkId(key: string, value: string): void {
    if (value === '') findings.fault('INVALID_VALUE', 'an SPDX id must not be empty', pointer(key))
    else if (!isPlainId(value)) {
      findings.remark(
        'an SPDX id is not `SPDXRef-` and letters, digits, full stops, hyphens',
        pointer(key),
      )
    }
  }

  function checkDigest(object: Raw): void {
    const { algorithm, checksumValue: value } = object
    if (typeof algorithm !== 'string' || typeof value !== 'string') return
    const rule = CHECKSUM.members.get('algorithm')
    const digits = rule?.kind === 'word' ? rule.words.get(algorithm)?.hexDigits : undefined
    if (digits !== undefined && value.length !== digits) {
      findings.fault(
        'INVALID_VALUE',
        `${algorithm} has ${digits} hexadecimal digits, not ${value.length}`,
        pointer('checksumValue'),
      )
    } else if (!isHex(value)) {
      findings.fault(
        'INVALID_VALUE',
        'a checksum must be hexadecimal digits',
        pointer('checksumValue'),
      )
    }
  }

  function wrongType(key: string | number, expected: string, value: unknown): void {
    findings.fault(
      'INVALID_VALUE',
      `${typeof key === 'string' ? quote(key) : 'the entry'} must be ${expected}, not ${nameOf(value)}`,
      pointer(key),
    )
  }

  return {
    at(list, index) {
      trail.length = 2
      trail[0] = list
      trail[1] = index
    },
    check,
    member(object, key, rule) {
      trail.length = 0
      member(object, key, rule)
    },
    pointer,
  }
}

/** What the document says, shortened: it may be anything. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text)
}

function nameOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return `the string ${quote(value)}`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return 'an object'
}
