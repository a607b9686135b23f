// SPDX-License-Identifier: Apache-2.0
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { FindingList } from '../../parts/FindingList.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'

const route = getRouteApi('/findings')

/** All findings of the organisation, by any filter; the address is the filter. */
export function Findings() {
  const search = route.useSearch()
  const navigate = useNavigate()
  return (
    <div className="stack">
      <PageTitle title="Findings" />
      <FindingList
        search={search}
        onSearch={(next) => void navigate({ to: '/findings', search: next, replace: true })}
      />
    </div>
  )
}
