// SPDX-License-Identifier: Apache-2.0
import type { ObjectType } from './compile.ts'
import { brokenRule, keepsRule } from './rules.ts'
import type { Built } from './xml-extensions.ts'
import { elementsOf, report, type XmlRun } from './xml-run.ts'
import type { XmlElement } from './xml-tree.ts'

/** What is required is there, and the members go together. */
export function checkObject(
  run: XmlRun,
  element: XmlElement,
  type: ObjectType,
  built: Built,
): void {
  for (const name of type.required) {
    if (built[name] !== undefined || hasMember(element, type, name)) continue
    const form = type.members[name]?.spec.form
    if (form?.kind === 'self') continue
    const what =
      form?.kind === 'attribute'
        ? `the attribute \`${form.attribute}\``
        : form?.kind === 'text'
          ? 'text'
          : form?.kind === 'wrapped'
            ? `<${form.wrapper}>`
            : `<${form && 'element' in form ? form.element : name}>`
    report(run, element, 'MISSING', `${what} is required in a ${type.name}`)
  }
  for (const rule of type.rules) {
    if (keepsRule(rule, built)) continue
    const broken = brokenRule(rule, built)
    report(run, element, broken.code, `${broken.message} in a ${type.name}`)
  }
}

/** It is there, and its value was found wrong: that has been said already. */
function hasMember(element: XmlElement, type: ObjectType, name: string): boolean {
  const form = type.members[name]?.spec.form
  if (form?.kind === 'attribute') {
    return element.attributes.some((attribute) => attribute.name === form.attribute)
  }
  if (form?.kind === 'text') return true
  const wanted = form?.kind === 'wrapped' ? form.wrapper : form && 'element' in form && form.element
  return elementsOf(element).some(({ local }) => local === wanted)
}
