// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect, useRef } from 'react'
import { ApiProblem, get, send } from '../api/client.ts'
import type { Me } from '../api/values.ts'
import { SchemeChoice } from './SchemeChoice.tsx'

const PAGES = [
  { to: '/', label: 'Today' },
  { to: '/portfolio', label: 'Portfolio' },
  { to: '/triage', label: 'Triage' },
  { to: '/findings', label: 'Findings' },
  { to: '/compare', label: 'Compare' },
  { to: '/settings', label: 'Settings' },
] as const

/** What stands around every page: where one is, where one can go, who one is. */
export function Shell() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const main = useFocusOnNewPage(path)
  const isSignIn = path === '/sign-in'
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => get<Me>('/me', {}, signal),
    enabled: !isSignIn,
  })
  const navigate = useNavigate()
  const isStranger = me.error instanceof ApiProblem && me.error.body.status === 401
  useEffect(() => {
    if (!isStranger || isSignIn) return
    // what was asked for waits behind the door
    const wanted = location.pathname + location.search
    location.replace(wanted === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(wanted)}`)
  }, [isStranger, isSignIn, navigate])

  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <Link to="/" className="brand">
          <img src="/icon.svg" alt="" width="24" height="24" />
          Headwater
        </Link>
        {!isSignIn && (
          <>
            <nav aria-label="Pages">
              <ul>
                {PAGES.map(({ to, label }) => (
                  <li key={to}>
                    <Link to={to} activeOptions={{ exact: to === '/' }}>
                      {label}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            <SearchBox />
          </>
        )}
        <SchemeChoice />
        {me.data !== undefined && !isSignIn && <Account me={me.data} />}
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        <Suspense fallback={<p role="status">Loading…</p>}>
          <Outlet />
        </Suspense>
      </main>
    </>
  )
}

/** After a link the reader of the page, sighted or not, begins at its content. */
function useFocusOnNewPage(path: string) {
  const main = useRef<HTMLElement>(null)
  const before = useRef(path)
  useEffect(() => {
    if (before.current !== path) main.current?.focus({ preventScroll: true })
    before.current = path
  }, [path])
  return main
}

function SearchBox() {
  const navigate = useNavigate()
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        const q = new FormData(event.currentTarget).get('q')
        if (typeof q === 'string' && q.trim() !== '') {
          void navigate({ to: '/search', search: { q: q.trim() } })
        }
      }}
    >
      <input
        type="search"
        name="q"
        aria-label="Where is this file, package or CVE?"
        placeholder="CVE, package, file, hash"
      />
    </form>
  )
}

function Account({ me }: { readonly me: Me }) {
  return (
    <div className="row">
      <span className="who">
        {me.user.name} <span className="soft">{me.organisation.name}</span>
      </span>
      <button
        type="button"
        onClick={() => {
          // everything of the old session goes with the page
          void send('/sessions/current', { method: 'DELETE' }).finally(() => {
            location.assign('/sign-in')
          })
        }}
      >
        Sign out
      </button>
    </div>
  )
}
