// SPDX-License-Identifier: Apache-2.0
import type { Agent } from '../pivot.ts'

const KINDS: ReadonlyMap<string, Agent['kind']> = new Map([
  ['Person', 'person'],
  ['Organization', 'organization'],
  ['Tool', 'software'],
])

/** `Person: Jane Doe (jane@example.org)`, SPDX 2.3, 6.8. */
export function agentFromSpdx2(text: string): Agent {
  const colon = text.indexOf(':')
  const kind = KINDS.get(text.slice(0, Math.max(colon, 0)).trim())
  const rest = (kind === undefined ? text : text.slice(colon + 1)).trim()
  if (kind === 'software') return { kind, ...toolOf(rest) }
  const open = rest.endsWith(')') ? rest.lastIndexOf('(') : -1
  const name = open < 0 ? rest : rest.slice(0, open).trim()
  const email = open < 0 ? '' : rest.slice(open + 1, -1).trim()
  // `Acme (Germany)` is a name
  if (open >= 0 && email !== '' && !email.includes('@'))
    return { kind: kind ?? 'agent', name: rest }
  return { kind: kind ?? 'agent', name, ...(email !== '' && { email }) }
}

export function agentInSpdx2({ kind, name, email, version }: Agent): string {
  const plain = oneLine(name)
  if (kind === 'software')
    return `Tool: ${plain}${version === undefined ? '' : `-${oneLine(version)}`}`
  const word = kind === 'person' ? 'Person' : 'Organization'
  return `${word}: ${plain}${email === undefined ? '' : ` (${oneLine(email)})`}`
}

/** `syft-0.96.0`: 6.8 asks for the tool's name, a hyphen and its version. */
export function toolOf(text: string): { readonly name: string; readonly version?: string } {
  const hyphen = text.lastIndexOf('-')
  const version = text.slice(hyphen + 1)
  return hyphen > 0 && /^v?\d/.test(version)
    ? { name: text.slice(0, hyphen), version }
    : { name: text }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
