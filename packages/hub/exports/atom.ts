// SPDX-License-Identifier: Apache-2.0
import type { FindingChange } from '@headwater/store/findings'

export interface AtomFeed {
  /** Of the organisation, product or release; in the feed's id. */
  readonly id: string
  readonly title: string
  /** Where the feed is. */
  readonly self: string
  readonly origin: string
  /** When there is nothing yet. */
  readonly now: string
  /** The last first. */
  readonly changes: readonly FindingChange[]
}

/** What was said anew of findings, as an Atom feed (RFC 4287). An entry is an event: it never changes, and its id is the event's. */
export function atomText({ id, title, self, origin, now, changes }: AtomFeed): string {
  const updated = changes[0]?.at ?? now
  const entries = changes.map((change) => entry(change, origin))
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:uuid:${xml(id)}</id>
  <title>${xml(title)}</title>
  <updated>${xml(updated)}</updated>
  <author><name>Headwater</name></author>
  <link rel="self" href="${xml(self)}"/>
${entries.join('')}</feed>
`
}

function entry(change: FindingChange, origin: string): string {
  const { event_id, finding_id, vulnerability, component, product, release_version } = change
  const verdict = change.kind === 'closed' ? 'closed' : change.verdict.replace('_', ' ')
  return `  <entry>
    <id>tag:headwater,2026:event:${event_id}</id>
    <title>${xml(`${vulnerability} in ${component}: ${verdict} (${product} ${release_version})`)}</title>
    <updated>${xml(change.at)}</updated>
    <link href="${xml(`${origin}/findings/${finding_id}`)}"/>
    <category term="${xml(change.verdict)}"/>
    <summary>${xml(change.reason)}</summary>
  </entry>
`
}

/** XML 1.0, section 2.2: what is no character there goes. */
function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
