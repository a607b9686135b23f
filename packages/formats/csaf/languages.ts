// SPDX-License-Identifier: Apache-2.0
import * as registry from './catalog/language-subtags.ts'

/** Whether each subtag of a language tag (RFC 5646) is registered or for private use. Case does not matter. */
export function isRegisteredLanguage(tag: string): boolean {
  const whole = tag.toLowerCase()
  if (words(registry.GRANDFATHERED).has(whole)) return true
  const [language = '', ...rest] = whole.split('-')
  if (language === 'x') return rest.length > 0
  if (!isLanguage(language)) return false
  for (const subtag of rest) {
    // extensions have registries of their own, private use has none
    if (subtag.length === 1) return true
    if (!isSubtag(subtag)) return false
  }
  return true
}

function isLanguage(text: string): boolean {
  return (
    packed(registry.LANGUAGES_2, 2).has(text) ||
    packed(registry.LANGUAGES_3, 3).has(text) ||
    isPrivate('language', text)
  )
}

function isSubtag(text: string): boolean {
  return (
    packed(registry.EXTENDED_LANGUAGES, 3).has(text) ||
    packed(registry.SCRIPTS, 4).has(text) ||
    isPrivate('script', text) ||
    packed(registry.REGIONS_2, 2).has(text) ||
    packed(registry.REGIONS_3, 3).has(text) ||
    isPrivate('region', text) ||
    words(registry.VARIANTS).has(text)
  )
}

function isPrivate(kind: keyof typeof registry.PRIVATE_USE, text: string): boolean {
  return registry.PRIVATE_USE[kind].some(([first, last]) => {
    return text.length === first.length && first <= text && text <= last
  })
}

/** Sets are made when first asked for. */
const sets = new Map<string, ReadonlySet<string>>()

function words(list: string): ReadonlySet<string> {
  return remember(list, () => list.trim().split(/\s+/))
}

function packed(list: string, length: number): ReadonlySet<string> {
  return remember(list, () => list.match(new RegExp(`[a-z0-9]{${length}}`, 'g')) ?? [])
}

function remember(list: string, unpack: () => readonly string[]): ReadonlySet<string> {
  const known = sets.get(list)
  if (known) return known
  const made = new Set(unpack())
  sets.set(list, made)
  return made
}
