// SPDX-License-Identifier: Apache-2.0

const LONGEST = 2_000
const CONTROLS = /[\p{Cc}\\]/u

/**
 * Where somebody comes out who began at a deep link: an address of this hub, written out. Whatever would lead elsewhere (`//evil.example`,
 * `/\evil.example`, `javascript:`, a tab in between, which browsers drop) leads to the first page. RFC 9700, section 4.11.
 */
export function safeDestination(text: string | undefined, publicUrl: URL): string {
  const home = `${publicUrl.origin}/`
  if (text === undefined || text.length > LONGEST || CONTROLS.test(text)) return home
  if (!text.startsWith('/') || text.startsWith('//') || !URL.canParse(text, home)) return home
  const url = new URL(text, home)
  // an address that answers a program is nowhere to come out
  if (url.origin !== publicUrl.origin || url.pathname.startsWith('/api/')) return home
  return url.href
}
