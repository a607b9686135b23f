// SPDX-License-Identifier: Apache-2.0
import { UNKNOWN_CLASS, type GrowingIdTable } from './ids.ts'
import { MAX_PROPERTIES, type Model } from './model.ts'
import type { Report } from './report.ts'
import { isListedLicense } from './terms.ts'
import { shorten, wrongRange } from './wording.ts'

/**
 * What references say once every definition was seen. A blank node means something inside its document only, so one that
 * is not defined is a fault; an IRI may be defined elsewhere, and the specification does not demand that it be
 * imported, so one that is not is a remark. SPDX 3.0.1 Core, ExternalMap; RDF 1.1 section 3.4.
 */
export function reportReferences(seen: {
  readonly model: Model
  readonly ids: GrowingIdTable
  /** id number x MAX_PROPERTIES + property number, with the root object of its first such reference */
  readonly awaited: ReadonlyMap<number, number>
  readonly imported: ReadonlySet<string>
  readonly report: Report
}): void {
  const { model, ids, awaited, imported, report } = seen
  const pathOf = (root: number, property: number): (string | number)[] => {
    const name = model.propertyList[property]?.name
    return [...(root < 0 ? [] : ['@graph', root]), ...(name === undefined ? [] : [name])]
  }
  for (const [key, root] of awaited) {
    const property = model.propertyList[key % MAX_PROPERTIES]
    const classNumber = ids.classOf(Math.floor(key / MAX_PROPERTIES))
    const found = classNumber === UNKNOWN_CLASS ? undefined : model.classList[classNumber]
    if (property && found && !found.lineage.has(property.range)) {
      report.fault('INVALID_VALUE', wrongRange(property, found), pathOf(root, property.number))
    }
  }
  let dangling = 0
  let example = ''
  for (let number = 0; number < ids.size; number++) {
    if (ids.classOf(number) !== 0) continue
    const id = ids.name(number)
    if (id.startsWith('_:')) {
      const place = ids.placeOf(number)
      const path = pathOf(Math.floor(place / MAX_PROPERTIES) - 1, place % MAX_PROPERTIES)
      report.fault('DANGLING_REFERENCE', `no node ${shorten(id)} in this document`, path)
    } else if (!imported.has(id) && !isListedLicense(id)) {
      dangling++
      example ||= id
    }
  }
  if (dangling > 0) {
    const more = dangling > 1 ? ` and ${dangling - 1} more` : ''
    report.remark(
      `refers to elements that it neither defines nor imports: ${shorten(example)}${more}`,
    )
  }
}
