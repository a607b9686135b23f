// SPDX-License-Identifier: Apache-2.0
// Writes an SPDX 2.3 document of about so many megabytes: file elements and CONTAINS relationships like those of a kernel.
import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'

const [path, megabytes] = process.argv.slice(2)
const wanted = Number(megabytes) * 1_000_000
const out = openSync(path, 'w')
let written = 0
let pending = []
const put = (text) => {
  pending.push(text)
  if (pending.length > 20_000) flush()
}
const flush = () => {
  written += writeSync(out, pending.join(''))
  pending = []
}
put(
  '{"spdxVersion":"SPDX-2.3","dataLicense":"CC0-1.0","SPDXID":"SPDXRef-DOCUMENT","name":"large","documentNamespace":"https://example.org/large","creationInfo":{"created":"2026-11-22T00:00:00Z","creators":["Tool: headwater-bench"]},"packages":[{"name":"large","SPDXID":"SPDXRef-P","downloadLocation":"NOASSERTION","filesAnalyzed":false}],"files":[',
)
let files = 0
// a relationship takes 99 bytes and a file about 400
for (;;) {
  if (written >= wanted * 0.79) break
  const hash = createHash('sha256').update(String(files)).digest('hex')
  put(
    `${files === 0 ? '' : ','}{"fileName":"./tree/part${files % 977}/dir${files % 89}/file-${files}.c","SPDXID":"SPDXRef-F${files}","fileTypes":["SOURCE"],"checksums":[{"algorithm":"SHA1","checksumValue":"${hash.slice(0, 40)}"},{"algorithm":"SHA256","checksumValue":"${hash}"}],"licenseConcluded":"NOASSERTION","licenseInfoInFiles":["NOASSERTION"],"copyrightText":"NOASSERTION"}`,
  )
  files++
}
put(
  '],"relationships":[{"spdxElementId":"SPDXRef-DOCUMENT","relationshipType":"DESCRIBES","relatedSpdxElement":"SPDXRef-P"}',
)
for (let i = 0; i < files; i++) {
  put(
    `,{"spdxElementId":"SPDXRef-P","relationshipType":"CONTAINS","relatedSpdxElement":"SPDXRef-F${i}"}`,
  )
}
put(']}')
flush()
closeSync(out)
process.stdout.write(`${files} files, ${written} bytes\n`)
