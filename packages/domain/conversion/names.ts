// SPDX-License-Identifier: Apache-2.0

/** Gives each id of the source one name in the target, always the same for the same document, no two alike. */
export interface Names {
  of(id: string): string
  /** A name that nothing in the source has, for what the target asks for. */
  fresh(wanted: string): string
}

export function createNames(make: (id: string) => string): Names {
  const names = new Map<string, string>()
  const used = new Set<string>()
  const counts = new Map<string, number>()

  function unused(wanted: string): string {
    let name = wanted
    // counted on, so that a thousand equal wishes are not a million tries
    for (let n = counts.get(wanted) ?? 1; used.has(name); n++) {
      name = `${wanted}-${n + 1}`
      counts.set(wanted, n + 1)
    }
    used.add(name)
    return name
  }

  return {
    of(id) {
      let name = names.get(id)
      if (name === undefined) names.set(id, (name = unused(make(id))))
      return name
    },
    fresh: unused,
  }
}

/** A UUID of the source's own content (RFC 9562, version 8): the same document always becomes the same document. */
export function uuidOf(sha256: string): string {
  const hex = sha256.toLowerCase().padEnd(32, '0')
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** The UUID of a URI that names a BOM: `urn:uuid:x`, `urn:cdx:x/1`. */
export function bomOf(
  uri: string,
): { readonly uuid: string; readonly version?: number } | undefined {
  const [, uuid, version] =
    new RegExp(`^urn:(?:uuid|cdx):(${UUID.source})(?:/([1-9]\\d{0,8}))?$`, 'i').exec(uri) ?? []
  if (uuid === undefined) return undefined
  return { uuid: uuid.toLowerCase(), ...(version !== undefined && { version: Number(version) }) }
}
