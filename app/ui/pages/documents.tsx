import type { JSX } from 'preact'
import type { DocumentInfo } from '../../../core/rpc/api.ts'
import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { Link, useLocation } from 'wouter-preact'
import { words } from '../words.ts'
import { ago, exactly } from '../time.ts'
import { errorText, useStore } from '../store.ts'
import { Icon, Mark } from '../icons.tsx'
import { Button, IconButton } from '../parts/button.tsx'
import { NamePrompt } from '../parts/name-prompt.tsx'
import { importFiles } from '../import.ts'

const FILES = '.md,.markdown,.mdown,.txt,text/markdown,text/plain'

/** The library: every document on this device, and the ways to get another. */
export function DocumentsPage (): JSX.Element {
  const store = useStore()
  const [, navigate] = useLocation()
  const picker = useRef<HTMLInputElement>(null)
  const dropping = useSignal(false)
  const creating = useSignal(false)

  useEffect(() => { document.title = words.titles.documents }, [])

  const create = (): void => {
    if (creating.value) return
    creating.value = true
    store.api.create({}).then(({ id }) => { navigate(`/d/${id}`) }, store.fail).finally(() => { creating.value = false })
  }
  const take = (files: readonly File[]): void => {
    importFiles(store, files).then((ids) => {
      const [only] = ids
      if (ids.length === 1 && only !== undefined) navigate(`/d/${only}`)
    }, store.fail)
  }

  const documents = store.documents.value
  const sorted = documents?.toSorted((a, b) => b.updatedAt - a.updatedAt)
  return (
    <div
      class={`library ${dropping.value ? 'dropping' : ''}`}
      onDragOver={(event) => {
        if (event.dataTransfer?.types.includes('Files') !== true) return
        event.preventDefault()
        dropping.value = true
      }}
      onDragLeave={(event) => { if (event.relatedTarget === null) dropping.value = false }}
      onDrop={(event) => {
        event.preventDefault()
        dropping.value = false
        take([...event.dataTransfer?.files ?? []])
      }}
    >
      <header class="library-head">
        <p class="brand"><Mark /><span>{words.app}</span></p>
        <div class="library-tools">
          <IconButton icon="help" label={words.library.keys} shortcut="?" onClick={() => { store.dialog.value = 'keys' }} />
          <IconButton icon="settings" label={words.library.settings} onClick={() => { store.dialog.value = 'settings' }} />
        </div>
      </header>
      <main class="library-main" id="main">
        <div class="library-title">
          <h1>{words.library.heading}</h1>
          <div class="library-actions">
            <Button icon="plus" kind="primary" onClick={create} disabled={creating.value}>{words.library.create}</Button>
            <Button icon="import" onClick={() => { picker.current?.click() }}>{words.library.import}</Button>
            <Button icon="key" onClick={() => { store.dialog.value = 'join' }}>{words.library.join}</Button>
            <input
              ref={picker} type="file" accept={FILES} multiple hidden aria-label={words.library.import} data-testid="import-input"
              onChange={(event) => {
                take([...event.currentTarget.files ?? []])
                event.currentTarget.value = ''
              }}
            />
          </div>
        </div>
        <NamePrompt />
        {sorted === undefined && <Skeleton />}
        {sorted?.length === 0 && <Empty />}
        {sorted !== undefined && sorted.length > 0 && (
          <ul class="documents" aria-label={words.library.list}>
            {sorted.map((info) => <Row key={info.id} info={info} />)}
          </ul>
        )}
      </main>
      {dropping.value && <div class="drop-hint" aria-hidden="true">{words.library.drop}</div>}
    </div>
  )
}

function Row ({ info }: { info: DocumentInfo }): JSX.Element {
  const store = useStore()
  const remove = (): void => { store.api.cancelJoin(info.id).catch(store.fail) }

  if (info.state === 'joining' || info.state === 'failed') {
    const failed = info.state === 'failed'
    return (
      <li class={`document-row ${info.state}`} data-testid="document-row">
        <span class="document-icon"><Icon name={failed ? 'warning' : 'waiting'} /></span>
        <div class="document-words">
          <p class="document-title">{info.title !== '' ? info.title : failed ? words.library.failedTitle : words.library.joiningTitle}</p>
          <p class={`document-meta ${failed ? 'bad' : ''}`}>
            {failed ? info.error === undefined ? words.errors.generic : errorText(info.error) : words.library.joining}
          </p>
          {!failed && <p class="document-hint">{words.library.joiningHint}</p>}
        </div>
        <Button onClick={remove}>{failed ? words.library.dismissJoin : words.library.cancelJoin}</Button>
      </li>
    )
  }

  const title = info.title === '' ? words.untitled : info.title
  const problem = info.state === 'too-new' ? words.library.tooNew : info.state === 'damaged' ? words.library.damaged : null
  return (
    <li class={`document-row ${info.state}`} data-testid="document-row">
      <Link href={`/d/${info.id}`} class="document-link">
        <span class="document-icon"><Icon name={problem === null ? 'page' : 'warning'} /></span>
        <span class="document-words">
          <span class={`document-title ${info.title === '' ? 'untitled' : ''}`}>{title}</span>
          <span class="document-meta">
            {problem !== null && <span class="bad">{problem}</span>}
            <time dateTime={new Date(info.updatedAt).toISOString()} title={exactly(info.updatedAt)}>
              {words.library.edited(ago(info.updatedAt))}
            </time>
          </span>
        </span>
        {info.role !== null && <span class="role">{words.roles[info.role]}</span>}
      </Link>
    </li>
  )
}

function Empty (): JSX.Element {
  const { steps } = words.library
  return (
    <section class="empty" aria-labelledby="empty-title">
      <Mark size={64} />
      <h2 id="empty-title">{words.library.emptyTitle}</h2>
      <p>{words.library.emptyText}</p>
      <dl class="steps">
        <div><dt><Icon name="plus" />{words.library.create}</dt><dd>{steps.create}</dd></div>
        <div><dt><Icon name="import" />{words.library.import}</dt><dd>{steps.import}</dd></div>
        <div><dt><Icon name="key" />{words.library.join}</dt><dd>{steps.join}</dd></div>
      </dl>
    </section>
  )
}

function Skeleton (): JSX.Element {
  return (
    <div class="documents skeleton" role="status" aria-label={words.loading}>
      {[0, 1, 2].map((n) => <div key={n} class="skeleton-row"><span /><span /></div>)}
    </div>
  )
}
