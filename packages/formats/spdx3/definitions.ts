// SPDX-License-Identifier: Apache-2.0
import type { GrowingIdTable } from './ids.ts'
import { MAX_PROPERTIES, type Model } from './model.ts'
import type { Report } from './report.ts'
import { alreadyDefined } from './wording.ts'

/** A root object that defines an id again. Both are places in `@graph`. */
export interface Repeat {
  readonly id: string
  readonly first: number
  readonly again: number
}

export interface Definitions {
  /** Notes that a node defines this id and answers it expanded; `root` is the place of its root object. */
  define(written: string, classNumber: number, root: number, inline: boolean): string
  /** Whether the last one had been defined before. */
  readonly again: boolean
  /** Whether these say the same twice, only the text can tell. */
  readonly repeats: readonly Repeat[]
}

export function createDefinitions(options: {
  readonly model: Model
  readonly ids: GrowingIdTable
  readonly report: Report
  readonly fault: (code: 'DUPLICATE', message: string) => void
}): Definitions {
  const { model, ids, report, fault } = options
  const repeats: Repeat[] = []
  let again = false
  return {
    repeats,
    get again() {
      return again
    },
    define(written, classNumber, root, inline) {
      const place = (root + 1) * MAX_PROPERTIES
      const number = ids.seen(written) ?? ids.add(written, place)
      const id = ids.name(number)
      const earlier = ids.classOf(number)
      again = earlier !== 0
      if (!again) ids.define(number, classNumber, place)
      else if (model.classList[earlier]?.element === false) {
        report.remark('a node that is no Element is written out more than once under one id')
      } else {
        const first = Math.floor(ids.placeOf(number) / MAX_PROPERTIES) - 1
        if (inline || root < 0) fault('DUPLICATE', alreadyDefined(id, first))
        else repeats.push({ id, first, again: root })
      }
      return id
    },
  }
}
