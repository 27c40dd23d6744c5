/** The page's own style sheet. Colours can be told apart by the colour-blind (Okabe & Ito 2008), on light and dark ground. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1a1a1a; --ground: #fff; --faint: #ddd; --classifier: #0072b2; --cosine: #d55e00; --equivalent: #009e73; --different: #cc79a7 }
@media (prefers-color-scheme: dark) { :root { --ink: #eaeaea; --ground: #16181c; --faint: #3a3d44; --classifier: #56b4e9; --cosine: #e69f00 } }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.2rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--faint) }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap } td ul { margin: 0; padding-left: 1.1rem }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1.5rem } figure { margin: 0 } figcaption { font-weight: 600 }
svg { width: 100%; height: auto } svg text { font-size: 11px; fill: currentColor } .grid { stroke: var(--faint); stroke-width: 1 }
polyline { fill: none; stroke-width: 2 } polyline.classifier { stroke: var(--classifier) } polyline.cosine { stroke: var(--cosine) }
polyline.diagonal, polyline.threshold { stroke: currentColor; stroke-width: 1; stroke-dasharray: 4 4 }
circle.classifier { fill: var(--classifier) } circle.cosine { fill: var(--cosine) } rect.equivalent { fill: var(--equivalent) } rect.different { fill: var(--different) }
.key::before { content: ''; display: inline-block; width: .8em; height: .8em; margin: 0 .35em 0 .8em }
.key.classifier::before { background: var(--classifier) } .key.cosine::before { background: var(--cosine) } .key.equivalent::before { background: var(--equivalent) } .key.different::before { background: var(--different) }
`
