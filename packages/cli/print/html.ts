// SPDX-License-Identifier: Apache-2.0
import type { Report, ReportFinding, ReportLocation } from '@headwater/domain/report'
import { byUrgency } from './order.ts'
import { functionWords } from './function-words.ts'
import { componentOf } from './table.ts'
import { count, safe } from './text.ts'

/**
 * One page that stands alone: no script, no outside resource, and a policy that forbids both, so that it can be mailed
 * and kept. Each finding opens to its evidence.
 */
export function printHtml(report: Report): string {
  const { summary } = report
  const of = (...verdicts: string[]) =>
    report.findings.filter(({ verdict }) => verdicts.includes(verdict)).sort(byUrgency)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Headwater check</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Headwater check</h1>
<p>${text(report.checkedAt)} · ${count(report.documents.length, 'document')} · ${count(report.components.total, 'component')}</p>
<ul class="counts">
<li class="affected"><b>${summary.affected}</b> affected</li>
<li class="unknown"><b>${summary.unknown}</b> unknown</li>
<li class="dropped"><b>${summary.not_affected + summary.fixed}</b> dropped with evidence</li>
</ul>
</header>
<main>
${findings('Affected', 'affected', of('affected'), report, true)}
${findings('Unknown', 'unknown', of('unknown'), report, true)}
${findings('Dropped with evidence', 'dropped', of('not_affected', 'fixed'), report, false)}
${unidentified(report)}
${documents(report)}
</main>
</body>
</html>
`
}

function findings(
  title: string,
  kind: string,
  list: readonly ReportFinding[],
  report: Report,
  open: boolean,
): string {
  if (list.length === 0) return ''
  const rows = list.map((finding) => findingHtml(finding, report)).join('\n')
  return `<section class="${kind}"><details${open ? ' open' : ''}><summary><h2>${title} <span>${list.length}</span></h2></summary>
${rows}
</details></section>`
}

function findingHtml(finding: ReportFinding, report: Report): string {
  const { vulnerability, severity, exploited, epss } = finding
  const badges = [
    severity
      ? `<span class="badge ${text(severity.rating)}">${text(severity.rating)} ${severity.score.toFixed(1)}</span>`
      : '',
    exploited.length > 0 ? '<span class="badge critical">exploited</span>' : '',
    epss ? `<span class="badge">EPSS ${(epss.probability * 100).toFixed(1)} %</span>` : '',
  ].join(' ')
  const aliases =
    vulnerability.aliases.length > 0
      ? ` <small>${text(vulnerability.aliases.join(', '))}</small>`
      : ''
  return `<details class="finding"><summary><b>${text(vulnerability.id)}</b>${aliases} ${badges} <span>${text(componentOf(finding))}</span><br><span class="why">${text(finding.reason)}</span></summary>
${vulnerability.title ? `<p>${text(vulnerability.title)}</p>` : ''}
<p>Verdict <b>${finding.verdict.replace('_', ' ')}</b>${finding.justification ? ` (${text(finding.justification)})` : ''} by rule <code>${text(finding.rule)}</code></p>
<ul>${finding.evidence.map((e) => `<li>${text(e.statement)} <small>${text(e.author)}</small></li>`).join('')}</ul>
${finding.locations.map((location) => locationHtml(location, report)).join('\n')}
</details>`
}

function locationHtml(location: ReportLocation, report: Report): string {
  const files = location.files.slice(0, 20).map((file) => {
    const chain = file.chain.map((step) => text(step.name)).join(' → ')
    return `<li>${chain || text(file.path)} <small>${text(report.documents[file.document]?.name ?? '')}</small></li>`
  })
  const functions = (location.code ?? [])
    .slice(0, 40)
    .map((each) => `<li><code>${text(each.name)}</code> ${text(functionWords(each))}</li>`)
  return `<p class="${location.state}"><code>${text(location.path)}</code>: ${text(location.reason)} <small>${text(location.basis)}</small></p><ul>${functions.join('')}${files.join('')}</ul>`
}

function unidentified(report: Report): string {
  const list = report.components.unidentified
  if (list.length === 0) return ''
  const rows = list.map(
    ({ name, version, proposals }) =>
      `<li>${text(version ? `${name} ${version}` : name)}${proposals[0] ? ` <small>perhaps ${text(proposals[0].identity)}: ${text(proposals[0].because)}</small>` : ''}</li>`,
  )
  return `<section class="unknown"><h2>Not identified <span>${list.length}</span></h2><p>Nothing can be matched on these components, which does not mean safe.</p><ul>${rows.join('\n')}</ul></section>`
}

function documents(report: Report): string {
  const rows = report.documents.map(
    (d) =>
      `<tr><td>${text(d.name)}</td><td>${text(`${d.format} ${d.specVersion}`)}</td><td>${text(d.sbomTypes.join(', '))}</td><td>${d.packages}</td><td>${d.files}</td><td><code>${d.sha256.slice(0, 16)}…</code></td></tr>`,
  )
  return `<section><h2>Documents</h2><div class="wide"><table><thead><tr><th>document</th><th>format</th><th>type</th><th>packages</th><th>files</th><th>SHA-256</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div></section>`
}

function text(value: string): string {
  return safe(value, 2000)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--line:#d0d7de;--soft:#57606a;--red:#b3261e;--amber:#8a5a00;--green:#1a6b3c}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--line:#30363d;--soft:#9198a1;--red:#ff8a80;--amber:#f0b849;--green:#6fd08c}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;padding:1.5rem;max-width:70rem}
h1,h2{line-height:1.2}h2{display:inline;font-size:1.25rem}h2 span{color:var(--soft);font-weight:400}
.counts{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0}.counts li{border:1px solid var(--line);border-radius:.5rem;padding:.5rem 1rem}
.counts b{font-size:1.6rem;display:block}.affected b:first-child,.affected h2{color:var(--red)}.unknown>b,.unknown h2{color:var(--amber)}.dropped>b,.dropped h2{color:var(--green)}
section{margin:1.5rem 0}summary{cursor:pointer}.finding{border:1px solid var(--line);border-radius:.5rem;padding:.5rem .75rem;margin:.5rem 0;overflow-wrap:anywhere}
.why,small{color:var(--soft)}.badge{border:1px solid var(--line);border-radius:1rem;padding:0 .5rem;font-size:.85rem}.badge.critical,.badge.high{border-color:var(--red);color:var(--red)}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid var(--line);padding:.35rem .5rem;text-align:left}
code{font-family:ui-monospace,monospace;font-size:.9em}
`
