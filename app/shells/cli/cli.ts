/** The command line: what is typed, as a call. Knows no process, so that tests run it in theirs. */
import { resolve } from 'node:path'
import { Argument, Command, CommanderError, Option } from 'commander'
import envPaths from 'env-paths'
import { SheafError } from '../../../core/errors.ts'
import type { ExportFormat, Role } from '../../../core/rpc/api.ts'
import { asSheafError } from '../../../core/rpc/subscription.ts'
import type { EngineFactory } from '../engine.ts'
import { fault } from '../host.ts'
import { findPear } from '../pear.ts'
import { appVersion } from '../version.ts'
import * as parse from './arguments.ts'
import { openBackend } from './backend.ts'
import { exportDocument, importFiles, invite, join, listDocuments, newDocument } from './documents.ts'
import type { Context } from './documents.ts'
import { Output } from './output.ts'
import type { Io } from './output.ts'
import { serveWithoutScreen, start } from './start.ts'
import type { StayOptions } from './start.ts'

export interface CliOptions {
  argv: string[]
  io: Io
  signal: AbortSignal
  createEngine: EngineFactory
}

/** May be given before or after the command. */
interface Common {
  dir: string
  bootstrap?: { host: string, port: number }[]
  host?: string
  name?: string
  json?: true
  offline?: true
}

const OK = 0
const MENDABLE = 1
const USAGE = 2

/** Returns the exit code; never throws. */
export async function runCli (options: CliOptions): Promise<number> {
  const { argv, io } = options
  let code = OK
  const program = createProgram(options, await appVersion(), (result) => { code = result })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? OK : USAGE
    const { code, message } = asSheafError(error)
    new Output(io, false).error(message)
    if (code === 'INTERNAL') fault(error)
    return MENDABLE
  }
}

function createProgram (options: CliOptions, version: string, exit: (code: number) => void): Command {
  const { io } = options
  const program = new Command('sheaf')
    .description('A document editor for a group of people with no server between them.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => { io.out(text) }, writeErr: (text) => { io.err(text) } })
    .showHelpAfterError('See "sheaf --help".')
    .option('--dir <folder>', 'where documents are kept', defaultFolder())
    .option('--bootstrap <host:port>', 'where to look for other devices instead of the public nodes; repeatable', parse.bootstrap)
    .option('--host <address>', 'local address to bind')
    .option('--name <name>', 'how others see you')
    .option('--json', 'print one JSON value')
    .option('--offline', 'use no network at all')

  program.command('start', { isDefault: true })
    .description('run Sheaf and open the editor in the browser')
    .option('--port <port>', 'use exactly this port', parse.port)
    .option('--no-open', 'do not open a browser')
    .allowExcessArguments()
    .action(async (_options: unknown, command: Command) => {
      // As the default command it gets whatever is no command at all.
      if (command.args.length > 0) command.error(`error: there is no command '${command.args.join(' ')}'`)
      const common = command.optsWithGlobals<Common & { port?: number, open: boolean }>()
      await start(stay(options, common))
    })

  program.command('serve')
    .description('run Sheaf without a screen, for a device that is always on')
    .option('--port <port>', 'use exactly this port for commands', parse.port)
    .action(async (_options: unknown, command: Command) => {
      await serveWithoutScreen(stay(options, command.optsWithGlobals()))
    })

  program.command('new')
    .description('make a document, empty or from a Markdown file')
    .argument('[file.md]', 'Markdown; - for standard input')
    .option('--title <title>', 'instead of the first heading')
    .action((file: string | undefined, { title }: { title?: string }, command: Command) =>
      local(options, command, (context) => newDocument(context, file, title)))

  program.command('list')
    .description('list the documents on this device')
    .action((_options: unknown, command: Command) => local(options, command, listDocuments))

  program.command('invite')
    .description('make a code with which someone can join')
    .addArgument(DOC())
    .option('--role <role>', 'owner, editor, commenter or reader', parse.role, 'editor')
    .option('--expires <time>', 'such as 30m, 12h, 2d, or never', parse.expiry)
    .option('--uses <n>', 'how many people may use it, or unlimited', parse.uses)
    .action((doc: string, given: { role: Role, expires?: number, uses?: number }, command: Command) =>
      local(options, command, (context) => invite(context, doc, given)))

  program.command('join')
    .description('join a document and wait until it can be read')
    .argument('<code>', 'the invite code')
    .option('--timeout <time>', 'how long to wait, such as 30s', parse.duration)
    .action((code: string, { timeout }: { timeout?: number }, command: Command) => {
      if (command.optsWithGlobals<Common>().offline) {
        throw new SheafError('OFFLINE', 'Joining needs the network; leave out --offline.')
      }
      return run(options, command, false, (context) => join(context, code, timeout))
    })

  program.command('export')
    .description('write a document out')
    .addArgument(DOC())
    .addOption(new Option('--format <format>', 'md or html; otherwise as the file is called, or md').argParser(parse.format))
    .option('-o, --output <file>', 'instead of standard output')
    .action((doc: string, given: { format?: ExportFormat, output?: string }, command: Command) => {
      const file = given.output === '-' ? undefined : given.output
      const format = given.format ?? parse.formatOf(file ?? '') ?? 'markdown'
      return local(options, command, (context) => exportDocument(context, doc, { format, file }))
    })

  program.command('import')
    .description('make a document of each Markdown file')
    .argument('<file...>', 'Markdown; - for standard input')
    .action((files: string[], _options: unknown, command: Command) =>
      local(options, command, async (context) => { exit(await importFiles(context, files)) }))

  return program
}

/** Inside Pear, an app has its own folder; elsewhere the system says where data goes. */
function defaultFolder (): string {
  return findPear()?.storage ?? envPaths('sheaf', { suffix: '' }).data
}

function DOC (): Argument {
  return new Argument('<doc>', 'an id, the first characters of one, or a title')
}

function stay ({ io, signal, createEngine }: CliOptions, common: Common & { port?: number, open?: boolean }): StayOptions {
  const { json, port, open = true } = common
  return {
    dir: resolve(common.dir),
    engine: engineOptions(common),
    createEngine,
    output: new Output(io, json === true),
    signal,
    // Whoever wants JSON is a program, and opens the address itself.
    openBrowser: open && json !== true,
    ...(port !== undefined && { port })
  }
}

/** What reads and writes only this disk needs no network, and is done sooner without. */
function local (options: CliOptions, command: Command, fn: (context: Context) => Promise<void>): Promise<void> {
  return run(options, command, true, fn)
}

async function run (
  { io, signal, createEngine }: CliOptions, command: Command, offline: boolean, fn: (context: Context) => Promise<void>
): Promise<void> {
  const common = command.optsWithGlobals<Common>()
  const engine = engineOptions(common)
  const backend = await openBackend({ dir: resolve(common.dir), engine: offline ? { ...engine, offline } : engine, createEngine })
  try {
    await fn({ backend, io, signal, output: new Output(io, common.json === true) })
  } finally {
    await backend.close()
  }
}

function engineOptions ({ bootstrap, host, name, offline }: Common) {
  return {
    ...(bootstrap && { bootstrap }),
    ...(host !== undefined && { host }),
    ...(name !== undefined && { name }),
    ...(offline && { offline })
  }
}
