import { serve } from '../../dist/src/threads/serve.js'

// A service that can use up the memory of its thread.
class HungryService {
  #kept = []
  count() {
    return Promise.resolve(this.#kept.length)
  }
  // Allocates until the thread's heap is full.
  eat() {
    for (;;) this.#kept.push(Array.from({ length: 100_000 }, (_, index) => ({ index })))
  }
  close() {
    return Promise.resolve()
  }
}

export default function attach(task) {
  serve(task, new HungryService())
}
