// SPDX-License-Identifier: Apache-2.0

/** An element of a class that the model does not know. */
export const UNKNOWN_CLASS = 0xffff

/**
 * Every id that a document defines or refers to, numbered in order of first mention: what there is to know about references
 * without holding the graph. Each mention in a text is a string of its own; the table keeps one for all.
 */
export interface IdTable {
  readonly size: number
  /** The number of an expanded id. */
  find(id: string): number | undefined
  /** The expanded id. */
  name(number: number): string
  /** Number of the class that the id was defined with; 0 while it was only referred to. */
  classOf(number: number): number
}

export interface GrowingIdTable extends IdTable {
  /** The number of an id as it is written, if it was mentioned before. */
  seen(written: string): number | undefined
  /** Adds one that was not; `place` is kept of the first mention. */
  add(written: string, place: number): number
  /** Place of the definition, or else of the first mention. */
  placeOf(number: number): number
  define(number: number, classNumber: number, place: number): void
}

/** `expand` is asked once for each different spelling of an id. */
export function createIdTable(expand: (written: string) => string): GrowingIdTable {
  const byWriting = new Map<string, number>()
  /** Only where prefixes are used do ids differ from their spelling. */
  let byId = byWriting
  const names: string[] = []
  const classes: number[] = []
  const places: number[] = []
  return {
    get size() {
      return names.length
    },
    find: (id) => byId.get(id),
    name: (number) => names[number] ?? '',
    classOf: (number) => classes[number] ?? 0,
    seen: (written) => byWriting.get(written),
    add(written, place) {
      const id = expand(written)
      if (id !== written && byId === byWriting) byId = new Map(byWriting)
      let number = byId === byWriting ? undefined : byId.get(id)
      if (number === undefined) {
        number = names.length
        names.push(id)
        classes.push(0)
        places.push(place)
        byId.set(id, number)
      }
      if (byId !== byWriting) byWriting.set(written, number)
      return number
    },
    placeOf: (number) => places[number] ?? 0,
    define(number, classNumber, place) {
      classes[number] = classNumber
      places[number] = place
    },
  }
}
