import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodecDescription, PassThroughCounts, RawTarget } from '../../../domain/contract'
import { newKey, useClient, useCollection, useRegistry, useSession } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Checkbox, SelectField, TextField } from '../../widgets'
import { useAsk } from '../commandCentre/useAsk'
import styles from './Codecs.module.css'

/** `tcp://10.0.0.5:9000 udp://…`; nothing when one of them is no target. */
export function readTargets(text: string): RawTarget[] | undefined {
  const parts = text.split(/[\s,，]+/).filter((part) => part !== '')
  const targets = parts.flatMap((part): RawTarget[] => {
    const [, kind, host, port] = /^(tcp|udp):\/\/([^\s:/]+):(\d{1,5})$/.exec(part) ?? []
    const number = Number(port)
    const isSound = host !== undefined && number >= 1 && number <= 65_535 && (kind === 'tcp' || kind === 'udp')
    return isSound ? [{ kind, host, port: number }] : []
  })
  return targets.length === parts.length && targets.length <= 4 ? targets : undefined
}

/** Raw bytes of device types: forwarded where, read by what, kept or not; and what has been done with them. */
export function PassThroughList({ codecs }: { codecs: readonly CodecDescription[] }) {
  const { t } = useTranslation('codecs')
  const client = useClient()
  const format = useFormat()
  const registry = useRegistry()
  const routes = useCollection('passThrough.changed').items
  const mayWrite = useSession()?.rights.includes('codec.write') ?? false
  const [counts, setCounts] = useState<readonly PassThroughCounts[]>([])
  const { ask } = useAsk()
  useEffect(() => {
    let isGone = false
    const read = () =>
      client.call('passThrough.counts', {}).then(
        (found) => {
          if (!isGone) setCounts(found.counts)
        },
        () => undefined,
      )
    void read()
    const timer = setInterval(() => void read(), 3_000)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [client])
  return (
    <section className={styles.raw}>
      <h3 className={styles.messageTitle}>{t('raw.title')}</h3>
      {routes.size === 0 && <p className={styles.muted}>{t('raw.empty')}</p>}
      {[...routes.values()].map(({ id, route }) => {
        const count = counts.find(({ typeId }) => typeId === id)
        const type = registry.types.get(id)
        return (
          <div key={id} className={styles.route}>
            <b>{type ? format.text(type.name) : id}</b>
            <span className={styles.muted}>
              {route.targets.map(({ kind, host, port }) => `${kind}://${host}:${port}`).join(' ')}
              {route.codecId !== undefined && ` ⇒ ${route.codecId}`}
              {route.isKept && ` · ${t('raw.kept')}`}
            </span>
            {count && (
              <span className={count.dropped + count.refused + count.endedScripts > 0 ? styles.bad : styles.muted}>
                {t('raw.counts', {
                  messages: format.number(count.messages),
                  forwarded: format.number(count.forwarded),
                  dropped: format.number(count.dropped),
                  decoded: format.number(count.decoded),
                  refused: format.number(count.refused + count.endedScripts),
                })}
                {count.lastFault !== undefined && ` · ${count.lastFault}`}
              </span>
            )}
            {mayWrite && (
              <Button
                size="small"
                look="plain"
                onClick={() => void ask(() => client.call('passThrough.remove', { key: newKey(), typeId: id }))}
              >
                {t('remove')}
              </Button>
            )}
          </div>
        )
      })}
      {mayWrite && <RouteForm codecs={codecs} />}
    </section>
  )
}

function RouteForm({ codecs }: { codecs: readonly CodecDescription[] }) {
  const { t } = useTranslation(['codecs', 'error'])
  const client = useClient()
  const format = useFormat()
  const registry = useRegistry()
  const [typeId, setTypeId] = useState('')
  const [targets, setTargets] = useState('')
  const [codecId, setCodecId] = useState('')
  const [isKept, setKept] = useState(false)
  const { ask, isPending, code } = useAsk()
  const read = readTargets(targets)
  const save = async (): Promise<void> => {
    if (!read) return
    const route = { typeId, targets: read, isKept, ...(codecId !== '' && { codecId }) }
    if (await ask(() => client.call('passThrough.save', { key: newKey(), route }))) setTypeId('')
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (typeId !== '' && read) void save()
      }}
    >
      <SelectField
        label={t('raw.type')}
        value={typeId}
        none={['', t('raw.none')]}
        options={[...registry.types.values()].map((type) => [type.id, format.text(type.name)])}
        onChange={setTypeId}
      />
      <TextField
        label={t('raw.targets')}
        placeholder="tcp://10.0.0.5:9000"
        problem={read ? undefined : t('raw.noTarget')}
        value={targets}
        onChange={(event) => setTargets(event.target.value)}
      />
      <SelectField
        label={t('raw.codec')}
        value={codecId}
        none={['', t('raw.none')]}
        options={codecs.map(({ id, name }) => [id, format.text(name)])}
        onChange={setCodecId}
      />
      <Checkbox isChecked={isKept} onChange={setKept}>
        {t('raw.keep')}
      </Checkbox>
      <Button type="submit" size="small" disabled={typeId === '' || !read} isPending={isPending}>
        {t('raw.save')}
      </Button>
      {code !== undefined && (
        <p className={styles.bad} role="alert">
          {t(`error:${code}`)}
        </p>
      )}
    </form>
  )
}
