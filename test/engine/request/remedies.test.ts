import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remediesOf } from '../../../src-main/engine/request/remedies.ts';
import { propertyRuns } from '../../support/runs.ts';
import { groupOf, personOf } from '../support/ids.ts';
import { Office } from '../support/office.ts';

const found = (office: Office) =>
  remediesOf(office.progress(), (id) => (id === groupOf('managers') ? 'MANAGERS' : String(id)));
const names = (office: Office) => found(office).alone.map(({ sentence }) => sentence);

describe('the changes that free a stuck request', () => {
  it('are none while it is not stuck', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    expect(found(office)).toEqual({ stuckBecause: null, alone: [], together: [], missing: null, keyReset: [] });
  });

  it('include another role for a person who became an auditor', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    office.setRole('bob', 'auditor');
    expect(names(office)).toEqual(['BOB is an auditor now: give them another role.']);
  });

  it('do not include a person whose key was reset, and say so', () => {
    const office = new Office('alice bob mei', { steps: [{ by: ['bob'] }] }).firstKey('bob').file('alice');
    office.resetKey('bob');
    const { alone, together, missing, keyReset } = found(office);
    expect([alone, together]).toEqual([[], []]);
    expect(missing).toContain('nobody who is free');
    expect(keyReset.map(({ username }) => username)).toEqual(['bob']);
  });

  it('name no change beyond the necessary', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob', '@managers'] }] })
      .group('managers', 'bob')
      .file('alice');
    office.members('managers', '');
    office.disable('bob');
    expect(names(office)).toEqual(['Enable BOB again.']);
  });

  it('combines being enabled, another role and a group, in one sentence for each person', () => {
    const sentences = (change: (office: Office) => void) => {
      const office = new Office('alice bob', { steps: [{ by: ['@managers'] }] }).group('managers', 'bob').file('alice');
      change(office);
      return names(office);
    };
    expect(sentences((office) => office.members('managers', ''))).toEqual(['Add BOB to the group MANAGERS again.']);
    expect(
      sentences((office) => {
        office.members('managers', '');
        office.disable('bob');
      }),
    ).toEqual(['Enable BOB again, and add them to the group MANAGERS again.']);
    expect(
      sentences((office) => {
        office.members('managers', '');
        office.setRole('bob', 'auditor');
      }),
    ).toEqual(['BOB is an auditor now: give them another role, and add them to the group MANAGERS again.']);
    expect(
      sentences((office) => {
        office.setRole('bob', 'auditor');
        office.disable('bob');
      }),
    ).toEqual(['Enable BOB again, and give them another role: they are an auditor now.']);
    expect(
      sentences((office) => {
        office.members('managers', '');
        office.setRole('bob', 'auditor');
        office.disable('bob');
      }),
    ).toEqual([
      'Enable BOB again, give them another role (they are an auditor now), and add them to the group MANAGERS again.',
    ]);
  });

  it('names everybody who alone would be enough, by username, and leaves out who asks or filed it', () => {
    const office = new Office('alice zoe bob carol', { steps: [{ by: ['zoe', 'bob', 'alice', 'boss'] }] });
    office.file('alice', { filedBy: 'boss' });
    for (const name of ['zoe', 'bob']) office.disable(name);
    expect(found(office)).toEqual({
      stuckBecause: expect.stringContaining('Step 1'),
      alone: [
        {
          person: expect.objectContaining({ username: 'bob' }),
          actions: [{ kind: 'enable' }],
          sentence: 'Enable BOB again.',
        },
        {
          person: expect.objectContaining({ username: 'zoe' }),
          actions: [{ kind: 'enable' }],
          sentence: 'Enable ZOE again.',
        },
      ],
      together: [],
      missing: null,
      keyReset: [],
    });
  });

  it('is nobody for a step that is complete', () => {
    const office = new Office('alice bob carol dan', { steps: [{ by: ['bob', 'carol'] }, { by: ['dan'] }] }).file(
      'alice',
    );
    office.approve('bob');
    for (const name of ['carol', 'dan']) office.disable(name);
    expect(names(office)).toEqual(['Enable DAN again.']);
  });

  it('is as few people together as are needed, each with no group more than needed', () => {
    const office = new Office('alice bob carol dan eve', {
      steps: [
        { by: ['@one'], required: 1 },
        { by: ['@two'], required: 2 },
      ],
    })
      .group('one', 'bob carol dan eve')
      .group('two', 'bob carol dan')
      .file('alice')
      .members('one', '')
      .members('two', '');
    const { alone, together, missing } = found(office);
    expect([alone, missing]).toEqual([[], null]);
    expect(together).toHaveLength(3);
    const groups = together.flatMap(({ actions }) =>
      actions.map((action) => ('group' in action ? action.group.id : null)),
    );
    expect(groups.filter((id) => id === groupOf('two'))).toHaveLength(2);
    expect(groups.filter((id) => id === groupOf('one'))).toHaveLength(1);
    expect(groups).toHaveLength(3);
  });

  it('free it, and no other single person could: the same as trying each change', () => {
    const people = ['bob', 'mei', 'carol', 'dan'];
    const subset = fc.subarray(people);
    const step = fc.record({
      by: fc.subarray(['@one', '@two', ...people], { minLength: 1 }),
      required: fc.integer({ min: 1, max: 2 }),
    });
    const met = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.record({ one: subset, two: subset }),
        fc.record({ one: subset, two: subset, disabled: subset }),
        (steps, distinct, before, after) => {
          const make = () =>
            new Office(`alice ${people.join(' ')}`, { steps, distinct, bypassers: ['alice'] })
              .group('one', before.one.join(' '))
              .group('two', before.two.join(' '))
              .file('alice')
              .members('one', after.one.join(' '))
              .members('two', after.two.join(' '));
          const changed = () => {
            const office = make();
            for (const name of after.disabled) office.disable(name);
            office.stuck();
            return office;
          };
          const remedies = found(changed());
          const freedBy = (ways: typeof remedies.alone) => {
            const office = changed();
            const groups = { one: [...after.one], two: [...after.two] };
            for (const { person, actions } of ways)
              for (const action of actions) {
                if (action.kind === 'enable') office.enable(person.username);
                if (action.kind === 'readd') {
                  const group = action.group.name === groupOf('one') ? 'one' : 'two';
                  groups[group].push(person.username);
                }
              }
            office
              .members('one', [...new Set(groups.one)].join(' '))
              .members('two', [...new Set(groups.two)].join(' '));
            return office.stuck() === null;
          };
          met.add(remedies.alone.length > 0 ? 'alone' : remedies.together.length > 0 ? 'together' : 'none');
          for (const way of remedies.alone) expect(freedBy([way])).toBe(true);
          if (remedies.together.length > 0) {
            expect(freedBy(remedies.together)).toBe(true);
            for (const way of remedies.together)
              expect(freedBy(remedies.together.filter((other) => other !== way))).toBe(false);
          }
          // Every former approver brought back completely: remedies that free it then are found, and others are not promised.
          const backed = (name: string) => {
            const office = changed();
            if (after.disabled.includes(name)) office.enable(name);
            office.members('one', [...new Set([...after.one, ...before.one.filter((one) => one === name)])].join(' '));
            office.members('two', [...new Set([...after.two, ...before.two.filter((one) => one === name)])].join(' '));
            return office.stuck() === null;
          };
          const alone = new Set(remedies.alone.map(({ person }) => person.id));
          if (remedies.stuckBecause !== null)
            for (const name of people) if (alone.has(personOf(name))) expect(backed(name)).toBe(true);
          if (remedies.stuckBecause !== null && alone.size === 0 && remedies.together.length === 0)
            for (const name of people) expect(backed(name)).toBe(false);
        },
      ),
      { numRuns: propertyRuns(300) },
    );
    expect([...met].sort()).toEqual(['alone', 'none', 'together']);
  });
});
