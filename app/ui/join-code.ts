const LINK = /^web\+sheaf:(?:\/\/)?join\//i
const HASH = /^[a-z][a-z0-9+.-]*:\/\/\S*#\/join\//i

/** The code in whatever somebody pasted: the code itself, a web+sheaf link, the address of a join page. */
export function readCode (text: string): string {
  // Mail programs and chats break long lines and wrap links in <>.
  let code = text.trim().replace(/^<|>$/g, '').replace(/\s+/g, '')
  code = code.replace(LINK, '').replace(HASH, '').replace(/\/+$/, '')
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}

export function joinLink (code: string): string {
  return `web+sheaf://join/${encodeURIComponent(code)}`
}
