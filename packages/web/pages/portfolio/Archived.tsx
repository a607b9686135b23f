// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import type { Portfolio } from '../../api/values.ts'
import { ArchiveButton } from '../../parts/ArchiveButton.tsx'

/** What is out of the way, and the way back. */
export function Archived({ archived }: { readonly archived: Portfolio['archived'] }) {
  const { products, lines } = archived
  if (products.length + lines.length === 0) return null
  return (
    <details className="card">
      <summary>Archived</summary>
      <ul className="plain">
        {lines.map(({ id, name }) => (
          <li key={id} className="row">
            Product line {name}
            <ArchiveButton path={`/product-lines/${id}`} what="it" isArchived effect="" />
          </li>
        ))}
        {products.map(({ id, name }) => (
          <li key={id}>
            <Link to="/products/$id" params={{ id }} search={{}}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
