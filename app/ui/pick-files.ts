/** Opens the browser's own dialog for files. Nothing happens when it is closed without a choice. */
export function pickFiles (accept: string, chosen: (files: File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = accept
  // In the page, so that a test and an assistive program can find it.
  input.hidden = true
  input.dataset['testid'] = 'picker'
  const done = (): void => { input.remove() }
  input.addEventListener('change', () => {
    chosen([...input.files ?? []])
    done()
  })
  input.addEventListener('cancel', done)
  document.body.append(input)
  input.click()
}
