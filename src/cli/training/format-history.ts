import type { EpochLosses } from '../../training/fit-network.js'
import { formatDecimal } from '../terminal/format-number.js'
import { formatTable } from '../terminal/format-table.js'
import type { Output } from '../terminal/terminal.js'

/** A table with a row an epoch; the one whose weights were kept is marked. */
export function formatHistory(
  history: readonly EpochLosses[],
  bestEpoch: number,
  layout: Pick<Output, 'paint' | 'columns'>,
): string[] {
  return formatTable(
    [
      { title: 'epoch', align: 'right' },
      { title: 'training loss', align: 'right' },
      { title: 'validation loss', align: 'right' },
      { title: '' },
    ],
    history.map(({ epoch, trainingLoss, validationLoss }) => [
      String(epoch),
      formatDecimal(trainingLoss, 4),
      formatDecimal(validationLoss, 4),
      epoch === bestEpoch ? 'kept' : '',
    ]),
    layout,
  )
}
