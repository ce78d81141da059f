import { SheafError } from '../../core/errors.ts'

/** What the system says about a file or folder, as a sentence. Anything else comes back as it is. */
export function fsError (error: unknown, path: string): unknown {
  if (error instanceof SheafError) return error
  const options = { cause: error }
  switch ((error as NodeJS.ErrnoException | null)?.code) {
    case 'ENOENT': return new SheafError('NOT_FOUND', `There is no ${path}.`, options)
    case 'EISDIR': return new SheafError('BAD_INPUT', `${path} is a folder, not a file.`, options)
    case 'ENOTDIR':
    case 'EEXIST': return new SheafError('BAD_INPUT', `${path} is not a folder.`, options)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS': return new SheafError('READ_ONLY_DISK', `This account may not read or write ${path}.`, options)
    case 'ENOSPC':
    case 'EDQUOT': return new SheafError('DISK_FULL', `The disk of ${path} is full; make room and try again.`, options)
    default: return error
  }
}
