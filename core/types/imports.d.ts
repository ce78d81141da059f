// The package's imports map: Node resolves its built-ins, Bare its own modules of the same shape.
declare module '#fs' {
  import fs from 'node:fs'
  export default fs
}
declare module '#path' {
  import path from 'node:path'
  export default path
}
