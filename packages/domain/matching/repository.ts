// SPDX-License-Identifier: Apache-2.0

/**
 * One text for all addresses of a repository: `host/path` in lower case, without scheme, user, port, `.git`, query, tag or
 * commit. Undefined where the text is no address. Understands URLs, `git+https://…@tag#sub/path` (SPDX download locations),
 * `git@host:path` and `scm:git:…` (Maven).
 */
export function normalRepository(address: string): string | undefined {
  if (address.length > MAX_LENGTH) return undefined
  let text = address.trim().toLowerCase()
  text = cutAt(text, '#')
  text = cutAt(text, '?')
  text = text.replace(/^(?:scm:)?(?:git|hg|svn|bzr)[:+](?=[a-z]+:\/\/|git@)/, '')
  const scheme = text.indexOf('://')
  const scp = scheme < 0 ? /^[\w.-]+@([\w.-]+):(.+)$/.exec(text) : undefined
  if (scp) text = `${scp[1]}/${scp[2]}`
  else if (scheme >= 0) text = text.slice(scheme + 3)
  const slash = text.indexOf('/')
  if (slash <= 0) return undefined
  const host = hostOf(text.slice(0, slash))
  const path = pathOf(text.slice(slash + 1))
  if (host === undefined || path === '') return undefined
  return `${host}/${HOSTS[host]?.(path) ?? path}`
}

const MAX_LENGTH = 2048

function cutAt(text: string, mark: string): string {
  const at = text.indexOf(mark)
  return at < 0 ? text : text.slice(0, at)
}

function hostOf(authority: string): string | undefined {
  const name = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d+$/, '')
  if (!/^[a-z0-9.-]+$/.test(name) || !name.includes('.')) return undefined
  return name.startsWith('www.') ? name.slice(4) : name
}

/** A tag or commit stands after an `@` in the last segment (pip and SPDX write it so). */
function pathOf(rest: string): string {
  const segments = rest.split('/').filter((segment) => segment !== '')
  const last = segments.pop()
  if (last === undefined) return ''
  const name = cutAt(last, '@').replace(/\.git$/, '')
  return name === '' ? segments.join('/') : [...segments, name].join('/')
}

/** Forges show a repository under longer addresses (`/tree/main`, `/releases`); two segments name it. */
const firstTwo = (path: string): string => path.split('/', 2).join('/')

/** kernel.org serves one tree under several roots. */
const kernelPath = (path: string): string =>
  path.replace(/^(?:pub\/scm|cgit)\//, '').replace(/\/(?:tree|commit|log|about)(?:\/.*)?$/, '')

const HOSTS: Readonly<Record<string, ((path: string) => string) | undefined>> = Object.assign(
  Object.create(null) as Record<string, (path: string) => string>,
  {
    'github.com': firstTwo,
    'codeberg.org': firstTwo,
    'bitbucket.org': firstTwo,
    'git.kernel.org': kernelPath,
  },
)
