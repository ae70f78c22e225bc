import { describe, expect, it } from 'vitest';
import { answers } from '../shapes/answers.ts';
import { foundRealDesk } from './support.ts';

describe('a saved head', () => {
  it('is the newest event, shown to be kept, and compared by a later check', async () => {
    const desk = await foundRealDesk();
    const saved = answers.ledger.saveHead.parse(await desk.ok('ada', 'ledger.saveHead'));
    expect(saved).toMatchObject({ sequence: 2, at: desk.wall.at });
    const printedPage = desk.secureDisplay.at(-1);
    expect(JSON.parse(printedPage?.file.text ?? '')).toEqual(saved);
    await desk.invite('bob');
    expect(await desk.ok('ada', 'ledger.verify', { head: saved })).toMatchObject({ ok: true, problems: [] });
    const other = { ...saved, hash: '0'.repeat(64) };
    expect(await desk.ok('ada', 'ledger.verify', { head: other })).toMatchObject({
      ok: false,
      problems: [{ sequence: 2, what: 'Event 2: It is not the event of the checkpoint.' }],
    });
    const foreign = { ...saved, desk: '0'.repeat(64) };
    expect(await desk.ok('ada', 'ledger.verify', { head: foreign })).toMatchObject({
      ok: false,
      problems: [
        {
          sequence: 0,
          what: `This is not the desk of the checkpoint: its fingerprint is ${saved.desk}, not ${foreign.desk}.`,
        },
      ],
    });
    const later = { ...saved, sequence: 99 };
    expect(await desk.ok('ada', 'ledger.verify', { head: later })).toMatchObject({
      ok: false,
      problems: [{ sequence: 0, what: 'The ledger ends with event 4, but the checkpoint is event 99.' }],
    });
  });
});
