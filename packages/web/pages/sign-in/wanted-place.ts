// SPDX-License-Identifier: Apache-2.0

/**
 * Where somebody was on the way to (`?to=`): a page of this hub and nothing else. A path that begins with two slashes would name another
 * host, and `/.//host` is one once its dot is gone.
 */
export function wantedPlace({
  origin,
  search,
}: {
  readonly origin: string
  readonly search: string
}): string {
  const wanted = new URLSearchParams(search).get('to') ?? '/'
  const url = URL.canParse(wanted, origin) ? new URL(wanted, origin) : undefined
  if (url?.origin !== origin || url.pathname.startsWith('//')) return '/'
  return url.pathname + url.search
}
