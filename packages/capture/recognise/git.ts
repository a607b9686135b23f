// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { normalRepository, productByKey, releaseOfTag } from '@headwater/domain/matching'
import { purlText, type Told } from './identity.ts'

/** A clone says its commit, the tag that it is at, and where it came from. */
export function fromGit(root: string, folder: string): Told | undefined {
  if (!existsSync(join(root, '.git'))) return undefined
  const commit = git(root, 'rev-parse', 'HEAD')
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) return undefined
  const tag = git(root, 'describe', '--tags', '--exact-match', 'HEAD')
  const address = withoutSecret(git(root, 'config', '--get', 'remote.origin.url'))
  const normal = address === undefined ? undefined : normalRepository(address)
  const product = normal === undefined ? undefined : productByKey(`repository:${normal}`)?.product
  const version =
    tag === undefined ? undefined : product ? releaseOfTag(tag, product) : releaseIn(tag)
  const [, owner, name] = /^github\.com\/([^/]+)\/([^/]+)$/.exec(normal ?? '') ?? []
  return {
    name: product?.id ?? name ?? lastOf(normal) ?? folder,
    ...(version === undefined ? {} : { version }),
    ...(product && { product }),
    ...(owner !== undefined && name !== undefined
      ? { purls: [purlText({ type: 'github', namespace: owner, name, version: tag ?? commit })] }
      : {}),
    ...(address === undefined ? {} : { repository: `git+${address}@${commit}` }),
    commit,
    basis: tag === undefined ? 'git commit' : 'git tag',
  }
}

/** Never runs what a repository configures: hooks and file-system monitors are its own programs. */
function git(root: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync(
      'git',
      ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-C', root, ...args],
      {
        encoding: 'utf8',
        timeout: 10_000,
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
      },
    ).trim()
  } catch {
    // no git, not our folder, no such tag
    return undefined
  }
}

/** Only addresses that others can follow, and never with a password in them. */
function withoutSecret(address: string | undefined): string | undefined {
  if (address === undefined || address === '') return undefined
  const scp = /^(?:[^@/\s]{1,100}@)?([\w.-]{1,200}):(?!\/)([^\s]{1,500})$/.exec(address)
  if (scp) return `https://${scp[1] ?? ''}/${scp[2] ?? ''}`
  try {
    const url = new URL(address)
    if (!/^(?:https?|git|ssh):$/.test(url.protocol)) return undefined
    url.username = ''
    url.password = ''
    url.search = ''
    url.hash = ''
    return url.href
  } catch {
    return undefined
  }
}

function releaseIn(tag: string): string | undefined {
  return /^(?:[A-Za-z][A-Za-z_-]{0,40}|v)?(\d[\w.+-]{0,60})$/.exec(tag)?.[1]
}

function lastOf(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('/') + 1)
}
