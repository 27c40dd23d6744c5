import { describe, expect, it } from 'vitest'
import { renderReport, type ReportedDecider } from '../../../src/cli/report/render-report.js'
import { measure } from '../../../src/evaluation/measure.js'
import { WorstPairs } from '../../../src/evaluation/worst-pairs.js'

function deciderOf(name: 'classifier' | 'cosine', positives: number[], negatives: number[]): ReportedDecider {
  const judgements = { positives, negatives, latenciesMs: [1] }
  const worst = new WorstPairs(2)
  const prompts = { promptA: 'Approve <script>alert(1)</script>', promptB: `Deny "it" & 'that'` }
  for (const [index, value] of positives.entries()) worst.add({ index, label: 1, value, ...prompts })
  for (const [index, value] of negatives.entries()) worst.add({ index: 10 + index, label: 0, value, ...prompts })
  return { name, judgements, metrics: measure(judgements, 0.5), worst }
}

function pageOf(deciders: readonly ReportedDecider[]): string {
  return renderReport({
    about: [['classifier', 'tiny@1']],
    figures: [
      ['', 'classifier'],
      ['false hits', '1 of 2'],
    ],
    notes: ['A note.'],
    deciders,
    differences: new Map([[10, [{ kind: 'opposite', text: 'opposite: approve ↔ <deny>' }]]]),
  })
}

describe('renderReport', () => {
  const page = pageOf([deciderOf('classifier', [0.9, 0.4], [0.7, 0.1]), deciderOf('cosine', [0.8, 0.5], [0.6, -0.3])])

  it('needs nothing from elsewhere and runs nothing', () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(page).not.toMatch(/<script|<link|<img|url\(|https?:/i)
  })

  it('shows prompts and differences as text', () => {
    expect(page).toContain('Approve &lt;script&gt;alert(1)&lt;/script&gt;<br>Deny &quot;it&quot; &amp; &#39;that&#39;')
    expect(page).toContain('<li>opposite: approve ↔ &lt;deny&gt;</li>')
  })

  it('has a curve and worst pairs of both ways of deciding', () => {
    for (const name of ['classifier', 'cosine']) {
      expect(page.match(new RegExp(`<polyline class="${name}"`, 'g'))).toHaveLength(2)
      expect(page).toContain(`Worst pairs of ${name}`)
    }
    expect(page.match(/<svg/g)).toHaveLength(4)
  })

  it('draws only what is defined', () => {
    const numbers = (text: string) => text.match(/(?:points|cx|cy|x|y|width|height)="[^"]*"/g)!.join()
    const cases = [pageOf([deciderOf('classifier', [], [0.2]), deciderOf('cosine', [0.3], [])]), page]
    for (const each of cases) expect(numbers(each)).not.toMatch(/NaN|Infinity|undefined/)
    expect(cases[0]).toContain('There are none in the data.')
  })
})
