// SPDX-License-Identifier: Apache-2.0

/** Which names of elements (JSX) a text closes anywhere: what is closed nowhere is a type's argument, not an element. */
export interface Closings {
  readonly names: ReadonlySet<string>
  readonly hasSelfClosing: boolean
}

export function closingNames(text: string): Closings {
  const names = new Set<string>()
  for (let at = text.indexOf('</'); at >= 0; at = text.indexOf('</', at + 2)) {
    names.add(/^[\w$.:-]*/.exec(text.slice(at + 2, at + 102))?.[0] ?? '')
  }
  return { names, hasSelfClosing: text.includes('/>') }
}

/** Looks from a `<` where an expression may begin: an element, or TypeScript's `<T>(x: T) => x` and `<T>x`? */
export function beginsElement(
  text: string,
  at: number,
  { names, hasSelfClosing }: Closings,
): boolean {
  const ahead = text.slice(at + 1, at + 161)
  const [, name = '', rest = ''] = /^([A-Za-z_$][\w$.:-]*|)\s*([^]*)$/.exec(ahead) ?? []
  if (rest.startsWith('>')) return names.has(name)
  // `<const T>(x: T) => x`
  if (name === '' || name === 'const' || rest.startsWith(',') || /^extends\b(?!\s*=)/.test(rest))
    return false
  if (rest.startsWith('/>')) return true
  // an attribute, a spread or a comment
  return (
    /^(?:[A-Za-z_$][\w$:.-]*\s*(?:=\s*["'{<]|[\s/>])|\{|\/\*)/.test(rest) &&
    (hasSelfClosing || names.has(name))
  )
}
