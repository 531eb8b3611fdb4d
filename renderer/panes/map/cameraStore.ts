import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Camera, Projector } from './scene/Projector'

type CameraState = { camera: Camera; projector: Projector } | undefined

/** Where the window's map looks right now, for the few small things on it that move along: scale, compass, lines to the floors. */
const store = createStore<{ state: CameraState }>(() => ({ state: undefined }))

export const cameraMoved = (camera: Camera, projector: Projector): void =>
  store.setState({ state: { camera, projector } })
export const useCamera = <T>(select: (state: CameraState) => T): T => useStore(store, ({ state }) => select(state))
