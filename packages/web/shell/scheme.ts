// SPDX-License-Identifier: Apache-2.0

export type Scheme = 'system' | 'light' | 'dark'
const KEY = 'headwater.scheme'

/** Light or dark as the system says, unless this browser was told otherwise. */
export function chosenScheme(): Scheme {
  const said = localStorage.getItem(KEY)
  return said === 'light' || said === 'dark' ? said : 'system'
}

export function chooseScheme(scheme: Scheme): void {
  if (scheme === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, scheme)
  applyScheme()
}

export function applyScheme(): void {
  const scheme = chosenScheme()
  if (scheme === 'system') document.documentElement.removeAttribute('data-scheme')
  else document.documentElement.setAttribute('data-scheme', scheme)
}
