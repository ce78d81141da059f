/** `many(1, 'table was', 'tables were')` → `1 table was` */
export function many (count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`
}
