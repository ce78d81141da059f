import type { JSX } from 'preact'

/** 20 × 20, drawn with one stroke; `currentColor` throughout. Decoration only: the control that holds one has the name. */
const PATHS = {
  back: 'M12 4l-6 6 6 6',
  print: 'M6 7V3h8v4M6 14H3.5V7.5h13V14H14M6 11.5h8V17H6z',
  plus: 'M10 4v12M4 10h12',
  import: 'M10 3v9M6 8.5l4 4 4-4M4 16.5h12',
  key: 'M12.5 3.5a4 4 0 1 1-3.4 6.1L3.5 15.2v1.8h2.3v-1.7h1.7v-1.7l2-2M13.2 6.8h.01',
  settings: 'M3 6h6M13 6h4M3 14h4M11 14h6M9 4v4M11 12v4',
  help: 'M7.3 7.4a2.7 2.7 0 1 1 4 2.4c-.9.5-1.3 1-1.3 2M10 14.9h.01',
  close: 'M5 5l10 10M15 5L5 15',
  more: 'M4.5 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4zM10 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4zM15.5 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4z',
  share: 'M13.5 12.8l-6.7-2M13.3 6.7L6.8 9.3M15.5 7.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4.5 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM15.5 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  people: 'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c.3-3 2.4-4.5 5.5-4.5s5.2 1.5 5.5 4.5M13 3.9a3 3 0 0 1 0 5.3M15 12.4c1.8.6 2.8 2 3 4.1',
  check: 'M4 10.5l4 4 8-9',
  bold: 'M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z',
  italic: 'M8.5 4H15M5 16h6.5M12 4L8 16',
  underline: 'M5.5 3.5V9a4.5 4.5 0 0 0 9 0V3.5M5 17h10',
  strike: 'M3 10h14M14 6.2C13.3 4.7 11.9 4 10 4 7.5 4 6 5.2 6 7c0 1.3.8 2.3 2.5 3M6 13.5c.5 1.7 2 2.5 4 2.5 2.5 0 4-1.2 4-3 0-1.3-.7-2.2-2-3',
  code: 'M7 5.5L2.5 10 7 14.5M13 5.5l4.5 4.5-4.5 4.5',
  highlight: 'M4 16.5h12M6.5 10.5l6-6.5 3.5 3.2-6 6.5-4 .6zM9 8l3.5 3.2',
  sub: 'M3.5 4l7 9M10.5 4l-7 9M13.5 13.2c.4-1.2 3-1.2 3 .4 0 1.2-3 1.8-3 3.9h3.2',
  sup: 'M3.5 7l7 9M10.5 7l-7 9M13.5 3.2c.4-1.2 3-1.2 3 .4 0 1.2-3 1.8-3 3.9h3.2',
  clear: 'M6 4h9M10.5 4l-1.5 6M7.5 16h-2M3.5 3.5l13 13',
  link: 'M8.5 11.5a3 3 0 0 0 4.3.2l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3-.2l-3 3a3 3 0 0 0 4.3 4.3l1-1',
  bullets: 'M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01',
  numbers: 'M9 5h8M9 10h8M9 15h8M3 3.5l1.5-.7v4.4M3 12.2c.4-.9 2.5-.9 2.5.4 0 1-2.5 1.5-2.5 3.4h2.7',
  tasks: 'M10 5.5h7M10 14h7M2.5 5.5L4 7l3-3.5M2.5 12h4.5v4.5H2.5z',
  quote: 'M4 5v10M8 6h9M8 10h9M8 14h5',
  callout: 'M3 4h14v12H3zM7 8v3.2M7 13.2h.01M10 8h4M10 12h3',
  section: 'M4 4.5l4 3-4 3zM10.5 7.5H17M10.5 12H17M10.5 16H15',
  toc: 'M3 4h14v12H3zM6 7.5h5M8 10h6M8 12.7h4',
  footnote: 'M3 5h8M3 9h6M3 15.5h14M14.5 3.2l1.8-.9v5.4',
  codeBlock: 'M3 4h14v12H3zM7.5 8L5.5 10l2 2M12.5 8l2 2-2 2',
  mathBlock: 'M3 3.5h14v13H3zM13 7H7.5l3 3-3 3H13',
  mathInline: 'M15 4.5H5.5l5 5.5-5 5.5H15',
  divider: 'M3 10h14M6 5h8M6 15h8',
  table: 'M3 4h14v12H3zM3 8h14M8 8v8M13 8v8M3 12h14',
  tableMenu: 'M3 3.5h14v7H3zM3 7h14M10 3.5v7M6.5 14l3.5 3 3.5-3',
  indent: 'M3 4.5h14M10 8.2h7M10 11.8h7M3 15.5h14M3 8l3 2-3 2z',
  outdent: 'M3 4.5h14M10 8.2h7M10 11.8h7M3 15.5h14M6 8l-3 2 3 2z',
  undo: 'M7.5 4L4 7.5 7.5 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8',
  redo: 'M12.5 4L16 7.5 12.5 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12',
  paragraph: 'M4 5h12M4 10h12M4 15h7',
  heading: 'M5 4v12M15 4v12M5 10h10',
  image: 'M3 4h14v12H3zM3.5 14l4-4 3 3 2.5-2.5 3.5 3.5M12.5 7.5h.01',
  file: 'M13.5 6.5L8 12a1.6 1.6 0 0 0 2.3 2.3l6-6a3.3 3.3 0 0 0-4.7-4.7l-6.2 6.2a5 5 0 0 0 7 7l5-5',
  find: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4',
  up: 'M5 12.5l5-5 5 5',
  down: 'M5 7.5l5 5 5-5',
  outline: 'M3 5h10M6 10h11M6 15h8M3 10h.01M3 15h.01',
  command: 'M4 6l4 4-4 4M10 14.5h6',
  waiting: 'M10 5.5V10l3 2M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z',
  warning: 'M10 3.5L17.5 16h-15zM10 8.5v3.5M10 14h.01',
  mention: 'M13.5 10a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM13.5 7v4a2 2 0 0 0 4 0v-1a7.5 7.5 0 1 0-3 6',
  documentLink: 'M5 2.5h7l3.5 3.5v11.5H5zM8 13l4-4M9 8.5h3.5V12',
  emoji: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7.5 8h.01M12.5 8h.01M6.5 11.5c1.5 3 5.5 3 7 0',
  date: 'M3 5h14v12H3zM3 9h14M7 3v4M13 3v4',
  page: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5',
  download: 'M10 3v9M6 8.5l4 4 4-4M4 16.5h12',
  blockMenu: 'M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01',
  trash: 'M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5',
  around: 'M3 3h14v14H3zM7 7h6v6H7z',
  copy: 'M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7'
} as const

export type IconName = keyof typeof PATHS

/** These point along the line, so they turn with it. */
const FLIPS: ReadonlySet<string> = new Set<IconName>(['back', 'indent', 'outdent', 'undo', 'redo', 'bullets', 'quote', 'outline'])

export function Icon ({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class={FLIPS.has(name) ? 'icon flips' : 'icon'} viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}

/** Three leaves held by a band. */
export function Mark ({ size = 28 }: { size?: number }): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <path class="mark-leaf" d="M9.5 28C6.5 20 5 11.5 6 4.5c4 3 7 8.5 8.5 15.5z" />
      <path class="mark-leaf" d="M22.5 28c3-8 4.5-16.5 3.5-23.5-4 3-7 8.5-8.5 15.5z" />
      <path class="mark-leaf front" d="M16 29c-3.6-8.5-3.6-18.5 0-27 3.6 8.5 3.6 18.5 0 27z" />
      <path class="mark-band" d="M7.8 21.5c5 2 11.4 2 16.4 0" />
    </svg>
  )
}
