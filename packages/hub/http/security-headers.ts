// SPDX-License-Identifier: Apache-2.0
import type { MiddlewareHandler } from 'hono'

/**
 * Nothing inline, nothing from elsewhere, no frames. `connect-src 'self'` keeps a script that got in from talking to anybody.
 * Trusted Types keep text of documents from becoming markup where the browser knows them.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** On every answer, errors included. HSTS only where the hub is reached over TLS, which it learns from its public address. */
export function securityHeaders(publicUrl: URL): MiddlewareHandler {
  const isTls = publicUrl.protocol === 'https:'
  return async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value)
    if (isTls) context.res.headers.set('Strict-Transport-Security', 'max-age=63072000')
    if (!context.res.headers.has('Cache-Control')) {
      context.res.headers.set('Cache-Control', 'no-store')
    }
  }
}
