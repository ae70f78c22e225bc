import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSentences, sentencesIn } from '../../build/rules/sentences.mjs';

const base = join(import.meta.dirname, '../..');

/** Sentences that no user of the desk reads. Each has a reason. */
const exceptions = [
  { file: 'src-main/process/main/fork.ts', text: 'Its port was closed.', because: 'It goes into the fault log.' },
  {
    file: 'src-main/process/main/supervisor.ts',
    text: 'The main process could not {}.',
    because: 'The desk process makes an error of it, which goes into the fault log.',
  },
];

const inFile = (text: string, file = 'src-renderer/planted.tsx') => sentencesIn(file, text).map((found) => found.text);

describe('a sentence for people', () => {
  it('is in the catalogue and nowhere else', () => {
    const isException = ({ file, text }: { file: string; text: string }) =>
      exceptions.some((exception) => exception.file === file && exception.text === text);
    expect(readSentences(base).filter((sentence) => !isException(sentence))).toEqual([]);
  });

  it('is an exception only while it exists', () => {
    const found = readSentences(base);
    const stale = exceptions.filter(
      ({ file, text }) => !found.some((sentence) => sentence.file === file && sentence.text === text),
    );
    expect(stale).toEqual([]);
  });

  it.each([
    ["const a = 'There is no such page.';", 'There is no such page.'],
    ["const a = ['Are you sure?'];", 'Are you sure?'],
    [`const a = \`\${name} was disabled meanwhile.\`;`, '{} was disabled meanwhile.'],
    [`const a = \`\${a} \${b} of \${c} were found\`;`, null],
    ['const a = "Loading the desk…";', 'Loading the desk…'],
    ['const a = <p>Your request\n  was approved</p>;', 'Your request was approved'],
    ['const a = <p>by {name}</p>;', 'by'],
    ['const a = <Button label="Save" />;', 'Save'],
    ['const a = <Input placeholder="prod-db" />;', null],
    ["const a = <Button label={t('x.y')} className='a b c' />;", null],
    ["throw new TypeError('A desk that is open has been founded.');", null],
    ["const a = new RangeError('No clock goes past the year 9999.');", null],
    ["class A extends Error { constructor() { super('The file was lost meanwhile.'); } }", null],
    ["const a = db.prepare('SELECT a FROM b WHERE c = ?');", null],
    ["const a = 'trusted_schema = OFF';", null],
  ])('is found where it is planted: %s', (text, expected) => {
    expect(inFile(text)).toEqual(expected === null ? [] : [expected]);
  });

  it('is reported with its file and its line', () => {
    expect(sentencesIn('src-main/planted.ts', "const a = 1;\n\nconst b = 'Nothing was changed here.';")).toEqual([
      { file: 'src-main/planted.ts', line: 3, text: 'Nothing was changed here.' },
    ]);
  });
});
