const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** Bytes as people of that language write them: thousands, as file managers count. */
export function fileSize (bytes: number, language: string): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  return new Intl.NumberFormat(language, {
    style: 'unit', unit: UNITS[power] ?? 'byte', unitDisplay: power === 0 ? 'long' : 'short', maximumFractionDigits: bytes < 10 ** (power * 3 + 1) && power > 0 ? 1 : 0
  }).format(bytes / 10 ** (power * 3))
}
