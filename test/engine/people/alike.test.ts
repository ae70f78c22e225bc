import { describe, expect, it } from 'vitest';
import { Lookalikes } from '../../../src-main/engine/people/alike.ts';
import { personOf } from '../support/ids.ts';

const alice = { id: personOf('alice'), username: 'alice', name: 'Alice' };
const vasya = { id: personOf('vasya'), username: 'vasya', name: 'Вася' };
const NAME = 'The name “Аlice” looks like “Alice” of Alice (alice), and is written in another script.';

describe('an index of names that look alike', () => {
  it('finds whose name or username looks like a given one, and says which characters differ', () => {
    const known = new Lookalikes([alice, vasya]);
    expect(known.find({ name: 'Аlice' })).toBe(`${NAME} The new one has “А” (U+0410, Cyrillic).`);
    expect(known.find({ username: 'аlice' })).toBe(
      'The username “аlice” looks like “alice” of Alice (alice), and is written in another script. The new one has “а” (U+0430, Cyrillic).',
    );
    expect(known.find({ username: 'zoe', name: 'Аlice' })).toContain('The name “Аlice”');
  });

  it('names characters of the other name if the new one has nothing strange', () => {
    const greek = { ...alice, name: 'Αlice' };
    expect(new Lookalikes([greek]).find({ name: 'Alice' })).toBe(
      'The name “Alice” looks like “Αlice” of Αlice (alice), and is written in another script. The other one has “Α” (U+0391, Greek).',
    );
  });

  it('finds none among plain names, nor a name beside a username', () => {
    const known = new Lookalikes([alice, vasya]);
    expect(known.find({ username: 'alice', name: 'Alice' })).toBeNull();
    expect(known.find({ username: 'Вася' })).toBeNull();
    expect(known.find({})).toBeNull();
    expect(new Lookalikes([]).find({ name: 'Аlice' })).toBeNull();
  });

  it('leaves out the person themselves, and finds the next one', () => {
    const known = new Lookalikes([alice]);
    expect(known.find({ name: 'Аlice' }, alice.id)).toBeNull();
    known.add({ id: personOf('other'), username: 'other', name: 'Alice' });
    expect(known.find({ name: 'Аlice' }, alice.id)).toContain('of Alice (other)');
    expect(known.find({ name: 'Аlice' })).toContain('of Alice (alice)');
  });

  it('knows people who are added later, plain or not', () => {
    const known = new Lookalikes([]);
    known.add(vasya);
    known.add(alice);
    expect(known.find({ name: 'Bacя' })).toContain('looks like “Вася” of Вася (vasya)');
    expect(known.find({ name: 'Аlice' })).toContain('of Alice (alice)');
  });
});
