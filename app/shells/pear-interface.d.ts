// pear-interface describes the global by JSDoc typedefs in a plain script, which TypeScript cannot import.
// This says the same for what is used of it; a test compares the names with the package.
declare module 'pear-interface' {
  export interface PearConfig {
    /** Path to the application storage. */
    storage: string
  }

  export interface Pear {
    config: PearConfig
    /** Subscribes to updates. */
    updates (listener: (update: object) => void): unknown
    /** Registers a teardown function. */
    teardown (fn: () => unknown): Promise<void>
  }
}
