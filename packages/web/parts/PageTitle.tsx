// SPDX-License-Identifier: Apache-2.0
import { useEffect, type ReactNode } from 'react'

/** The page's heading, and the same in the browser's title. */
export function PageTitle({
  title,
  children,
}: {
  readonly title: string
  readonly children?: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} – Headwater`
  }, [title])
  return (
    <div className="row">
      <h1>{title}</h1>
      {children}
    </div>
  )
}
