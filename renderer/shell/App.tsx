import { HubProvider, useSession } from '../feed'
import { ChangePassword } from '../session/ChangePassword'
import { Connecting } from '../session/Connecting'
import { CreateFirstAdministrator } from '../session/CreateFirstAdministrator'
import { SignIn } from '../session/SignIn'
import { Shell } from './Shell'

/** What a window shows: the way in, or the workplace of whoever works at this seat. */
export function App() {
  const session = useSession()
  if (!session) return <Connecting />
  if (session.needsFirstAdministrator) return <CreateFirstAdministrator />
  if (!session.account) return <SignIn />
  if (session.account.mustChangePassword) return <ChangePassword isRequired />
  return (
    <HubProvider key={session.account.id}>
      <Shell />
    </HubProvider>
  )
}
