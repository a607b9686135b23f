// SPDX-License-Identifier: Apache-2.0
import {
  refuse,
  repair,
  type Findings,
  type Purl,
  type PurlParts,
  type PurlReading,
} from './purl.ts'
import { compactSegments, trimSlashes } from './segments.ts'
import { FOLDED_HOSTS, PURL_TYPES, TYPE_ALIASES, type PurlType } from './types.ts'

/** Checks decoded components against the rules of the specification and of their type, and normalises them. */
export function normalizeParts(parts: PurlParts, findings: Findings): PurlReading {
  const alias = aliasOf(normalizeType(parts.type ?? '', findings), findings)
  const rules = PURL_TYPES.get(alias.type) ?? {}
  const qualifiers = normalizeQualifiers(parts.qualifiers ?? [], rules, findings)
  const written = splitName(
    alias.type,
    {
      namespace: compactSegments(parts.namespace ?? alias.namespace ?? ''),
      name: trimSlashes(parts.name ?? ''),
    },
    rules,
    findings,
  )
  const namespace = normalizeNamespace(
    written.namespace || (alias.namespace ?? ''),
    rules,
    findings,
  )
  const fold = foldsHere(rules, namespace, qualifiers)
  const name = normalizeName(written.name, rules, fold, findings)
  const version = normalizeVersion(parts.version ?? '', rules, findings)
  // as in reading: "." and ".." are no segments of a subpath (ECMA-427)
  const subpath = compactSegments(parts.subpath ?? '')
    .split('/')
    .filter((segment) => segment !== '.' && segment !== '..')
    .join('/')
  if (findings.reasons.length > 0) return { kind: 'fault', reasons: findings.reasons }
  const purl: Purl = {
    type: alias.type,
    ...(namespace === '' ? {} : { namespace }),
    name,
    ...(version === '' ? {} : { version }),
    qualifiers,
    ...(subpath === '' ? {} : { subpath }),
  }
  return { kind: 'purl', purl, repairs: findings.repairs }
}

function normalizeType(type: string, findings: Findings): string {
  if (type === '') refuse(findings, 'a type is required')
  // ECMA-427: ASCII letters, digits, dot and hyphen, beginning with a letter; older texts also allow the plus sign.
  else if (!/^[A-Za-z][A-Za-z0-9.+-]*$/.test(type)) {
    refuse(findings, 'a type is letters, digits, dots and hyphens, and begins with a letter')
  }
  return type.toLowerCase()
}

function aliasOf(type: string, findings: Findings): { type: string; namespace?: string } {
  const alias = TYPE_ALIASES.get(type)
  if (alias === undefined || findings.mode === 'strict') return { type }
  repair(findings, `the type ${type} was read as ${alias.type}`)
  return alias
}

interface Written {
  readonly namespace: string
  readonly name: string
}

/** Puts a name that holds its namespace (encoded slash, Maven's colon) in two, and takes git's path together. */
function splitName(type: string, written: Written, rules: PurlType, findings: Findings): Written {
  const { namespace, name } = written
  if (rules.nameHasSegments) {
    const [host = '', ...path] = namespace === '' ? [] : namespace.split('/')
    return { namespace: host, name: [...path, name].filter((part) => part !== '').join('/') }
  }
  const slash = name.lastIndexOf('/')
  if (slash >= 0) {
    repair(findings, 'the name holds a percent-encoded /')
    const prefix = compactSegments(name.slice(0, slash))
    return {
      namespace: namespace === '' ? prefix : `${namespace}/${prefix}`,
      name: name.slice(slash + 1),
    }
  }
  const colon = name.indexOf(':')
  if (type === 'maven' && namespace === '' && colon > 0) {
    repair(findings, 'group and artifact are joined by a colon')
    return { namespace: name.slice(0, colon), name: name.slice(colon + 1) }
  }
  return written
}

function normalizeNamespace(namespace: string, rules: PurlType, findings: Findings): string {
  if (namespace === '' && rules.namespace === 'required')
    repair(findings, 'this type requires a namespace')
  if (namespace !== '' && rules.namespace === 'prohibited')
    repair(findings, 'this type has no namespace')
  return inCase(
    namespace,
    foldsHere(rules, namespace, NO_QUALIFIERS) ? 'lower' : rules.namespaceCase,
  )
}

const NO_QUALIFIERS: ReadonlyMap<string, string> = new Map()

function foldsHere(
  rules: PurlType,
  namespace: string,
  qualifiers: ReadonlyMap<string, string>,
): boolean {
  if (rules.foldedAt === undefined) return false
  const where = (
    rules.foldedAt === 'namespace' ? namespace : (qualifiers.get('repository_url') ?? '')
  )
    .replace(/^[a-z]+:\/\//i, '')
    .split('/', 1)[0]!
    .toLowerCase()
  return FOLDED_HOSTS[rules.foldedAt].some((host) => where === host || where.endsWith(`.${host}`))
}

function normalizeName(name: string, rules: PurlType, fold: boolean, findings: Findings): string {
  if (name === '') {
    refuse(findings, 'a name is required')
    return name
  }
  const cased = inCase(name, fold ? 'lower' : rules.nameCase)
  const normal =
    rules.nameReplace === undefined
      ? cased
      : cased.replaceAll(rules.nameReplace.all, rules.nameReplace.by)
  if (rules.namePattern && !rules.namePattern.test.test(normal)) {
    repair(findings, `a name of this type is ${rules.namePattern.words}`)
  }
  return normal
}

function normalizeVersion(version: string, rules: PurlType, findings: Findings): string {
  if (version !== '' && rules.versionPattern && !rules.versionPattern.test.test(version)) {
    repair(findings, `a version of this type is ${rules.versionPattern.words}`)
  }
  return inCase(version, rules.versionCase)
}

function normalizeQualifiers(
  pairs: Iterable<readonly [string, string | null | undefined]>,
  rules: PurlType,
  findings: Findings,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [written, value] of pairs) {
    const key = written.toLowerCase()
    if (!/^[a-z][a-z0-9._-]*$/.test(key)) {
      repair(
        findings,
        `the qualifier key ${written} is not letters, digits, dots, hyphens and underscores`,
      )
      continue
    }
    if (key !== written) repair(findings, `the qualifier key ${written} is not in lower case`)
    // A qualifier without a value is the same as none (ECMA-427).
    if (value === undefined || value === null || value === '') continue
    if (found.has(key))
      repair(findings, `the qualifier ${key} is there twice; the first one counts`)
    else found.set(key, value)
  }
  for (const key of rules.requiredQualifiers ?? []) {
    if (!found.has(key)) repair(findings, `this type requires the qualifier ${key}`)
  }
  return new Map([...found].sort(([left], [right]) => (left < right ? -1 : 1)))
}

function inCase(text: string, wanted: 'lower' | 'upper' | undefined): string {
  return wanted === 'lower' ? text.toLowerCase() : wanted === 'upper' ? text.toUpperCase() : text
}
