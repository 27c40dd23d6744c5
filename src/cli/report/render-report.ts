import type { Difference } from '../../classifier/classifier.js'
import type { JudgedPair, WorstPairs } from '../../evaluation/worst-pairs.js'
import { Markup, markup } from './markup.js'
import { type Decider, plotPrecisionRecall, plotReliability, plotScores } from './plots.js'
import { STYLE } from './style.js'

/** A decider with the pairs that it judged worst. */
export interface ReportedDecider extends Decider {
  readonly worst: WorstPairs
}

/** What a report is made of. */
export interface ReportData {
  /** Names and values about models and data. */
  readonly about: readonly (readonly [string, string])[]
  /** Cells of the table of figures, the heading first. */
  readonly figures: readonly (readonly string[])[]
  readonly notes: readonly string[]
  readonly deciders: readonly ReportedDecider[]
  /** Differences found in a pair, by its index in the data. */
  readonly differences: ReadonlyMap<number, readonly Difference[]>
}

/** A page that needs nothing but itself: no script, no font, no request. */
export function renderReport({ about, figures, notes, deciders, differences }: ReportData): string {
  const title = `Evaluation of ${about[0]![1]}`
  return markup`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
<h1>${title}</h1>
<table>${about.map(([name, value]) => markup`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>
${notes.map((note) => markup`<p>${note}</p>`)}
<h2>Figures</h2>
${renderFigures(figures)}
<p>Brackets hold 95 % confidence intervals (Wilson). False hits are pairs that differ and would have been answered from the cache.</p>
<h2>Curves <small><span class="key classifier">classifier</span><span class="key cosine">cosine</span></small></h2>
<div class="plots">
${renderFigure('Precision over recall; the dot is the threshold in use', plotPrecisionRecall(deciders))}
${renderFigure('Reliability: what scores say, and what came true', plotReliability(deciders))}
</div>
<h2>Scores <small><span class="key equivalent">equivalent pairs</span><span class="key different">other pairs</span></small></h2>
<div class="plots">
${deciders.map((decider) => renderFigure(`${decider.name}; the line is the threshold in use`, plotScores(decider)))}
</div>
${deciders.map((decider) => renderWorst(decider, differences))}
</html>
`.text
}

function renderFigures([heading, ...rows]: ReportData['figures']): Markup {
  const cells = (row: readonly string[]) => row.slice(1).map((cell) => markup`<td class="number">${cell}</td>`)
  return markup`<table>
<tr>${heading!.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr>
${rows.map((row) => markup`<tr><th scope="row">${row[0]!}</th>${cells(row)}</tr>`)}
</table>`
}

function renderFigure(caption: string, picture: Markup): Markup {
  return markup`<figure><figcaption>${caption}</figcaption>${picture}</figure>`
}

function renderWorst({ name, worst, metrics }: ReportedDecider, differences: ReportData['differences']): Markup {
  return markup`<h2>Worst pairs of ${name}</h2>
<h3>Different, and nearest to being reused (reused from ${metrics.threshold.toFixed(3)} on)</h3>
${renderPairs(worst.of(0), differences)}
<h3>Equivalent, and farthest from being reused</h3>
${renderPairs(worst.of(1), differences)}`
}

function renderPairs(pairs: readonly JudgedPair[], differences: ReportData['differences']): Markup {
  if (pairs.length === 0) return markup`<p>There are none in the data.</p>`
  const found = (index: number) => (differences.get(index) ?? []).map(({ text }) => markup`<li>${text}</li>`)
  const rows = pairs.map(
    ({ index, value, promptA, promptB }) =>
      markup`<tr><td class="number">${index}</td><td class="number">${value.toFixed(3)}</td>
<td>${promptA}<br>${promptB}</td><td><ul>${found(index)}</ul></td></tr>`,
  )
  return markup`<table>
<tr><th scope="col">pair</th><th scope="col">value</th><th scope="col">prompts</th><th scope="col">differences found</th></tr>
${rows}
</table>`
}
