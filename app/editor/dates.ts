/** Days of the calendar in a person's language. */
import type { Findable } from './filter.ts'
import { isDay } from '../schema/nodes/date.ts'
import { filter } from './filter.ts'

export interface DayItem extends Findable { day: string }

const DAY = 86_400_000

export function showDay (day: string, locale: string): string {
  return isDay(day) ? format(locale, { dateStyle: 'long' }).format(new Date(`${day}T00:00:00Z`)) : day
}

/** The day it is here, whatever it is in Greenwich. */
export function today (now = new Date()): string {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** What the typed words can mean: a day by its numbers, or today, tomorrow, yesterday and the days of the coming week by name. */
export function findDays (query: string, locale: string, now = new Date()): DayItem[] {
  const exact = readDay(query.trim(), now)
  if (exact !== null) return [{ day: exact, label: showDay(exact, locale) }]
  const start = Date.parse(`${today(now)}T00:00:00Z`)
  const at = (days: number): string => new Date(start + days * DAY).toISOString().slice(0, 10)
  const near = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const weekday = format(locale, { weekday: 'long' })
  const items: DayItem[] = [0, 1, -1].map((days) => ({
    day: at(days), label: capital(near.format(days, 'day'), locale), keywords: ENGLISH[days + 1] ?? ''
  }))
  if (query.trim() === '') return items.slice(0, 2)
  for (let days = 2; days < 8; days++) items.push({ day: at(days), label: capital(weekday.format(start + days * DAY), locale) })
  return filter(items, query).filter(({ label, keywords = '' }) => starts(label, query) || starts(keywords, query))
}

const ENGLISH = ['yesterday', 'today', 'tomorrow']

/** `2026-11-30`, and `30.11.` or `30.11.2026` as half of the world writes. */
function readDay (text: string, now: Date): string | null {
  if (isDay(text)) return text
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(text) ?? []
  if (day === undefined || month === undefined) return null
  const read = `${year ?? String(now.getFullYear())}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(read) ? read : null
}

function starts (words: string, query: string): boolean {
  return words.toLowerCase().startsWith(query.trim().toLowerCase())
}

function capital (word: string, locale: string): string {
  return word.slice(0, 1).toLocaleUpperCase(locale) + word.slice(1)
}

function format (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
}
