import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeviceId, type SearchHit } from '../../domain/contract'
import type { spell } from '../../domain/search/spell'
import { PaneId } from '../../layouts'
import { compareImportance } from '../alarms/rank'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { useDesk } from '../desk/useDesk'
import { reveal, select, useClient, useCollection, useSession } from '../feed'
import { useFormat } from '../i18n'
import { definitionOf } from '../keys/actions'
import { capOfChord } from '../keys/chord'
import { actionsHere, runAction, useBindings } from '../keys/keyboard'
import { panes } from '../panes/registry'
import { choose, type Choice, type Recent } from './PaletteChoice'

/** Waits for a pause in typing, so that the core is asked once a word and not once a letter. */
const pauseMs = 120
/** Of one kind at most so many: every kind that fits is to be seen. */
const mostOfKind = 8

type ThingHit = SearchHit & { kind: 'device' | 'building' | 'person' }
const isThing = (hit: SearchHit): hit is ThingHit =>
  hit.kind === 'device' || hit.kind === 'building' || hit.kind === 'person'

export interface PaletteChoices {
  choices: readonly Choice[]
  /** The core has answered for these words, or did not: there is no more to come. */
  isSearched: boolean
}

/** What there is to choose for some words; for none, what was used lately and what the console can do. */
export function usePaletteChoices(text: string, recent: Recent): PaletteChoices {
  const { hits, isSearched } = useHits(text)
  const spelled = useSpelling()
  const here = useOwnChoices()
  const alarms = useAlarmChoices()
  const incidents = useIncidentChoices()
  const things = useThingChoices(hits)
  return useMemo(() => {
    if (text === '') return { choices: here.filter(({ kind }) => kind !== 'pane' || recent.length === 0), isSearched }
    const fitting = (choices: readonly Choice[]) => choose(choices, text, { spelled, recent, most: mostOfKind })
    return { choices: [...fitting(alarms), ...fitting(incidents), ...things, ...fitByKind(here, fitting)], isSearched }
  }, [text, recent, here, alarms, incidents, things, spelled, isSearched])
}

const fitByKind = (choices: readonly Choice[], fitting: (choices: readonly Choice[]) => Choice[]) =>
  (['command', 'pane', 'layout'] as const).flatMap((kind) => fitting(choices.filter((choice) => choice.kind === kind)))

/** Goes to a thing of the registry: the map flies there, a device shows its panel. */
export function goToThing(kind: ThingHit['kind'], id: string): void {
  if (kind === 'building') return select({ buildingId: id }, { locate: true })
  if (kind === 'person') return select({ personId: id }, { locate: true })
  select({ deviceId: DeviceId.parse(id) }, { locate: true })
  reveal('device')
}

function useThingChoices(hits: readonly ThingHit[]): Choice[] {
  const format = useFormat()
  return useMemo(
    () =>
      hits.map(({ kind, id, name, detail }) => ({
        kind,
        id,
        name: format.text(name),
        detail: format.text(detail),
        go: () => goToThing(kind, id),
      })),
    [hits, format],
  )
}

/** What the core of this seat finds in its own registry: also while the seat is alone. */
function useHits(text: string): { hits: readonly ThingHit[]; isSearched: boolean } {
  const client = useClient()
  const [found, setFound] = useState<{ text: string; hits: readonly ThingHit[] }>({ text: '', hits: [] })
  useEffect(() => {
    if (text === '') return setFound({ text, hits: [] })
    let isCurrent = true
    const timer = setTimeout(() => {
      client.call('registry.search', { text, limit: 3 * mostOfKind }).then(
        ({ hits }) => isCurrent && setFound({ text, hits: hits.filter(isThing) }),
        () => isCurrent && setFound({ text, hits: [] }),
      )
    }, pauseMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, text])
  return { hits: text === '' ? [] : found.hits, isSearched: found.text === text }
}

/** Pinyin's tables are large: they come when the palette is opened, not with the window. */
function useSpelling(): typeof spell | undefined {
  const [spelled, setSpelled] = useState<{ spell: typeof spell }>()
  useEffect(() => {
    void import('../../domain/search/spell').then(setSpelled)
  }, [])
  return spelled?.spell
}

function useAlarmChoices(): Choice[] {
  const { items } = useCollection('alarm.changed')
  const words = useAlarmWords()
  return useMemo(
    () =>
      [...items.values()].toSorted(compareImportance).map((alarm) => ({
        kind: 'alarm',
        id: alarm.id,
        name: `${words.device(alarm.deviceId)} ${words.alarm(alarm)}`,
        detail: words.place(alarm.deviceId),
        words: [alarm.deviceId, words.place(alarm.deviceId)],
        go() {
          const incident = alarm.incidentId === undefined ? {} : { incidentId: alarm.incidentId }
          select({ alarmId: alarm.id, deviceId: alarm.deviceId, ...incident }, { locate: true })
          reveal('alarms')
        },
      })),
    [items, words],
  )
}

function useIncidentChoices(): Choice[] {
  const { t } = useTranslation()
  const { items } = useCollection('incident.changed')
  const format = useFormat()
  return useMemo(
    () =>
      [...items.values()].map((incident) => ({
        kind: 'incident',
        id: incident.id,
        name: format.text(incident.title),
        detail: `${t(`grade.${incident.grade}`)} · ${incident.number}`,
        words: [incident.number],
        go() {
          select({ incidentId: incident.id }, { locate: true })
          reveal('dispatch')
        },
      })),
    [items, format, t],
  )
}

/** Panes, layouts and commands of this window. */
function useOwnChoices(): Choice[] {
  const { t } = useTranslation(['common', 'keys'])
  const format = useFormat()
  const desk = useDesk()
  const bindings = useBindings()
  const rights = useSession()?.rights
  return useMemo(() => {
    const may = (right: string | undefined) => right === undefined || (rights?.includes(right) ?? false)
    const capOf = (chord: string | undefined) => (chord === undefined ? undefined : capOfChord(chord))
    const pages = PaneId.options
      .filter((pane) => may(panes[pane].right))
      .map((pane): Choice => ({
        kind: 'pane',
        id: pane,
        name: t(`pane.${pane}`),
        detail: '',
        words: [pane],
        go: () => reveal(pane),
      }))
    const layouts = (desk?.choices ?? []).map(({ id, name }, at): Choice => ({
      kind: 'layout',
      id,
      name: format.text(name),
      detail: '',
      words: [name.zh, name.en],
      cap: at < 9 ? `Ctrl ${at + 1}` : undefined,
      go: () => window.chengtai?.desk.chooseLayout(id),
    }))
    const commands = actionsHere()
      .filter((id) => definitionOf(id).isCommand && may(definitionOf(id).right))
      .map((id): Choice => ({
        kind: 'command',
        id,
        name: t(`keys:action.${id}`),
        detail: '',
        cap: capOf(bindings.get(id)?.[0]),
        words: [id],
        go: () => void runAction(id),
      }))
    return [...pages, ...layouts, ...commands]
  }, [t, format, desk, bindings, rights])
}
