#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it; from here on TypeScript is read as it is.
import { register } from 'tsx/esm/api'

register()
await import('./main.ts')
