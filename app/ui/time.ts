import { locale } from './language.ts'
import { words } from './words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const dateAndTime = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

/** “just now”, “5 minutes ago”, “in 7 days”; a date when it is further than a month away. */
export function ago (at: number, now = Date.now()): string {
  const away = at - now
  const size = Math.abs(away)
  if (size < MINUTE) return words.time.now
  if (size < HOUR) return relative.format(Math.round(away / MINUTE), 'minute')
  if (size < DAY) return relative.format(Math.round(away / HOUR), 'hour')
  if (size < 30 * DAY) return relative.format(Math.round(away / DAY), 'day')
  return date.format(at)
}

export function exactly (at: number): string {
  return dateAndTime.format(at)
}
