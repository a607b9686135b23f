// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path'
import type { Identity } from '../build/model.ts'
import { fromBuildFiles } from './build-files.ts'
import { fromDebian } from './debian.ts'
import { fromGit } from './git.ts'
import { identityOf, type Told } from './identity.ts'
import { fromSigns } from './versions.ts'

export { readHints, type Hints } from './hints.ts'
export type { Told } from './identity.ts'

/**
 * Which package the tree at a folder is. The user's word comes first, then the file in which a known project keeps its
 * version, Debian's metadata, what the clone says, and the names that build files give.
 */
export function recognise(root: string, hint: Told | undefined): Identity {
  const folder = basename(root)
  const told = [
    hint,
    fromSigns(root),
    fromDebian(root),
    fromGit(root, folder),
    fromBuildFiles(root),
  ]
  return identityOf(
    folder,
    told.filter((each) => each !== undefined),
  )
}
