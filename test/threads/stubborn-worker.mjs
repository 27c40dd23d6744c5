import { serve } from '../../dist/src/threads/serve.js'

// A service of which every kind of end can be asked for.
class StubbornService {
  calls = 0
  count() {
    return Promise.resolve(++this.calls)
  }
  echo(value) {
    return Promise.resolve(value)
  }
  hang() {
    return new Promise(() => {})
  }
  exit() {
    process.exit(3)
  }
  throwOutside() {
    setImmediate(() => {
      throw new Error('nobody catches this')
    })
    return new Promise(() => {})
  }
  close() {
    return Promise.resolve()
  }
  report(progress) {
    return progress(0.5)
  }
}

export default function attach(task) {
  serve(task, new StubbornService())
}
