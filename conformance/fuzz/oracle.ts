// SPDX-License-Identifier: Apache-2.0
import { UnreadableDocuments } from '../../packages/check/documents/index.ts'
import { SettingsError } from '../../packages/check/settings/index.ts'
import { FormatError } from '../../packages/formats/fault/index.ts'
import { LimitError } from '../../packages/formats/source/index.ts'
import { IntakeError } from '../../packages/intake/documents/index.ts'

/** Something that is never right, whatever the input was. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

/**
 * What became of a mutant, as one of our own refusals: `SYNTAX`, `LIMIT depth`, `damaged`.
 * @throws what was thrown, where it is none of our errors; Violation where one of ours hides another.
 */
export function refusalOf(error: unknown): string {
  if (error instanceof UnreadableDocuments) {
    const [first] = error.errors
    return first === undefined ? 'unreadable' : refusalOf(first)
  }
  if (error instanceof FormatError) {
    const [first] = error.faults
    if (first === undefined) throw new Violation('a FormatError without faults', { cause: error })
    for (const { message } of error.faults) refuseDisguise(message, error)
    const limit = /\(limit (\w+)/.exec(first.message)?.[1]
    if (first.code === 'LIMIT' && limit === undefined) {
      throw new Violation(`a limit without its name: ${first.message}`, { cause: error })
    }
    return first.code === 'LIMIT' ? `refused: LIMIT ${limit}` : `refused: ${first.code}`
  }
  if (error instanceof LimitError) return `refused: LIMIT ${error.limit}`
  if (error instanceof IntakeError) {
    refuseDisguise(error.message, error)
    return `refused: ${error.code}`
  }
  if (error instanceof SettingsError) {
    for (const fault of error.faults) refuseDisguise(fault, error)
    return 'refused: SETTINGS'
  }
  throw error
}

/** Words of the engine in a message of ours: something broke and was taken for a flaw of the document. */
const ENGINE_WORDS =
  /Cannot (?:read|set|convert|access|destructure)|is not (?:a function|iterable|a constructor|extensible)|call stack|Invalid (?:array|string|typed)|undefined \(|ERR_[A-Z_]+|AssertionError|out of range/

function refuseDisguise(message: string, cause: Error): void {
  if (ENGINE_WORDS.test(message)) {
    throw new Violation(`an internal fault in disguise: ${message.slice(0, 300)}`, { cause })
  }
}

const OBJECT_NAMES = namesOf(Object.prototype)
const ARRAY_NAMES = namesOf(Array.prototype)

function namesOf(prototype: object): string {
  return Object.getOwnPropertyNames(prototype).join()
}

/** No document may reach what all objects share. @throws Violation. */
export function checkPrototypes(): void {
  if (namesOf(Object.prototype) !== OBJECT_NAMES || namesOf(Array.prototype) !== ARRAY_NAMES) {
    for (const name of Object.keys(Object.prototype)) {
      delete (Object.prototype as Record<string, unknown>)[name]
    }
    throw new Violation('a document changed Object.prototype or Array.prototype')
  }
}

// oxlint-disable-next-line no-control-regex -- these are what it is about
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/

/** Text for a terminal holds no character that moves the cursor or turns the direction. @throws Violation. */
export function checkTerminalText(what: string, text: string): void {
  const found = UNSAFE.exec(text)
  if (found === null) return
  const around = text.slice(Math.max(0, found.index - 40), found.index + 20)
  throw new Violation(`${what} prints a control character: ${JSON.stringify(around)}`)
}

/** Text of documents is text in the page, never markup. @throws Violation. */
export function checkHtml(text: string): void {
  if (/<script>alert|<img src=x|<svg\/onload/i.test(text)) {
    throw new Violation('the page holds markup of a document')
  }
}
