import type { JSX } from 'preact'

/** 20 × 20, drawn with one stroke; `currentColor` throughout. Decoration only: the control that holds one has the name. */
const PATHS = {
  back: 'M12 4l-6 6 6 6',
  plus: 'M10 4v12M4 10h12',
  import: 'M10 3v9M6 8.5l4 4 4-4M4 16.5h12',
  key: 'M12.5 3.5a4 4 0 1 1-3.4 6.1L3.5 15.2v1.8h2.3v-1.7h1.7v-1.7l2-2M13.2 6.8h.01',
  settings: 'M3 6h6M13 6h4M3 14h4M11 14h6M9 4v4M11 12v4',
  help: 'M7.3 7.4a2.7 2.7 0 1 1 4 2.4c-.9.5-1.3 1-1.3 2M10 14.9h.01',
  close: 'M5 5l10 10M15 5L5 15',
  more: 'M4.5 10h.01M10 10h.01M15.500 10h.01',
  share: 'M13.500 12.800l-6.700-2M13.300 6.700L6.800 9.300M15.500 7.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4.500 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM15.500 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  people: 'M7.500 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.500c.3-3 2.400-4.500 5.500-4.500s5.200 1.500 5.500 4.500M13 3.900a3 3 0 0 1 0 5.300M15 12.400c1.800.6 2.800 2 3 4.100',
  check: 'M4 10.500l4 4 8-9',
  bold: 'M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z',
  italic: 'M8.500 4H15M5 16h6.500M12 4L8 16',
  underline: 'M5.500 3.500V9a4.500 4.500 0 0 0 9 0V3.500M5 17h10',
  strike: 'M3 10h14M14 6.200C13.300 4.700 11.900 4 10 4 7.500 4 6 5.200 6 7c0 1.300.8 2.300 2.500 3M6 13.500c.5 1.700 2 2.500 4 2.500 2.500 0 4-1.200 4-3 0-1.300-.7-2.200-2-3',
  code: 'M7 5.500L2.500 10 7 14.500M13 5.500l4.500 4.500-4.500 4.500',
  link: 'M8.500 11.500a3 3 0 0 0 4.300.2l3-3a3 3 0 0 0-4.300-4.300l-1 1M11.500 8.500a3 3 0 0 0-4.300-.2l-3 3a3 3 0 0 0 4.300 4.300l1-1',
  bullets: 'M8 5h9M8 10h9M8 15h9M3.500 5h.01M3.500 10h.01M3.500 15h.01',
  numbers: 'M9 5h8M9 10h8M9 15h8M3 3.500l1.500-.7v4.400M3 12.200c.4-.9 2.500-.9 2.500.4 0 1-2.500 1.500-2.500 3.400h2.700',
  tasks: 'M10 5.500h7M10 14h7M2.500 5.500L4 7l3-3.500M2.500 12h4.500v4.500H2.500z',
  quote: 'M4 5v10M8 6h9M8 10h9M8 14h5',
  codeBlock: 'M3 4h14v12H3zM7.500 8L5.500 10l2 2M12.500 8l2 2-2 2',
  divider: 'M3 10h14M6 5h8M6 15h8',
  indent: 'M3 4.500h14M10 8.200h7M10 11.800h7M3 15.500h14M3 8l3 2-3 2z',
  outdent: 'M3 4.500h14M10 8.200h7M10 11.800h7M3 15.500h14M6 8l-3 2 3 2z',
  undo: 'M7.500 4L4 7.500 7.500 11M4 7.500h7.500a4.500 4.500 0 0 1 0 9H8',
  redo: 'M12.500 4L16 7.500 12.500 11M16 7.500H8.500a4.500 4.500 0 0 0 0 9H12',
  waiting: 'M10 5.500V10l3 2M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z',
  warning: 'M10 3.500L17.500 16h-15zM10 8.500v3.500M10 14h.01',
  page: 'M5 2.500h7l3.500 3.500v11.500H5zM12 2.500V6h3.500',
  download: 'M10 3v9M6 8.500l4 4 4-4M4 16.500h12',
  copy: 'M7 7h9.500v9.500H7zM13 7V3.500H3.500V13H7'
} as const

export type IconName = keyof typeof PATHS

export function Icon ({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}

/** Three leaves held by a band. */
export function Mark ({ size = 28 }: { size?: number }): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <path class="mark-leaf" d="M9.500 28C6.500 20 5 11.500 6 4.500c4 3 7 8.500 8.500 15.500z" />
      <path class="mark-leaf" d="M22.500 28c3-8 4.500-16.500 3.500-23.500-4 3-7 8.500-8.500 15.500z" />
      <path class="mark-leaf front" d="M16 29c-3.600-8.500-3.600-18.500 0-27 3.600 8.500 3.600 18.500 0 27z" />
      <path class="mark-band" d="M7.800 21.500c5 2 11.400 2 16.400 0" />
    </svg>
  )
}
