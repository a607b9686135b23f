// SPDX-License-Identifier: Apache-2.0
import type { Edge, Manifest } from './manifest.ts'

/**
 * The edges that a plain `ninja` runs: all that the default targets need; without a `default` statement, all that no other edge
 * needs (ninja manual, "Default target statements").
 */
export function wantedEdges(manifest: Manifest): ReadonlySet<Edge> {
  const makers = new Map<string, Edge>()
  for (const edge of manifest.edges)
    for (const path of [...edge.outputs, ...edge.implicitOutputs]) makers.set(path, edge)
  const wanted = new Set<Edge>()
  const open: Edge[] =
    manifest.defaults.length > 0
      ? manifest.defaults.flatMap((path) => makers.get(path) ?? [])
      : [...manifest.edges]
  for (let edge = open.pop(); edge !== undefined; edge = open.pop()) {
    if (wanted.has(edge)) continue
    wanted.add(edge)
    for (const path of [...edge.inputs, ...edge.implicitInputs, ...edge.orderOnlyInputs]) {
      const maker = makers.get(path)
      if (maker !== undefined && !wanted.has(maker)) open.push(maker)
    }
  }
  return wanted
}
