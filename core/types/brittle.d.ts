declare module 'brittle' {
  export interface Assert {
    plan (n: number): void
    pass (message?: string): void
    fail (message?: string): never
    ok (value: unknown, message?: string): void
    absent (value: unknown, message?: string): void
    is: { (actual: unknown, expected: unknown, message?: string): void, coercively (actual: unknown, expected: unknown, message?: string): void }
    not: { (actual: unknown, expected: unknown, message?: string): void }
    alike: { (actual: unknown, expected: unknown, message?: string): void, coercively (actual: unknown, expected: unknown, message?: string): void }
    unlike (actual: unknown, expected: unknown, message?: string): void
    exception: {
      (fn: Promise<unknown> | (() => unknown), expected?: RegExp | (new (...args: never[]) => Error) | string, message?: string): Promise<void>
      all (fn: Promise<unknown> | (() => unknown), expected?: RegExp | (new (...args: never[]) => Error) | string, message?: string): Promise<void>
    }
    execution (fn: Promise<unknown> | (() => unknown), message?: string): Promise<number>
    comment (...args: unknown[]): void
    timeout (ms: number): void
    teardown (fn: () => unknown, options?: { order?: number, force?: boolean }): void
    tmp (): Promise<string>
    end (): void
    test (name: string, fn: (t: Assert) => unknown): Promise<boolean>
  }
  export interface Options { timeout?: number, solo?: boolean, skip?: boolean, todo?: boolean, hooks?: boolean }
  export interface TestFn {
    (name: string, fn: (t: Assert) => unknown): Promise<boolean>
    (name: string, options: Options, fn: (t: Assert) => unknown): Promise<boolean>
  }
  export interface Test extends TestFn {
    solo: TestFn
    skip: TestFn
    todo: TestFn
    hook (name: string, fn: (t: Assert) => unknown): Promise<boolean>
    configure (options: { timeout?: number, bail?: boolean, unstealth?: boolean }): void
    pause (): void
    resume (): void
  }
  const test: Test
  export default test
  export { test }
  export const solo: TestFn
  export const skip: TestFn
  export const hook: Test['hook']
  export const configure: Test['configure']
}
