import { createInterface } from 'node:readline';
import { partsOf } from '../src/teams/words/parts-of.ts';
import { answerTo, answerToLine, withMentions } from './understand/answer.ts';

const WIDTH = 24;

/** What a message is understood as, and below it each of its words with its parts. */
function explained(text: string): string {
  const words = partsOf(withMentions(text)).map(
    ({ text: word, parts }) => `  ${word.padEnd(WIDTH)} ${parts.join(', ')}`,
  );
  return [JSON.stringify(answerTo(text)), ...words.map(line => line.trimEnd())].join('\n');
}

const typed = process.stdin.isTTY === true;
const explains = typed || process.argv.includes('--parts');
const lines = createInterface({ input: process.stdin, ...(typed && { output: process.stdout, prompt: 'message> ' }) });
if (typed) lines.prompt();
for await (const line of lines) {
  console.log(explains ? explained(line) : JSON.stringify(answerToLine(line)));
  if (typed) lines.prompt();
}
