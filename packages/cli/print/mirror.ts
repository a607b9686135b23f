// SPDX-License-Identifier: Apache-2.0
import type { Manifest, MirrorFeed } from '@headwater/mirror/folder'
import { columns, count, paint, safe } from './text.ts'

/** What the mirror holds, one feed a line. */
export function printMirror(
  { feeds }: Manifest,
  folder: string,
  now: Date,
  coloured: boolean,
): string {
  const p = paint(coloured)
  const size = feeds.reduce((sum, feed) => sum + bytesOf(feed), 0)
  const head = ['feed', 'records', 'newest', 'checked', 'skipped', 'size', 'from']
  const rows = feeds.map((feed) => [
    safe(feed.name),
    feed.records.toLocaleString('en-US'),
    feed.newest === undefined ? 'not said' : safe(feed.newest.slice(0, 10)),
    ageOf(feed.checkedAt, now),
    feed.skippedCount === 0 ? '' : feed.skippedCount.toLocaleString('en-US'),
    megabytes(bytesOf(feed)),
    safe(feed.source, 300),
  ])
  const lines = columns([head, ...rows], '')
  const skipped = feeds.flatMap((feed) => feed.skipped)
  return [
    `${safe(folder, 500)}  ${megabytes(size)}`,
    '',
    ...lines.map((line, i) => (i === 0 ? p.bold(line) : line)),
    ...(skipped.length === 0 ? [] : ['', ...describeSkipped(skipped)]),
    '',
  ].join('\n')
}

const SKIPPED_SHOWN = 20

function describeSkipped(skipped: MirrorFeed['skipped']): string[] {
  const shown = skipped.slice(0, SKIPPED_SHOWN)
  const more = skipped.length - shown.length
  return [
    'Skipped',
    ...shown.map(({ record, reason }) => `  ${safe(record)}: ${safe(reason, 300)}`),
    ...(more > 0 ? [`  and ${count(more, 'record')} more (--format json lists them)`] : []),
  ]
}

function bytesOf({ files }: MirrorFeed): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}

function megabytes(bytes: number): string {
  return bytes >= 1e5 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(1)} kB`
}

function ageOf(instant: string, now: Date): string {
  const hours = Math.floor((now.getTime() - Date.parse(instant)) / 3_600_000)
  if (!(hours >= 0)) return safe(instant)
  if (hours < 1) return 'just now'
  return hours < 48 ? `${count(hours, 'hour')} ago` : `${count(Math.floor(hours / 24), 'day')} ago`
}
