// SPDX-License-Identifier: Apache-2.0

const VEX = [
  ['openvex', 'OpenVEX'],
  ['csaf', 'CSAF 2.0'],
  ['cyclonedx', 'CycloneDX VEX'],
  ['spdx3', 'SPDX 3 security profile'],
] as const
const OTHERS = [
  ['findings.csv', 'Findings as CSV'],
  ['findings.json', 'Findings as JSON'],
  ['sbom.spdx3.json', 'SBOM as SPDX 3.0'],
  ['sbom.spdx.json', 'SBOM as SPDX 2.3'],
  ['sbom.cdx.json', 'SBOM as CycloneDX 1.7'],
  ['atom.xml', 'Changes as an Atom feed'],
] as const

/** What others take from this release: each is an address that a job can fetch with a token. */
export function Exports({ release }: { readonly release: string }) {
  const base = `/api/v1/releases/${encodeURIComponent(release)}`
  return (
    <div className="cards">
      <section className="card" aria-labelledby="vex">
        <h2 id="vex">VEX</h2>
        <ul>
          {VEX.map(([format, label]) => (
            <li key={format}>
              <a href={`${base}/vex/${format}`}>{label}</a>
            </li>
          ))}
        </ul>
      </section>
      <section className="card" aria-labelledby="others">
        <h2 id="others">Lists and SBOMs</h2>
        <ul>
          {OTHERS.map(([file, label]) => (
            <li key={file}>
              <a href={`${base}/${file}`}>{label}</a>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
