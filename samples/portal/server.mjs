// SPDX-License-Identifier: Apache-2.0
// The portal: shows the lanterns that have reported, to whoever holds a signed session.
import { createServer } from 'node:http'
import { readSession } from './packages/cookie/index.mjs'
import { createRouter } from './packages/router/index.mjs'
import { sortRows } from './packages/table-sort/index.mjs'
import { render } from './packages/template/index.mjs'

const page = '<!doctype html><title>Lanterns</title><h1>Hello {{name}}</h1><ul>{{{rows}}}</ul>'

/** `lanterns` is a list of `{ name, seenAt }`; `key` signs the sessions. */
export function createPortal(lanterns, key) {
  const router = createRouter()
  router.get('/lanterns', (request) => {
    const session = readSession(request.headers.cookie ?? '', key)
    if (session === null) return { status: 401, body: 'Sign in first.' }
    const rows = sortRows(lanterns, 'seenAt').map((each) => render('<li>{{name}} {{seenAt}}', each))
    return { status: 200, body: render(page, { name: session, rows: rows.join('') }) }
  })
  return createServer((request, response) => {
    const { status, body } = router.answer(request)
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body)
  })
}
