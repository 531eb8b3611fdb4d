import type { SeatJournal } from '../journal/createJournal'
import { createDeviceEditor } from '../registry/createDeviceEditor'
import type { Grants } from '../registry/createGrants'
import type { Schedule } from '../iot/Schedule'
import type { Commands } from '../iot/createCommands'
import { type AnswersParts, createAnswers } from './createAnswers'
import { type Applications, type ApplicationsParts, createApplications } from './createApplications'
import { createCommanding } from './createCommanding'
import { createReach } from './createReach'
import { createUseLog } from './createUseLog'

type NorthboundParts = Omit<AnswersParts, 'reach'> &
  Pick<ApplicationsParts, 'keys' | 'intruders' | 'refusals' | 'onError' | 'limits'> & {
    journal: SeatJournal
    grants: Grants
    commands: Pick<Commands, 'issue'>
    /** Resolves when what is committed is in the registry. */
    settled: () => Promise<void>
    schedule: Schedule
  }

/** Puts together what answers systems of others. */
export function createNorthbound(parts: NorthboundParts): Applications {
  const { registry, journal, grants } = parts
  const reach = createReach(parts)
  const devices = createDeviceEditor({
    registry,
    journal,
    settled: parts.settled,
    mayManage: (actor, device) => grants.may(actor, 'manage', device),
  })
  const applications = createApplications({
    ...parts,
    answers: createAnswers({ ...parts, reach }),
    commanding: createCommanding({ ...parts, devices, reach }),
    useLog: createUseLog(parts),
  })
  return {
    ask: applications.ask,
    async stop() {
      reach.stop()
      devices.stop()
      await applications.stop()
    },
  }
}
