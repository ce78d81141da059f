import test from 'brittle'
import { Pace } from '../../../app/client/pace.ts'

const wait = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

test('pace - what is cheap runs at once, what is costly leaves time between', async (t) => {
  let runs = 0
  let cost = 0
  const pace = new Pace(() => {
    runs++
    for (const end = performance.now() + cost; performance.now() < end;);
  })
  pace.request()
  t.is(runs, 1, 'at once')
  await wait(5)
  cost = 30
  pace.request()
  t.is(runs, 2)
  for (let n = 0; n < 10; n++) pace.request()
  t.is(runs, 2, 'then a pause')
  await wait(60)
  t.is(runs, 2, 'in proportion to what it cost')
  await wait(300)
  t.is(runs, 3, 'and all that came in it in one')
  pace.request()
  pace.cancel()
  await wait(400)
  t.is(runs, 3)
})
