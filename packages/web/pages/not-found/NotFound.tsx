// SPDX-License-Identifier: Apache-2.0
import { Link } from '@tanstack/react-router'
import { PageTitle } from '../../parts/PageTitle.tsx'

export function NotFound() {
  return (
    <>
      <PageTitle title="There is no such page" />
      <p>
        It may have been removed, or you may not see it. <Link to="/">Go to Today</Link>.
      </p>
    </>
  )
}
