import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)

/** What npm fails with when there is no registry to reach. */
const OFFLINE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/

/** An empty project in which the packed package is installed, as a user would. */
export class InstalledPackage {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  /** Packs and installs without optional dependencies; null when the registry cannot be reached. */
  static async create(): Promise<InstalledPackage | null> {
    const installed = new InstalledPackage(await mkdtemp(join(tmpdir(), 'smartmemo-installed-')))
    try {
      await installed.#install()
      return installed
    } catch (error) {
      await installed.remove()
      if (error instanceof Error && OFFLINE.test(error.message)) return null
      throw error
    }
  }

  /** Writes a file of the project. */
  async write(name: string, text: string): Promise<void> {
    await mkdir(join(this.folder, name, '..'), { recursive: true })
    await writeFile(join(this.folder, name), text)
  }

  /** Runs Node in the project; rejects with its stderr when it fails. */
  async node(...args: string[]): Promise<string> {
    return (await run(process.execPath, args, { cwd: this.folder })).stdout
  }

  /** Names of all files below the project, relative to it. */
  async files(): Promise<string[]> {
    return readdir(this.folder, { recursive: true })
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true })
  }

  async #install(): Promise<void> {
    // The build has run already, and must not run again under the other tests.
    const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', this.folder], { cwd: ROOT })
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
    await this.write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
    const flags = ['--omit=optional', '--no-audit', '--no-fund', '--prefer-offline']
    await run('npm', ['install', ...flags, `./${filename}`], { cwd: this.folder })
  }
}
