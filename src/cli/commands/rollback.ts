import { rollBackClassifier } from '../../model-files/classifier-folder.js'
import { defineCommand } from '../command.js'
import { EXIT } from '../exit-code.js'
import { printJson, printLines } from '../terminal/print.js'

/** `smartmemo rollback` */
export const rollback = defineCommand({
  description: `Puts the classifier that was replaced last back into use; a second time, it undoes that. The files of both stay in
the folder. Caches that are running go on with the one they loaded until they are restarted.`,
  flags: {
    model: { kind: 'text', value: 'DIR', describe: 'folder that retrain promoted to', required: true },
  },
  examples: ['smartmemo rollback --model .smartmemo/classifier'],
  async run({ model, json }, terminal) {
    const card = await rollBackClassifier(model)
    if (json) await printJson(terminal, card)
    else await printLines(terminal, [`${model} is ${card.name}@${card.version} again`])
    return EXIT.done
  },
})
