// SPDX-License-Identifier: Apache-2.0
export { serveHub, type ServeOptions, type Serving } from './serve.ts'
