import { styleText } from 'node:util'

/** Colours a text for a terminal; leaves it as it is elsewhere or under NO_COLOR. */
export function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(style, text) : text
}
