// SPDX-License-Identifier: Apache-2.0

/** An element of a class that the model does not know. */
export const UNKNOWN_CLASS = 0xffff

/**
 * Every id that a document defines or refers to, numbered in order of first mention: what there is to know about references
 * without holding the graph.
 */
export interface IdTable {
  readonly size: number
  /** The number of an id; adds it. `place` is kept of the first mention. */
  number(id: string, place: number): number
  find(id: string): number | undefined
  name(number: number): string
  /** Number of the class that the id was defined with; 0 while it was only referred to. */
  classOf(number: number): number
  /** Place of the definition, or else of the first mention. */
  placeOf(number: number): number
  define(number: number, classNumber: number, place: number): void
}

export function createIdTable(): IdTable {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const classes: number[] = []
  const places: number[] = []
  return {
    get size() {
      return names.length
    },
    number(id, place) {
      let number = numbers.get(id)
      if (number === undefined) {
        number = names.length
        numbers.set(id, number)
        names.push(id)
        classes.push(0)
        places.push(place)
      }
      return number
    },
    find: (id) => numbers.get(id),
    name: (number) => names[number] ?? '',
    classOf: (number) => classes[number] ?? 0,
    placeOf: (number) => places[number] ?? 0,
    define(number, classNumber, place) {
      classes[number] = classNumber
      places[number] = place
    },
  }
}
