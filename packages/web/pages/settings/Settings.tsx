// SPDX-License-Identifier: Apache-2.0
import { Link, useParams } from '@tanstack/react-router'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Audit } from './Audit.tsx'
import { Feeds } from './Feeds.tsx'
import { Health } from './Health.tsx'
import { Own } from './Own.tsx'
import { People } from './People.tsx'
import { Policies } from './Policies.tsx'
import { Providers } from './Providers.tsx'
import { Rules } from './Rules.tsx'
import { Tokens } from './Tokens.tsx'

const SECTIONS = [
  { id: 'health', label: 'Health', Page: Health },
  { id: 'feeds', label: 'Feeds', Page: Feeds },
  { id: 'people', label: 'People', Page: People },
  { id: 'sign-in', label: 'Sign-in', Page: Providers },
  { id: 'tokens', label: 'Tokens', Page: Tokens },
  { id: 'policies', label: 'Policies', Page: Policies },
  { id: 'notifications', label: 'Notifications', Page: Rules },
  { id: 'audit', label: 'Audit log', Page: Audit },
  { id: 'account', label: 'My account', Page: Own },
] as const

export function Settings() {
  const { section = 'health' } = useParams({ strict: false })
  const chosen = SECTIONS.find(({ id }) => id === section) ?? SECTIONS[0]
  return (
    <div className="stack">
      <PageTitle title={`Settings: ${chosen.label}`} />
      <nav aria-label="Settings" className="row">
        {SECTIONS.map(({ id, label }) => (
          <Link
            key={id}
            to="/settings/$section"
            params={{ section: id }}
            className="button"
            aria-current={id === chosen.id ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <chosen.Page />
    </div>
  )
}
