// SPDX-License-Identifier: Apache-2.0

export function createRouter() {
  const routes = new Map()
  return {
    get(path, handler) {
      routes.set(`GET ${path}`, handler)
    },
    answer(request) {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname
      const handler = routes.get(`${request.method} ${path}`)
      return handler === undefined ? { status: 404, body: 'No such page.' } : handler(request)
    },
  }
}
