const IRREGULAR_FORMS =
  'be:am,is,are,was,were,been,being|have:has,had,having|do:does,did,done,doing|go:goes,went,gone|get:got,gotten|make:made|take:took,taken|' +
  'give:gave,given|find:found|tell:told|say:said|know:knew,known|see:saw,seen|think:thought|buy:bought|bring:brought|catch:caught|teach:taught|' +
  'seek:sought|fight:fought|send:sent|spend:spent|lend:lent|build:built|lose:lost|leave:left|keep:kept|sleep:slept|feel:felt|meet:met|hold:held|' +
  'withhold:withheld|write:wrote,written|rewrite:rewrote,rewritten|drive:drove,driven|ride:rode,ridden|rise:rose,risen|choose:chose,chosen|' +
  'speak:spoke,spoken|break:broke,broken|wake:woke,woken|steal:stole,stolen|freeze:froze,frozen|unfreeze:unfroze,unfrozen|begin:began,begun|' +
  'drink:drank,drunk|swim:swam,swum|run:ran|come:came|become:became|eat:ate,eaten|fall:fell,fallen|grow:grew,grown|throw:threw,thrown|' +
  'draw:drew,drawn|withdraw:withdrew,withdrawn|fly:flew,flown|show:showed,shown|wear:wore,worn|tear:tore,torn|sell:sold|pay:paid|repay:repaid|' +
  'lay:laid|hear:heard|win:won|sit:sat|stand:stood|understand:understood|lead:led|feed:fed|bind:bound|hang:hung|stick:stuck|strike:struck|' +
  'shoot:shot|forget:forgot,forgotten|hide:hid,hidden|bite:bitten|mean:meant|learn:learnt|burn:burnt|use:using|die:dying|tie:tying|lie:lying|sue:suing|undo:undid,undone|redo:redid,redone|' +
  'child:children|man:men|woman:women|person:people,persons|foot:feet|tooth:teeth|mouse:mice|index:indices,indexes|analysis:analyses|' +
  'matrix:matrices|criterion:criteria|datum:data|leaf:leaves|life:lives|wife:wives|knife:knives|shelf:shelves|half:halves|query:queries|' +
  'diagnosis:diagnoses|hypothesis:hypotheses|crisis:crises|basis:bases|good:better,best|bad:worse,worst'

/** Comparatives keep their own form: `better` and `good` ask for different things. */
const KEPT_FORMS = new Set(['better', 'best', 'worse', 'worst'])

const irregular = new Map<string, string>()
for (const group of IRREGULAR_FORMS.split('|')) {
  const [base, forms] = group.split(':') as [string, string]
  for (const form of forms.split(',')) if (!KEPT_FORMS.has(form)) irregular.set(form, base)
}

const SHORTEST_INFLECTED = 4

/**
 * Reduces an inflected English word to its base form, when the base form is a word that `rank` knows (lower is more
 * frequent, undefined unknown). Of several possible bases the most frequent wins; unknown words stay as they are.
 */
export function lemmatize(word: string, rank: (word: string) => number | undefined): string {
  const fixed = irregular.get(word)
  if (fixed !== undefined) return fixed
  if (word.length < SHORTEST_INFLECTED || !/^[a-z]+$/.test(word)) return word
  let best = word
  let bestRank = Infinity
  for (const base of basesOf(word)) {
    const baseRank = rank(base)
    if (baseRank !== undefined && baseRank < bestRank) {
      best = base
      bestRank = baseRank
    }
  }
  return best
}

function basesOf(word: string): string[] {
  const doubled = (stem: string) => (stem.length > 2 && stem.at(-1) === stem.at(-2) ? [stem.slice(0, -1)] : [])
  if (word.endsWith('ies') && word.length > 4) return [`${word.slice(0, -3)}y`, word.slice(0, -1)]
  if (word.endsWith('es') && 'sxzho'.includes(word.at(-3)!)) return [word.slice(0, -2), word.slice(0, -1)]
  if (word.endsWith('ings')) return [word.slice(0, -1), ...basesOf(word.slice(0, -1))]
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return [word.slice(0, -1)]
  if (word.endsWith('ied')) return [`${word.slice(0, -3)}y`]
  if (word.endsWith('ed') && word.length > 4) return [word.slice(0, -1), word.slice(0, -2), ...doubled(word.slice(0, -2))]
  if (word.endsWith('ing') && word.length > 5) return [`${word.slice(0, -3)}e`, word.slice(0, -3), ...doubled(word.slice(0, -3))]
  return []
}
