// SPDX-License-Identifier: Apache-2.0
import { isInstant } from '../../instant/index.ts'

/** A value without members. Limits hold since the version named; patterns are linear in the text. */
export interface ScalarSpec {
  readonly kind: 'string' | 'boolean' | 'integer' | 'number' | 'any'
  /** What the value should be, for messages: "expected ...". */
  readonly what: string
  readonly min?: number
  readonly max?: number
  readonly minSince?: number
  readonly test?: (text: string) => boolean
  /** XML Schema is at times stricter or looser than JSON Schema: then this decides in XML instead of `test`. */
  readonly testXml?: (text: string) => boolean
  /** A long set of its own file. */
  readonly words?: 'licenseIds' | 'algorithmFamilies' | 'ellipticCurves'
  /** XML Schema takes any text here. */
  readonly freeInXml?: true
  /** xs:token, xs:anyURI, numbers, dates: white space around the value is no part of it. */
  readonly trimmed?: true
  /** The value names an element (`bom-ref`), and no two may have the same name; `xml`: only XML Schema minds. */
  readonly defines?: 'always' | 'xml'
}

const text: ScalarSpec = { kind: 'string', what: 'a string' }
const HEX = '[0-9a-f]'
const UUID = `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}`

export const SCALARS: Readonly<Record<string, ScalarSpec>> = {
  string: text,
  any: { kind: 'any', what: 'a value' },
  boolean: { kind: 'boolean', what: 'true or false', trimmed: true },
  integer: { kind: 'integer', what: 'an integer', trimmed: true },
  number: { kind: 'number', what: 'a number', trimmed: true },
  count: { kind: 'integer', what: 'an integer of at least 0', min: 0, trimmed: true },
  cwe: { kind: 'integer', what: 'an integer of at least 1', min: 1, trimmed: true },
  score: { kind: 'number', what: 'a number from 0 to 1', min: 0, max: 1, trimmed: true },
  nistLevel: { kind: 'integer', what: 'an integer from 0 to 6', min: 0, max: 6, trimmed: true },
  bomVersion: {
    kind: 'integer',
    what: 'an integer of at least 1',
    min: 1,
    minSince: 5,
    trimmed: true,
  },
  // `format: iri-reference` in JSON, xs:anyURI in XML: in the wild this is any text (scp-like git addresses), and
  // neither schema language asks for more.
  uri: { ...text, trimmed: true },
  // `format: idn-email` since 1.4, an annotation in JSON Schema and nothing at all in XML Schema.
  email: text,
  ref: {
    kind: 'string',
    what: 'a text of at least one character',
    min: 1,
    minSince: 5,
    defines: 'always',
  },
  // The specification's own valid documents give one name to a formula and its workflow, to two workspaces.
  jobRef: {
    kind: 'string',
    what: 'a text of at least one character',
    min: 1,
    minSince: 5,
    defines: 'xml',
  },
  refLink: { kind: 'string', what: 'a text of at least one character', min: 1, minSince: 5 },
  version: { kind: 'string', what: 'a text of at most 1024 characters', max: 1024, minSince: 6 },
  versionRange: { kind: 'string', what: 'a text of 1 to 4096 characters', min: 1, max: 4096 },
  dateTime: {
    kind: 'string',
    what: 'a date and time of RFC 3339, such as 2024-05-31T12:00:00Z',
    test: isInstant,
    testXml: isXmlDateTime,
    trimmed: true,
  },
  date: {
    kind: 'string',
    what: 'a date such as 2024-05-31',
    test: (value) => isDate(value, /^(\d{4})-(\d\d)-(\d\d)$/),
    testXml: (value) => isDate(value, /^(\d{4})-(\d\d)-(\d\d)(?:Z|[-+]\d\d:\d\d)?$/),
    trimmed: true,
  },
  serialNumber: {
    kind: 'string',
    what: '`urn:uuid:` and a UUID in lower case (RFC 4122)',
    test: matches(`urn:uuid:${UUID}`),
    testXml: matches(`urn:uuid:${UUID}|\\{${UUID}\\}`),
  },
  hashContent: {
    kind: 'string',
    what: '32, 40, 64, 96 or 128 hexadecimal digits',
    test: matches(
      '[a-fA-F0-9]{32}(?:[a-fA-F0-9]{8}|[a-fA-F0-9]{32}|[a-fA-F0-9]{64}|[a-fA-F0-9]{96})?',
    ),
    trimmed: true,
  },
  mimeType: {
    kind: 'string',
    what: 'a media type such as image/png',
    test: matches('[-+a-z0-9.]+/[-+a-z0-9.]+'),
    trimmed: true,
  },
  cpe: {
    kind: 'string',
    what: 'a CPE 2.2 URI or a CPE 2.3 name',
    testXml: isCpe,
  },
  licenseId: {
    kind: 'string',
    what: 'an identifier of the SPDX licence list',
    words: 'licenseIds',
  },
  locale: {
    kind: 'string',
    what: 'a language of ISO 639 (and a country of ISO 3166), such as en or en-US',
    test: matches('[a-z]{2}(?:-[A-Z]{2})?'),
  },
  openCre: {
    kind: 'string',
    what: 'a name such as CRE:764-507',
    test: matches('CRE:[0-9]+-[0-9]+'),
  },
  patentNumber: {
    kind: 'string',
    what: '2 to 30 letters, digits, hyphens, slashes, points, parentheses and spaces',
    test: matches('[A-Za-z0-9][-A-Za-z0-9/.()\\s]{0,28}[A-Za-z0-9]'),
  },
  jurisdiction: { kind: 'string', what: 'two capital letters', test: matches('[A-Z]{2}') },
  algorithmFamily: {
    kind: 'string',
    what: 'an algorithm family that CycloneDX knows',
    words: 'algorithmFamilies',
    freeInXml: true,
  },
  ellipticCurve: {
    kind: 'string',
    what: 'an elliptic curve that CycloneDX knows, such as nist/P-256',
    words: 'ellipticCurves',
    freeInXml: true,
  },
  // JSF 0.82: a name of JWA (RFC 7518) or a URI.
  signatureAlgorithm: {
    kind: 'string',
    what: 'a JSF algorithm such as ES256, or a URI',
    test: matches('(?:RS|PS|ES|HS)(?:256|384|512)|Ed25519|Ed448|[A-Za-z][-+.A-Za-z0-9]*:\\S+'),
  },
}

function matches(pattern: string): (value: string) => boolean {
  const regex = new RegExp(`^(?:${pattern})$`)
  return (value) => regex.test(value)
}

/** xs:dateTime: the offset may be missing, the year may have more digits. */
function isXmlDateTime(value: string): boolean {
  return isInstant(/(?:Z|[-+]\d\d:\d\d)$/.test(value) ? value : `${value}Z`)
}

function isDate(value: string, pattern: RegExp): boolean {
  const match = pattern.exec(value)
  return match !== null && isInstant(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`)
}

/** The pattern of the XSD (NISTIR 7695 section 6.2 and 6.1), field by field instead of as one expression. */
function isCpe(value: string): boolean {
  if (/^cpe:\//i.test(value)) {
    return value.startsWith('c') && /^cpe:\/[aho]?(?::[-\w.~%]*){0,6}$/i.test(value)
  }
  if (!value.startsWith('cpe:2.3:')) return false
  const fields = splitCpe(value.slice(8))
  return (
    fields.length === 11 &&
    fields.every((field, index) =>
      index === 0
        ? /^[aho*-]$/.test(field)
        : index === 6
          ? /^(?:[a-zA-Z]{2,3}(?:-(?:[a-zA-Z]{2}|[0-9]{3}))?|[*-])$/.test(field)
          : /^(?:[*-]|(?:\?*|\*?)(?:[-a-zA-Z0-9._]|\\[\\*?!"#$%&'()+,/:;<=>@[\]^`{|}~])+(?:\?*|\*?))$/.test(
              field,
            ),
    )
  )
}

function splitCpe(text: string): readonly string[] {
  const fields: string[] = []
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '\\') i++
    else if (i === text.length || text[i] === ':') {
      fields.push(text.slice(start, i))
      start = i + 1
    }
  }
  return fields
}
