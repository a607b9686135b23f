// SPDX-License-Identifier: Apache-2.0
import { PACKAGE_KINDS, type ElementKind, type Fact, type PivotElement } from './pivot.ts'

/** The facts of an element, and its kind as one where the target would not show it. `shown`: kinds that it does show. */
export function elementFacts(
  element: PivotElement,
  ...shown: readonly ElementKind[]
): readonly Fact[] {
  const { kind, facts } = element
  const isTold = shown.includes(kind) || !PACKAGE_KINDS.has(kind)
  return isTold ? facts : [...facts, { term: 'kind', value: kind, origins: element.identity }]
}

/** The element with the kind that a property of ours tells, where it is one that the element can have. */
export function withToldKind(element: PivotElement): PivotElement {
  const told = element.facts.find(({ term }) => term === 'kind')
  const isPart = PACKAGE_KINDS.has(element.kind) || element.kind === 'file'
  if (told === undefined || !isPart) return element
  const kind = ([...PACKAGE_KINDS, 'file'] as const).find((each) => each === told.value)
  if (kind === undefined) return element
  return {
    ...element,
    kind,
    facts: element.facts.filter((fact) => fact !== told),
    identity: [...element.identity, ...told.origins],
  }
}
