// SPDX-License-Identifier: Apache-2.0
import { memberOf, textOf } from '../../steps/json-file.ts'
import { entriesOf, keysOf } from '../stats/members.ts'
import type { LockedPackage, Lockfile } from './lockfile.ts'
import { splitDescriptor, splitKeys } from './yarn.ts'

/**
 * `yarn.lock` of Yarn 2 and later, as YAML has it. `resolution` names the package, `checksum` is that of Yarn's own archive in its
 * cache and not of the registry's, so it is no integrity.
 */
export function readBerryLock(value: unknown): Lockfile {
  const packages = entriesOf(value).flatMap(([key, entry]): readonly LockedPackage[] => {
    if (key === '__metadata') return []
    const resolution = textOf(entry, 'resolution') ?? splitKeys(key)[0] ?? ''
    const [name, reference] = splitDescriptor(resolution)
    const workspace = reference.startsWith('workspace:') || textOf(entry, 'linkType') === 'soft'
    const version = memberOf(entry, 'version')
    const isNumber = (typeof version === 'string' || typeof version === 'number') && !workspace
    const names = splitKeys(key).map((descriptor) => splitDescriptor(descriptor)[0])
    const plain = /^(?:npm|patch|virtual):/.test(reference)
    return [
      {
        name,
        ...(isNumber ? { version: String(version) } : {}),
        aliases: [...new Set(names)].filter((each) => each !== name),
        integrity: [],
        ...(plain || workspace ? {} : { source: reference }),
        ...(workspace ? { folder: reference.replace(/^workspace:/, '') } : {}),
        workspace,
        dev: false,
        needs: [
          ...keysOf(memberOf(entry, 'dependencies')),
          ...keysOf(memberOf(entry, 'peerDependencies')),
        ],
      },
    ]
  })
  return { format: 'yarn-berry', packages }
}
