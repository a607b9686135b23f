// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { purlText, type Told } from './identity.ts'
import { readStart } from './text.ts'

/**
 * Debian's own metadata in a source package (Debian Policy 4.4 and 5.6.12): the first line of the changelog has the name
 * and the version, the upstream version is what stands between epoch and revision. It counts beside what the project says:
 * upstream's advisories speak of the one, Debian's of the other.
 */
export function fromDebian(root: string): Told | undefined {
  const text = readStart(join(root, 'debian/changelog'))
  if (text === undefined) return undefined
  const [, name, full] =
    /^([a-z0-9][a-z0-9+.-]{1,100}) \(([0-9][\w.+:~-]{0,200})\) /.exec(text) ?? []
  if (name === undefined || full === undefined) return undefined
  const revision = full.lastIndexOf('-')
  const version = full.slice(full.indexOf(':') + 1, revision < 0 ? undefined : revision)
  const control = readStart(join(root, 'debian/control')) ?? ''
  const homepage = /^Homepage: ([^\s]{1,500})$/m.exec(control)?.[1]
  const namespace = /ubuntu/.test(full) ? 'ubuntu' : 'debian'
  return {
    name,
    // repacked sources: `1.2.13.dfsg`, `1.2+ds`
    version: version.replace(/[.+~](?:dfsg|ds|repack)[.\d]*$/, ''),
    purls: [
      purlText({ type: 'deb', namespace, name, version: full, qualifiers: [['arch', 'source']] }),
    ],
    ...(homepage !== undefined && homepage.endsWith('.git') ? { repository: homepage } : {}),
    basis: 'debian/changelog',
  }
}
