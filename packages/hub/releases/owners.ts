// SPDX-License-Identifier: Apache-2.0
import type { FoundRelease } from '@headwater/store/portfolio'
import { buildFor } from '../builds/routes.ts'
import { deploymentFor } from '../deployments/routes.ts'
import type { Hub } from '../http/hub.ts'
import type { Caller } from '../http/index.ts'
import { Problem } from '../problem/index.ts'

/**
 * Of which build and deployment a document that comes in speaks, in the store's ids.
 * @throws Problem `not-found` where the release has none such that the caller may bring documents for
 */
export async function ownersOf(
  hub: Hub,
  caller: Caller,
  release: FoundRelease,
  {
    build,
    deployment,
  }: { readonly build?: string | undefined; readonly deployment?: string | undefined },
): Promise<{ readonly build?: number; readonly deployment?: number }> {
  const built = build === undefined ? undefined : await buildFor(hub, caller, build, 'upload')
  const there =
    deployment === undefined ? undefined : await deploymentFor(hub, caller, deployment, 'upload')
  for (const each of [built, there]) {
    if (each !== undefined && each.release.id !== release.id) {
      throw new Problem('not-found', { detail: 'it is of another release' })
    }
  }
  return {
    ...(built === undefined ? {} : { build: built.build.id }),
    ...(there === undefined ? {} : { deployment: there.deployment.id }),
  }
}
