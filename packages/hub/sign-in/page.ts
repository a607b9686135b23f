// SPDX-License-Identifier: Apache-2.0
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { PROBLEMS, type Problem } from '../problem/index.ts'

/** For who comes back from a provider and cannot be let in: a page without script that says why. Every text is text. */
export function refusalPage({ code, details }: Problem): {
  readonly html: string
  readonly status: ContentfulStatusCode
} {
  const { status, title } = PROBLEMS[code]
  const lines = [details.detail, details.hint]
    .filter((line) => line !== undefined)
    .map((line) => `<p>${escaped(line.slice(0, 1_000))}</p>`)
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Signing in failed - Headwater</title>
<main>
<h1>Signing in failed</h1>
<p>${escaped(title)}.</p>
${lines.join('\n')}
<p><a href="/sign-in">Back to signing in</a></p>
</main>
</html>
`
  return { html, status: status as ContentfulStatusCode }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
}
