// SPDX-License-Identifier: Apache-2.0
import { releasesSharingBuild } from '@headwater/store/assessments'
import { findRow } from '@headwater/store/rows'
import type { Db } from '@headwater/store/schema'
import type { GroupMember } from '@headwater/store/triage'
import type { TriagePlanned, TriagePreview, ValueOf } from '../api-types/index.ts'
import { mayInScope, type ScopeName } from '../assessments/scope.ts'
import type { Caller } from '../http/index.ts'
import { Problem } from '../problem/index.ts'

type Planned = ValueOf<typeof TriagePlanned>
export type Because = ValueOf<typeof TriagePreview>['stays'][number]['because']

/** Where a decision holds, and why what lies outside of it is left alone. */
export interface Place {
  readonly name: ScopeName
  readonly scope: Planned['scope']
  /** In the store's ids: the release whose build it is, the product, the line. */
  readonly id?: number
  readonly outside: { readonly because: Because; readonly detail: string }
}

const SCOPES: Readonly<Record<ScopeName, string>> = {
  release: 'this release',
  build: 'the releases of this build',
  product: 'the product',
  line: 'the product line',
  organisation: 'the organisation',
}
const NAMES = Object.keys(SCOPES) as readonly ScopeName[]

/** The narrowest is 0: it counts before all others. */
export function rankOf(name: ScopeName): number {
  return NAMES.indexOf(name)
}

export function scopeWords(name: ScopeName): string {
  return SCOPES[name]
}

/** @throws Problem `not-found` where there is no such place, `forbidden` where the caller's role does not reach so far */
export async function placeOf(db: Db, caller: Caller, scope: Planned['scope']): Promise<Place> {
  const idOf = async (table: 'release' | 'product' | 'product_line', publicId: string) => {
    const row = await findRow(db, table, { organisation: caller.organisationId, publicId })
    if (row === undefined) throw new Problem('not-found', { detail: 'there is no such place' })
    return row.id
  }
  const elsewhere = (what: string) =>
    ({ because: 'elsewhere', detail: `it is of another ${what}` }) as const
  switch (scope.kind) {
    case 'releases':
      return {
        name: 'release',
        scope,
        outside: { because: 'not-selected', detail: 'it is not selected' },
      }
    case 'build':
      mustReachBeyondProducts(caller)
      return {
        name: 'build',
        scope,
        id: await idOf('release', scope.release),
        outside: { because: 'other-build', detail: 'another build shows the component, or none' },
      }
    case 'product':
      return {
        name: 'product',
        scope,
        id: await idOf('product', scope.product),
        outside: elsewhere('product'),
      }
    case 'line':
      mustReachBeyondProducts(caller)
      return {
        name: 'line',
        scope,
        id: await idOf('product_line', scope.line),
        outside: elsewhere('product line'),
      }
    case 'organisation':
      mustReachBeyondProducts(caller)
      return { name: 'organisation', scope, outside: elsewhere('organisation') }
  }
}

function mustReachBeyondProducts(caller: Caller): void {
  if (mayInScope(caller, 'judge', 'organisation', undefined)) return
  throw new Problem('forbidden', {
    detail: 'a verdict that goes beyond one product needs a role for the whole organisation',
  })
}

/**
 * Which findings a decision for this place speaks of.
 * @throws Problem `invalid` where the release whose build it is to hold for shows nothing of a build
 */
export async function dividedBy(db: Db, place: Place, members: readonly GroupMember[]) {
  const isInside = await insideOf(db, members, place)
  return {
    inside: members.filter((member) => isInside(member)),
    outside: members.filter((member) => !isInside(member)),
  }
}

async function insideOf(
  db: Db,
  members: readonly GroupMember[],
  { scope, id }: Place,
): Promise<(member: GroupMember) => boolean> {
  switch (scope.kind) {
    case 'organisation':
      return () => true
    case 'product':
      return ({ product_id }) => product_id === id
    case 'line':
      return ({ product_line_id }) => product_line_id === id
    case 'releases': {
      const { findings } = scope
      if (findings === undefined) return () => true
      const selected = new Set(findings.map(Number))
      return (member) => selected.has(member.id)
    }
    case 'build': {
      const anchor = members.find(({ release_id }) => release_id === id)
      if (anchor === undefined) return () => false
      const sharing = await releasesSharingBuild(db, {
        release: anchor.release_id,
        component: anchor.component_id,
        among: members.map(({ release_id }) => release_id),
      })
      if (!sharing.has(anchor.release_id)) throw nothingOfBuild()
      return ({ release_id }) => sharing.has(release_id)
    }
  }
}

export function nothingOfBuild(): Problem {
  return new Problem('invalid', {
    faults: [
      {
        at: '/scope',
        message: 'no build document and no image of the release shows the component',
      },
    ],
  })
}
