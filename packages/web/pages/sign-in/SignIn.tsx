// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { get, send } from '../../api/client.ts'
import type { Me, SignInChoices } from '../../api/values.ts'
import { ProblemNote } from '../../parts/Loaded.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { wantedPlace } from './wanted-place.ts'

/** The one-time link stands behind `#`, which no server log and no referrer ever sees. */
function linkOfAddress(): string | undefined {
  return /^#(hw_link_[\w-]{43})$/.exec(location.hash)?.[1]
}

export function SignIn() {
  const signIn = useMutation({
    mutationFn: (body: { link: string } | { email: string; password: string }) =>
      send<Me>('/sessions', { method: 'POST', body }),
    onSuccess: () => location.replace(wantedPlace(location)),
  })
  const { mutate } = signIn
  useEffect(() => {
    const link = linkOfAddress()
    if (link === undefined) return
    history.replaceState(null, '', '/sign-in')
    mutate({ link })
  }, [mutate])

  return (
    <div className="stack card signin">
      <PageTitle title="Sign in" />
      {signIn.isError && <ProblemNote error={signIn.error} />}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          const said = new FormData(event.currentTarget)
          const email = said.get('email')
          const password = said.get('password')
          if (typeof email === 'string' && typeof password === 'string') mutate({ email, password })
        }}
      >
        <label>
          E-mail
          <input type="email" name="email" autoComplete="username" required />
        </label>
        <label>
          Password
          <input type="password" name="password" autoComplete="current-password" required />
        </label>
        <button type="submit" data-main disabled={signIn.isPending}>
          Sign in
        </button>
      </form>
      <Choices />
      <p className="soft">
        The first administrator signs in by the link that the hub printed on its terminal.
      </p>
    </div>
  )
}

/** Nothing where no provider is set up: who has none does not miss it. */
function Choices() {
  const choices = useQuery({
    queryKey: ['sign-in-choices'],
    queryFn: ({ signal }) => get<SignInChoices>('/sign-in/providers', {}, signal),
  })
  const items = choices.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="stack" aria-label="Sign in elsewhere">
      {items.map(({ id, name, start }) => (
        <a
          key={id}
          className="button"
          href={`${start}${start.includes('?') ? '&' : '?'}to=${encodeURIComponent(wantedPlace(location))}`}
        >
          Sign in with {name}
        </a>
      ))}
    </section>
  )
}
