/** Verbs that requests begin with, as far as rules may rely on it. */
const VERBS = `
add alert allow answer approve ask back block book break build buy calculate cancel change check choose clear close combine compare
compose compute connect convert copy correct count create decline deduplicate delete deploy derive describe divide document draft draw
enable encrypt exchange explain export extend fill find fix flag forecast forward generate give group import include increase install
invite issue keep let limit list load log lower make mark merge move name normalise open order organise pay pick plan plot predict
print put raise rank recommend reduce refactor reload remind remove rename renew replace reply report reshape restart return rewrite
rotate round run scale schedule select send set share shift shorten show smooth sort split start stop suggest summarise swap switch tag
tell transfer translate turn unlock update upgrade use write
`
const REQUEST_VERBS = new Set(VERBS.trim().split(/\s+/))

/** Tells whether a bare prompt, without its capital, begins as a request to do something. */
export function isRequest(bare: string): boolean {
  return REQUEST_VERBS.has(bare.split(' ', 1)[0]!)
}
