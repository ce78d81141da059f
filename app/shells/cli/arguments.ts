/** What people type after a command, and what it means. Each throws InvalidArgumentError: exit code 2. */
import { InvalidArgumentError } from 'commander'
import { ROLES } from '../../../core/rpc/api.ts'
import type { ExportFormat, Role } from '../../../core/rpc/api.ts'

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const FORMATS: Record<string, ExportFormat> = { md: 'markdown', markdown: 'markdown', html: 'html', htm: 'html' }

/** '2d' → milliseconds. */
export function duration (text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? []
  const ms = Number(count) * (UNITS[unit ?? ''] ?? NaN)
  if (!(ms > 0)) throw new InvalidArgumentError('Give a time such as 30m, 12h or 2d.')
  return ms
}

/** '2d' → when that is, in milliseconds since the epoch; 'never' → 0. */
export function expiry (text: string): number {
  return text === 'never' ? 0 : Date.now() + duration(text)
}

/** '3' → 3; 'unlimited' → 0. */
export function uses (text: string): number {
  if (text === 'unlimited') return 0
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Give a number of people, or "unlimited".')
  return Number(text)
}

export function role (text: string): Role {
  const found = ROLES.find((item) => item === text)
  if (!found) throw new InvalidArgumentError(`Give one of ${ROLES.join(', ')}.`)
  return found
}

export function format (text: string): ExportFormat {
  const found = Object.hasOwn(FORMATS, text) ? FORMATS[text] : undefined
  if (!found) throw new InvalidArgumentError('Give md or html.')
  return found
}

/** The format that the name of a file asks for, if any. */
export function formatOf (file: string): ExportFormat | undefined {
  const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined
}

export function port (text: string): number {
  const value = Number(text)
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError('Give a port from 0 to 65535.')
  return value
}

/** 'host:port', repeatable. */
export function bootstrap (text: string, before: { host: string, port: number }[] = []): { host: string, port: number }[] {
  const [, bracketed, plain, number] = /^(?:\[([\da-f:]+)\]|([^\s:]+)):(\d{1,5})$/i.exec(text) ?? []
  const host = bracketed ?? plain
  const value = Number(number)
  if (host === undefined || !(value > 0 && value < 65_536)) throw new InvalidArgumentError('Give host:port.')
  return [...before, { host, port: value }]
}
