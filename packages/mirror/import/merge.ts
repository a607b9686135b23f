// SPDX-License-Identifier: Apache-2.0
import type { MirrorFeed } from '../folder/manifest.ts'
import type { Crop, CropPart } from './crop.ts'
import type { ImportedFeed } from './import.ts'

export interface Merged {
  readonly feeds: readonly MirrorFeed[]
  readonly imported: readonly ImportedFeed[]
}

/** As many as anybody reads; the rest is counted. */
const SKIPPED_LISTED = 1000

/** Puts what one source held to the feeds of the mirror: in the place of what was there, or beside it. */
export function mergeCrop(merged: Merged, crop: Crop, importedAt: string): Merged {
  let { feeds, imported } = merged
  crop.parts.forEach((part, i) => {
    const before = feeds.find(({ name }) => name === part.feed)
    const how = howOf(part, before)
    // skipped records are told once, though a source may hold several kinds
    const skipped = i === 0 ? crop.skipped : []
    const feed =
      before !== undefined && how === 'kept'
        ? { ...before, checkedAt: importedAt }
        : feedOf(part, crop, how === 'added' ? before : undefined, { importedAt, skipped })
    feeds = [...feeds.filter(({ name }) => name !== part.feed), feed]
    const told: ImportedFeed = {
      feed,
      read: part.records,
      ...(before === undefined ? undefined : { before: before.records }),
      how,
    }
    imported = [...imported.filter((each) => each.feed.name !== part.feed), told]
  })
  return { feeds, imported }
}

/** Somebody may have found an old catalogue: what was there stands then. */
function howOf(part: CropPart, before: MirrorFeed | undefined): ImportedFeed['how'] {
  if (before === undefined) return 'new'
  if (!part.isWhole) return before.kind === part.kind ? 'added' : 'replaced'
  const isTable = part.kind === 'exploited' || part.kind === 'epss'
  const isOlder = (part.newest ?? '') < (before.newest ?? '')
  return isTable && part.newest !== undefined && isOlder ? 'kept' : 'replaced'
}

function feedOf(
  part: CropPart,
  crop: Crop,
  before: MirrorFeed | undefined,
  { importedAt, skipped }: Pick<MirrorFeed, 'importedAt' | 'skipped'>,
): MirrorFeed {
  const newest = youngest(part.newest, before?.newest)
  const fetched = crop.fetched ?? before?.fetched
  return {
    name: part.feed,
    kind: part.kind,
    source: crop.source,
    importedAt,
    checkedAt: importedAt,
    records: part.records + (before?.records ?? 0),
    ...(newest === undefined ? undefined : { newest }),
    skipped: skipped.slice(0, SKIPPED_LISTED),
    skippedCount: skipped.length,
    files: [...(before?.files ?? []), part.file],
    ...(fetched === undefined ? undefined : { fetched }),
  }
}

function youngest(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return left > right ? left : right
}
