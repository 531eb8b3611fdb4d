import type { DeviceType } from '../contract'
import { access } from './access'
import { buildingEquipment } from './buildingEquipment'
import { commerce } from './commerce'
import { energy } from './energy'
import { environment } from './environment'
import { fire } from './fire'
import { handset } from './handset'
import { infrastructure } from './infrastructure'
import { lighting } from './lighting'
import { lifts } from './lifts'
import { logistics } from './logistics'
import { machineRoom } from './machineRoom'
import { network5g } from './network5g'
import { parking } from './parking'
import { sanitation } from './sanitation'
import { security } from './security'
import { transport } from './transport'
import { water } from './water'

/** The thing models of the 55 on-site systems of the white paper (4.2), of the AED cabinets and of the staff's handsets. */
export const systemPacks: readonly DeviceType[] = [
  ...network5g,
  ...transport,
  ...sanitation,
  ...logistics,
  ...parking,
  ...access,
  ...security,
  ...fire,
  ...buildingEquipment,
  ...water,
  ...lifts,
  ...energy,
  ...lighting,
  ...commerce,
  ...environment,
  ...infrastructure,
  ...machineRoom,
  ...handset,
]
