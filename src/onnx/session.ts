import * as ort from 'onnxruntime-web'

/** A tensor as the library uses them: data with its shape. */
export interface Tensor {
  readonly data: Float32Array | Int32Array | BigInt64Array
  readonly dims: readonly number[]
}

export type Feeds = Readonly<Record<string, Tensor>>

/** A loaded ONNX graph. Calls must not overlap. */
export interface OnnxSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(feeds: Feeds): Promise<Record<string, Tensor>>
  close(): Promise<void>
}

/** A file that an ONNX graph keeps its weights in. */
export interface ExternalData {
  /** Name by which the graph refers to the file. */
  readonly path: string
  readonly data: Uint8Array
}

/**
 * Loads an ONNX graph into onnxruntime-web, on one WASM thread: with several workers a second thread a session was
 * slower whenever both cores were busy. Throws what onnxruntime throws for bytes that are no such graph.
 */
export async function createOnnxSession(model: Uint8Array, externalData: readonly ExternalData[] = []): Promise<OnnxSession> {
  ort.env.wasm.numThreads = 1
  ort.env.wasm.proxy = false
  ort.env.logLevel = 'error'
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    ...(externalData.length > 0 && { externalData: externalData.map(({ path, data }) => ({ path, data })) }),
  })
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: async (feeds) => {
      const inputs = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toOrtTensor(tensor)]))
      const outputs = await session.run(inputs)
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data, dims }]) => [name, { data: data as Float32Array, dims }]),
      )
    },
    close: () => session.release(),
  }
}

function toOrtTensor({ data, dims }: Tensor): ort.Tensor {
  if (data instanceof Float32Array) return new ort.Tensor('float32', data, dims)
  if (data instanceof Int32Array) return new ort.Tensor('int32', data, dims)
  return new ort.Tensor('int64', data, dims)
}
