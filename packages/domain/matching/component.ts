// SPDX-License-Identifier: Apache-2.0
import { cpeText, cpeValue, formatCpe, readCpe, type Cpe } from '@headwater/formats/cpe'
import {
  ecosystemPackages,
  readPurl,
  type EcosystemPackage,
  type Purl,
} from '@headwater/formats/purl'
import { schemeOfPurlType } from '@headwater/formats/versions'
import type { CatalogProduct } from './catalog/product.ts'
import { productByKey } from './catalog/index.ts'
import { isCommit } from './commit.ts'
import {
  cpeKey,
  digestKey,
  ecosystemKey,
  packageKey,
  productKey,
  repositoryKey,
  type KeyKind,
} from './keys.ts'
import { withLikelyVendors } from './open-vendor.ts'
import { normalRepository } from './repository.ts'
import { releaseOfTag } from './tag.ts'

/** Everything by which a component may be known. Texts as the documents write them. */
export interface ComponentIdentity {
  readonly name: string
  readonly version?: string
  readonly purls?: readonly string[]
  readonly cpes?: readonly string[]
  readonly repositories?: readonly string[]
  /** Full name of the commit that it was built from. */
  readonly commit?: string
  readonly digests?: readonly { readonly algorithm: string; readonly value: string }[]
}

const ANY = '*'
const NA = '-'

/** One key to look up, and what is asked of what is found there. */
export interface Lookup {
  readonly key: string
  /** What of the component the key was made of. */
  readonly by: KeyKind
  readonly value: string
  /** The catalogue's product, where the key is another name that it knows. */
  readonly product?: CatalogProduct
  readonly version?: string
  readonly commit?: string
  /** As its ecosystem names it, for the distribution's release. */
  readonly subject?: EcosystemPackage
  readonly scheme?: string
}

export interface KnownComponent {
  /** The surest identity first; no key twice. */
  readonly lookups: readonly Lookup[]
  /** With a version wherever one is known. */
  readonly cpes: readonly Cpe[]
  /** Types of packages that the component is, beyond mere addresses of repositories. */
  readonly packageTypes: ReadonlySet<string>
  /** What could not be used, e.g. a purl that is none. */
  readonly remarks: readonly string[]
}

/** Every identity of a component with its other names. Without lookups nothing can be matched on it. */
export function knowComponent(component: ComponentIdentity): KnownComponent {
  const before = remembered.get(component)
  if (before !== undefined) return before
  const known = learnComponent(component)
  remembered.set(component, known)
  return known
}

/** Whoever files a component, looks for its advisories and matches it asks for the same in turn. */
const remembered = new WeakMap<ComponentIdentity, KnownComponent>()

function learnComponent(component: ComponentIdentity): KnownComponent {
  const draft: Draft = {
    component,
    version: component.version ?? versionOfPurls(component.purls ?? []),
    lookups: new Map(),
    cpes: [],
    packageTypes: new Set(),
    remarks: [],
  }
  for (const text of component.purls ?? []) addPurl(draft, text)
  for (const text of component.cpes ?? []) addCpe(draft, text)
  for (const text of component.repositories ?? []) addRepository(draft, text)
  for (const { algorithm, value } of component.digests ?? []) {
    add(draft, { key: digestKey(algorithm, value), by: 'digest', value: `${algorithm}:${value}` })
  }
  addOtherNames(draft)
  return { ...draft, lookups: [...draft.lookups.values()] }
}

interface Draft {
  readonly component: ComponentIdentity
  /** Of identities that do not say their own. */
  readonly version: string | undefined
  readonly lookups: Map<string, Lookup>
  readonly cpes: Cpe[]
  readonly packageTypes: Set<string>
  readonly remarks: string[]
}

function versionOfPurls(purls: readonly string[]): string | undefined {
  for (const text of purls) {
    const reading = readPurl(text, 'lenient')
    if (reading.kind === 'purl' && reading.purl.version !== undefined) return reading.purl.version
  }
  return undefined
}

function add(draft: Draft, lookup: Lookup): void {
  const known = draft.lookups.get(lookup.key)
  // A second purl of the same package adds a version where the first had none.
  if (known?.version === undefined)
    draft.lookups.set(lookup.key, { ...lookup, ...versioned(draft, lookup) })
}

function versioned(
  { component, version }: Draft,
  lookup: Lookup,
): Pick<Lookup, 'version' | 'commit'> {
  const text = (lookup.version ?? version)?.trim()
  if (text !== undefined && isCommit(text)) return { version: undefined, commit: text }
  return { version: text === '' ? undefined : text, commit: lookup.commit ?? component.commit }
}

function addPurl(draft: Draft, text: string): void {
  const reading = readPurl(text, 'lenient')
  if (reading.kind === 'fault') {
    draft.remarks.push(`${text.slice(0, 200)} is no purl: ${reading.reasons.join('; ')}`)
    return
  }
  const { purl } = reading
  const address = repositoryOfPurl(purl)
  if (address === undefined && !NAMELESS_TYPES.has(purl.type)) draft.packageTypes.add(purl.type)
  const base = { by: 'package', value: text } as const
  const version = purl.version === undefined ? undefined : { version: purl.version }
  const scheme = schemeOfPurlType(purl.type)
  const packages = ecosystemPackages(purl)
  for (const subject of packages) {
    const { name, version: subjectVersion } = sourceOf(subject, purl)
    add(draft, {
      ...base,
      key: ecosystemKey(subject.ecosystem, name),
      subject,
      version: subjectVersion,
      scheme,
    })
    for (const other of alsoNamed(subject)) {
      add(draft, { ...base, key: ecosystemKey(subject.ecosystem, other), subject, ...version })
    }
  }
  // Where advisories speak of source packages, a binary package of the same name as another source is not that one.
  if (!packages.some((subject) => subject.namedBySource && isOther(subject))) {
    add(draft, {
      ...base,
      key: packageKey(purl),
      ...version,
      scheme,
    })
  }
  if (address !== undefined) addRepository(draft, address, purl.version)
  const vcs = purl.qualifiers.get('vcs_url')
  if (vcs !== undefined) addRepository(draft, vcs, purl.version)
}

/** They say where the sources are, or nothing at all; the package may have another name elsewhere. */
const NAMELESS_TYPES: ReadonlySet<string> = new Set(['generic', 'yocto', 'oci', 'docker', 'swid'])

function isOther({ name, source }: EcosystemPackage): boolean {
  return source !== undefined && source.name !== name
}

function sourceOf(
  { name, namedBySource, source }: EcosystemPackage,
  purl: Purl,
): { readonly name: string; readonly version?: string } {
  const own = purl.version === undefined ? undefined : { version: purl.version }
  if (!namedBySource || source === undefined) return { name, ...own }
  return {
    name: source.name,
    ...(source.version === undefined ? own : { version: source.version }),
  }
}

/** Go's database files the command and the libraries of one distribution under two names. */
function alsoNamed({ ecosystem, name }: EcosystemPackage): readonly string[] {
  if (ecosystem !== 'Go') return []
  return name === 'stdlib' ? ['toolchain'] : name === 'toolchain' ? ['stdlib'] : []
}

function repositoryOfPurl({ type, namespace, name }: Purl): string | undefined {
  const host = FORGES.get(type)
  return host === undefined || namespace === undefined
    ? undefined
    : `https://${host}/${namespace}/${name}`
}

const FORGES: ReadonlyMap<string, string> = new Map([
  ['github', 'github.com'],
  ['bitbucket', 'bitbucket.org'],
  ['gitlab', 'gitlab.com'],
])

function addCpe(draft: Draft, text: string): void {
  const reading = readCpe(text, 'lenient')
  if (reading.kind === 'fault') {
    draft.remarks.push(`${text.slice(0, 200)} is no CPE name: ${reading.reasons.join('; ')}`)
    return
  }
  for (const cpe of withLikelyVendors(reading.cpe)) addCpeName(draft, text, cpe)
}

function addCpeName(draft: Draft, text: string, cpe: Cpe): void {
  const key = cpeKey(cpe)
  if (key === undefined) {
    draft.remarks.push(`${text.slice(0, 200)} names no vendor and product`)
    return
  }
  const version = cpeVersion(cpe)
  const said = version === undefined ? undefined : { version }
  add(draft, { key, by: 'cpe', value: text, ...said })
  const product = productKey(cpeText(cpe.vendor)!, cpeText(cpe.product)!)
  if (product !== undefined) add(draft, { key: product, by: 'cpe', value: text, ...said })
  draft.cpes.push(...completeCpe(cpe, draft.version))
}

/** The update of a CPE name belongs to the version: `1.0.2` and `k`, `3.0.0` and `rc1`, `9.3` and `p1`. */
function cpeVersion({ version, update }: Cpe): string | undefined {
  const text = cpeText(version)
  const more = cpeText(update)
  if (text === undefined || more === undefined) return text
  return /^(?:rc|alpha|beta|pre|dev)/.test(more) ? `${text}-${more}` : `${text}${more}`
}

/** Yocto and others leave the part open, and some writers the version. */
function completeCpe(cpe: Cpe, componentVersion: string | undefined): readonly Cpe[] {
  const isOpen = cpe.version === ANY || cpe.version === NA
  const versioned: Cpe =
    isOpen && componentVersion !== undefined ? { ...cpe, version: cpeValue(componentVersion) } : cpe
  if (versioned.part !== ANY) return [versioned]
  return ['a', 'o'].map((part) => ({ ...versioned, part }))
}

function addRepository(draft: Draft, address: string, version?: string): void {
  const normal = normalRepository(address)
  if (normal === undefined) return
  add(draft, {
    key: repositoryKey(normal),
    by: 'repository',
    value: address,
    version,
  })
}

/** What the catalogue knows under one of these names, it knows under others. */
function addOtherNames(draft: Draft): void {
  for (const lookup of draft.lookups.values()) {
    const product = productByKey(lookup.key)
    if (product === undefined || lookup.product !== undefined) continue
    const version =
      lookup.version === undefined ? undefined : releaseOfTag(lookup.version, product.product)
    for (const key of product.keys) {
      const known = draft.lookups.get(key)
      if (known?.product !== undefined) continue
      const { by, value } = known ?? lookup
      draft.lookups.set(key, {
        ...known,
        key,
        by,
        value,
        product: product.product,
        version: version ?? known?.version,
        commit: lookup.commit ?? known?.commit,
      })
    }
    for (const text of product.product.cpes) {
      const cpe = catalogCpe(text, version)
      if (!draft.cpes.some((known) => formatCpe(known) === formatCpe(cpe))) draft.cpes.push(cpe)
    }
  }
}

function catalogCpe(text: string, version: string | undefined): Cpe {
  const [part = ANY, vendor = ANY, product = ANY] = text.split(':')
  return {
    part,
    vendor: cpeValue(vendor),
    product: cpeValue(product),
    version: version === undefined ? ANY : cpeValue(version),
    update: ANY,
    edition: ANY,
    language: ANY,
    swEdition: ANY,
    targetSw: ANY,
    targetHw: ANY,
    other: ANY,
  }
}
