// SPDX-License-Identifier: Apache-2.0
import {
  ANY,
  CPE_ATTRIBUTES,
  NA,
  PACKED_ATTRIBUTES,
  URI_ATTRIBUTES,
  type Cpe,
  type CpeAttribute,
  type CpeMode,
  type CpeReading,
} from './cpe.ts'
import { normalizeValue, repair, type Findings } from './value.ts'

/** Reads a CPE 2.3 formatted string (`cpe:2.3:a:...`) or a CPE 2.2 URI (`cpe:/a:...`) (NISTIR 7695, 6.2.3 and 6.1.3). */
export function readCpe(text: string, mode: CpeMode = 'strict'): CpeReading {
  const findings: Findings = { mode, repairs: [], reasons: [] }
  const trimmed = text.trim()
  if (trimmed !== text) repair(findings, 'space around the name was dropped')
  const cpe = readBinding(trimmed, findings)
  if (cpe === undefined)
    return { kind: 'fault', reasons: ['a CPE name begins with cpe:2.3: or cpe:/'] }
  if (findings.reasons.length > 0) return { kind: 'fault', reasons: findings.reasons }
  return { kind: 'cpe', cpe, repairs: findings.repairs }
}

function readBinding(text: string, findings: Findings): Cpe | undefined {
  const head = text.slice(0, 8).toLowerCase()
  if (head.startsWith('cpe:2.3:')) return readFormatted(text.slice(8), findings)
  if (head.startsWith('cpe:/')) return readUri(text.slice(5), findings)
  return undefined
}

function readFormatted(body: string, findings: Findings): Cpe {
  const components = splitUnquoted(body)
  const wanted = CPE_ATTRIBUTES.length
  if (components.length < wanted) {
    repair(findings, `${components.length} of ${wanted} components; the rest was read as *`)
  } else if (components.length > wanted) {
    findings.reasons.push(`${components.length} components where there are ${wanted}`)
  }
  return nameOf((attribute, index) => normalizeValue(components[index] ?? ANY, attribute, findings))
}

/** At the colons that no backslash quotes; nothing after one component too many. */
function splitUnquoted(text: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at <= text.length && parts.length <= CPE_ATTRIBUTES.length; at++) {
    if (text[at] === '\\' && at + 1 < text.length) {
      at++
    } else if (at === text.length || text[at] === ':') {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return parts
}

/** The URI has seven components; the edition may pack five attributes, joined by tildes (6.1.2.1.3). */
function readUri(body: string, findings: Findings): Cpe {
  const components = body.split(':', 8)
  if (components.length > 7) findings.reasons.push('more than 7 components in a CPE 2.2 URI')
  const values = new Map<CpeAttribute, string>()
  URI_ATTRIBUTES.forEach((attribute, index) => values.set(attribute, components[index] ?? ''))
  const edition = values.get('edition')!
  if (edition.startsWith('~')) {
    const packed = edition.split('~')
    if (packed.length !== 6)
      findings.reasons.push('a packed edition has five parts, each after a tilde')
    PACKED_ATTRIBUTES.forEach((attribute, index) => values.set(attribute, packed[index + 1] ?? ''))
  }
  return nameOf((attribute) => fromUri(values.get(attribute) ?? '', attribute, findings))
}

/** Blank is ANY; `%01` is the wildcard `?`, `%02` is `*`, other encodings are quoted characters (6.1.3.2). */
function fromUri(raw: string, attribute: CpeAttribute, findings: Findings): string {
  if (raw === '') return ANY
  if (raw === NA) return NA
  const formatted = raw.replace(/%([0-9A-Fa-f]{2})|[^\w.-]/g, (char, hex: string | undefined) => {
    if (hex === '01') return '?'
    if (hex === '02') return '*'
    if (hex !== undefined) return `\\${String.fromCharCode(Number.parseInt(hex, 16))}`
    // The tilde was legal in CPE 2.2 and is read as a quoted character.
    if (char !== '~') repair(findings, `${attribute} has ${char} without percent-encoding`)
    return `\\${char}`
  })
  return normalizeValue(formatted, attribute, findings)
}

function nameOf(valueOf: (attribute: CpeAttribute, index: number) => string): Cpe {
  return Object.fromEntries(
    CPE_ATTRIBUTES.map((attribute, index) => [attribute, valueOf(attribute, index)]),
  ) as Record<CpeAttribute, string>
}
