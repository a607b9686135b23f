// SPDX-License-Identifier: Apache-2.0

/** What the definition of one purl type asks for. Absent members: no rule. */
export interface PurlType {
  readonly namespace?: 'required' | 'prohibited'
  readonly namespaceCase?: Case
  readonly nameCase?: Case
  /** The pattern that a name must have after normalisation, and its wording. Each is linear. */
  readonly namePattern?: Pattern
  /** Characters of a name that stand for one another: all of the pattern become `by`. */
  readonly nameReplace?: { readonly all: RegExp; readonly by: string }
  /** The name goes on after the first segment (`git`: host, then path). */
  readonly nameHasSegments?: true
  readonly versionCase?: Case
  readonly versionPattern?: Pattern
  readonly requiredQualifiers?: readonly string[]
  /** Case folding that depends on where the package is: see {@link FOLDED_HOSTS}. */
  readonly foldedAt?: 'namespace' | 'repository_url'
  /**
   * Names that the registry itself holds to be one, beyond what the canonical purl unites. Only {@link purlKey} folds them:
   * the purl keeps its writing.
   */
  readonly keyFold?: 'case' | 'pep503' | 'case-and-underscore'
}

type Case = 'lower' | 'upper'

interface Pattern {
  readonly test: RegExp
  readonly words: string
}

/** From the purl type definitions of ECMA-427 (purl-spec, types/*.json). A type that is not here has no rules. */
export const PURL_TYPES: ReadonlyMap<string, PurlType> = new Map<string, PurlType>([
  ['alpm', { namespace: 'required', namespaceCase: 'lower', nameCase: 'lower' }],
  ['apk', { namespace: 'required', namespaceCase: 'lower', nameCase: 'lower' }],
  ['bazel', { namespace: 'prohibited' }],
  ['bitbucket', { namespace: 'required', namespaceCase: 'lower', nameCase: 'lower' }],
  ['bitnami', { namespace: 'prohibited', nameCase: 'lower' }],
  ['brew', { namespaceCase: 'lower', nameCase: 'lower' }],
  ['cargo', { namespace: 'prohibited', keyFold: 'case-and-underscore' }],
  [
    'chrome-extension',
    {
      namespace: 'prohibited',
      nameCase: 'lower',
      namePattern: { test: /^[a-p]{32}$/, words: '32 letters from a to p' },
      versionPattern: { test: /^\d+(\.\d+){0,3}$/, words: 'one to four numbers joined by dots' },
    },
  ],
  [
    'cocoapods',
    {
      namespace: 'prohibited',
      namePattern: {
        test: /^[^\s+.][^\s+]*$/,
        words: 'without spaces, plus signs or a leading dot',
      },
    },
  ],
  ['composer', { namespace: 'required', namespaceCase: 'lower', nameCase: 'lower' }],
  ['conan', {}],
  ['conda', { namespace: 'prohibited' }],
  [
    'cpan',
    {
      namespaceCase: 'upper',
      namePattern: { test: /^(?!.*::)/s, words: 'a distribution, not a module with ::' },
    },
  ],
  // CRAN does not take two packages whose names differ in case only.
  ['cran', { namespace: 'prohibited', keyFold: 'case' }],
  ['deb', { namespace: 'required', namespaceCase: 'lower', nameCase: 'lower' }],
  ['docker', {}],
  ['gem', { namespace: 'prohibited' }],
  ['generic', {}],
  ['git', { namespace: 'required', nameHasSegments: true, foldedAt: 'namespace' }],
  ['github', { namespace: 'required', namespaceCase: 'lower', nameCase: 'lower' }],
  // The definition keeps the case; older tools lower it, so that the key must not depend on it.
  ['golang', { namespace: 'required', keyFold: 'case' }],
  ['hackage', { namespace: 'prohibited' }],
  ['hex', { namespaceCase: 'lower', nameCase: 'lower' }],
  ['huggingface', { namespace: 'required', versionCase: 'lower' }],
  ['julia', { namespace: 'prohibited', requiredQualifiers: ['uuid'] }],
  ['luarocks', { namespaceCase: 'lower', nameCase: 'lower' }],
  ['maven', { namespace: 'required' }],
  ['mlflow', { namespace: 'prohibited', foldedAt: 'repository_url' }],
  ['npm', {}],
  ['nuget', { namespace: 'prohibited', keyFold: 'case' }],
  ['oci', { namespace: 'prohibited', nameCase: 'lower', versionCase: 'lower' }],
  ['opam', { namespace: 'prohibited' }],
  ['otp', { namespace: 'prohibited', nameCase: 'lower' }],
  [
    'pub',
    { namespace: 'prohibited', nameCase: 'lower', nameReplace: { all: /[^a-z0-9_]/g, by: '_' } },
  ],
  [
    'pypi',
    {
      namespace: 'prohibited',
      nameCase: 'lower',
      nameReplace: { all: /_/g, by: '-' },
      versionCase: 'lower',
      keyFold: 'pep503',
    },
  ],
  ['qpkg', { namespace: 'required', namespaceCase: 'lower' }],
  ['rpm', { namespace: 'required', namespaceCase: 'lower' }],
  ['swid', { requiredQualifiers: ['tag_id'] }],
  ['swift', { namespace: 'required', keyFold: 'case' }],
  ['vcpkg', { namespace: 'prohibited' }],
  [
    'vscode-extension',
    { namespace: 'required', namespaceCase: 'lower', nameCase: 'lower', versionCase: 'lower' },
  ],
  ['yocto', { namespaceCase: 'lower' }],
])

/** Hosts that do not tell names apart by case, by the component that names the host. */
export const FOLDED_HOSTS: Readonly<Record<'namespace' | 'repository_url', readonly string[]>> = {
  namespace: ['github', 'github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'],
  repository_url: ['azuredatabricks.net', 'databricks.com'],
}

/** Types that tools have written for another: the type that they mean, and the namespace that it needs. */
export const TYPE_ALIASES: ReadonlyMap<
  string,
  { readonly type: string; readonly namespace?: string }
> = new Map([
  ['alpine', { type: 'apk', namespace: 'alpine' }],
  ['arch', { type: 'alpm', namespace: 'arch' }],
  ['bitbucket.org', { type: 'bitbucket' }],
  ['crates', { type: 'cargo' }],
  ['crates.io', { type: 'cargo' }],
  // `west spdx` puts the host of a repository where the type stands
  ['github.com', { type: 'github' }],
  ['gitlab.com', { type: 'gitlab' }],
  ['go', { type: 'golang' }],
  ['packagist', { type: 'composer' }],
  ['rubygems', { type: 'gem' }],
])
