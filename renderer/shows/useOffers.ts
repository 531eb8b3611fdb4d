import { useMemo } from 'react'
import { AlarmId, DeviceId, IncidentId, type View } from '../../domain/contract'
import { useRegistry, useSelection } from '../feed'
import { useCamera } from '../panes/map/cameraStore'

/** The pane that is being worked in: the one with the focus, or the first in sight. */
function paneAtHand(): HTMLElement | undefined {
  const inSight = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((host) => host.checkVisibility())
  return inSight.find((host) => host.contains(document.activeElement)) ?? inSight[0]
}

/** What can be shown from here, most particular first: what is selected, the map as it stands, the pane at hand. */
export function useOffers(): readonly View[] {
  const selection = useSelection()
  const registry = useRegistry()
  const camera = useCamera((state) => state?.camera)
  return useMemo(() => {
    const offers: View[] = []
    const { alarmId, incidentId, deviceId, buildingId } = selection
    if (alarmId !== undefined) offers.push({ kind: 'alarm', alarmId: AlarmId.parse(alarmId) })
    if (incidentId !== undefined) offers.push({ kind: 'incident', incidentId: IncidentId.parse(incidentId) })
    if (deviceId !== undefined && registry.deviceIndex(deviceId) !== undefined)
      offers.push({ kind: 'device', deviceId: DeviceId.parse(deviceId) })
    if (camera && document.querySelector('[data-pane="map"]')) {
      const { centre, zoom, bearing, pitch } = camera
      const place = { kind: 'place' as const, lngLat: centre, zoom, bearing, pitch }
      offers.push(buildingId === undefined ? place : { ...place, buildingId })
    }
    const pane = paneAtHand()?.dataset['pane']
    if (pane !== undefined && pane !== 'map') offers.push({ kind: 'pane', pane })
    return offers
    // eslint-disable-next-line react-hooks/exhaustive-deps -- offered as things stood when the question came up: the map may go on moving behind it
  }, [])
}
