import { type Markup, markup } from './markup.js'

/** Ends of an axis, in the units of what is plotted. */
export interface Axis {
  readonly label: string
  readonly low: number
  readonly high: number
  /** How the numbers at the axis are written. */
  readonly format: (value: number) => string
}

/** Where values of the axes lie in the picture. */
export interface Places {
  readonly x: (value: number) => string
  readonly y: (value: number) => string
}

const WIDTH = 460
const HEIGHT = 300
const MARGIN = { left: 52, right: 24, top: 12, bottom: 42 }
/** Stretches between the lines of the grid. */
const GRID_STEPS = 5

/** A picture with two axes and a grid; `draw` puts in the content. `title` says to those who cannot see it what it shows. */
export function plot(title: string, x: Axis, y: Axis, draw: (places: Places) => readonly Markup[]): Markup {
  const right = WIDTH - MARGIN.right
  const bottom = HEIGHT - MARGIN.bottom
  const places: Places = {
    x: (value) => place(value, x, MARGIN.left, right),
    y: (value) => place(value, y, bottom, MARGIN.top),
  }
  const steps = Array.from({ length: GRID_STEPS + 1 }, (_, step) => step / GRID_STEPS)
  const grid = steps.flatMap((share) => {
    const [atX, atY] = [x.low + share * (x.high - x.low), y.low + share * (y.high - y.low)]
    return [
      markup`<line class="grid" x1="${places.x(atX)}" x2="${places.x(atX)}" y1="${MARGIN.top}" y2="${bottom}"/>`,
      markup`<line class="grid" x1="${MARGIN.left}" x2="${right}" y1="${places.y(atY)}" y2="${places.y(atY)}"/>`,
      markup`<text x="${places.x(atX)}" y="${bottom + 16}" text-anchor="middle">${x.format(atX)}</text>`,
      markup`<text x="${MARGIN.left - 6}" y="${places.y(atY)}" text-anchor="end" dominant-baseline="middle">${y.format(atY)}</text>`,
    ]
  })
  const middle = (MARGIN.top + bottom) / 2
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
${grid}
<text x="${(MARGIN.left + right) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${x.label}</text>
<text x="12" y="${middle}" text-anchor="middle" transform="rotate(-90 12 ${middle})">${y.label}</text>
${draw(places)}
</svg>`
}

/** A line through points. */
export function drawLine(className: string, points: readonly (readonly [number, number])[], { x, y }: Places): Markup {
  return markup`<polyline class="${className}" points="${points.map(([atX, atY]) => `${x(atX)},${y(atY)}`).join(' ')}"/>`
}

/** A dot; `says` appears when the pointer rests on it. */
export function drawDot(className: string, atX: number, atY: number, radius: number, says: string, { x, y }: Places): Markup {
  return markup`<circle class="${className}" cx="${x(atX)}" cy="${y(atY)}" r="${radius.toFixed(1)}"><title>${says}</title></circle>`
}

/** A column from `from` to `to` that stands on the axis. */
export function drawBar(className: string, from: number, to: number, height: number, says: string, { x, y }: Places): Markup {
  const width = Number(x(to)) - Number(x(from))
  const tall = Number(y(0)) - Number(y(height))
  return markup`<rect class="${className}" x="${x(from)}" y="${y(height)}" width="${width.toFixed(1)}" height="${tall.toFixed(1)}"><title>${says}</title></rect>`
}

/** To a tenth of a pixel; more only makes the file longer. */
function place(value: number, { low, high }: Axis, from: number, to: number): string {
  return (from + ((value - low) / (high - low)) * (to - from)).toFixed(1)
}
