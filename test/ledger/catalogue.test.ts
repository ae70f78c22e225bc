import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type EventTraits,
  type EventType,
  eventCatalogue,
  eventTypes,
  publicKeysIn,
  subjectsOf,
} from '#contract/events.ts';
import { areas } from '#contract/names.ts';
import type { Role } from '#contract/people.ts';

describe('the catalogue of events', () => {
  it('does not compile without a trait, or with traits that read fields that the data does not have', () => {
    const { topics: _, ...withoutTopics } = eventCatalogue['clock.advanced'];
    // @ts-expect-error A type of event without topics.
    const lacking: EventTraits<{ seconds: number }> = withoutTopics;
    // @ts-expect-error The data has no id.
    const wrong: EventTraits<{ seconds: number }>['subjects'] = ({ id }) => [id];
    expect([lacking, wrong]).toHaveLength(2);
  });

  it('knows the roles of an event whose use case checks roles', () => {
    expectTypeOf(eventCatalogue['policy.created'].roles).toEqualTypeOf<readonly Role[]>();
    expectTypeOf(eventCatalogue['request.approved'].roles).toBeNull();
    expect(eventCatalogue['policy.created'].roles).toEqual(['admin']);
  });

  it('names topics for each type, the ledger among them', () => {
    for (const type of eventTypes) {
      const { topics } = eventCatalogue[type];
      expect(topics, type).toContain('ledger');
      expect(new Set(topics).size, type).toBe(topics.length);
    }
    expect(Object.keys(areas)).toEqual(expect.arrayContaining(['ledger', 'requests']));
  });

  it('lets the desk itself sign events of time and of the machine, and no others', () => {
    const by = (signer: string): EventType[] => eventTypes.filter((type) => eventCatalogue[type].signer === signer);
    expect(by('desk').sort()).toEqual(['clock.advanced', 'grant.expired', 'request.expired', 'signin.failed']);
    expect(by('deskOrPerson')).toEqual(['rules.adopted']);
  });

  it('requires four eyes for everything that changes who decides, and for nothing that only takes power away', () => {
    const asks = eventTypes.filter((type) => eventCatalogue[type].fourEyes !== false);
    expect(asks.sort()).toEqual([
      'desk.updated',
      'deskKey.enrolled',
      'enrolment.issued',
      'group.created',
      'group.removed',
      'group.updated',
      'person.created',
      'person.enabled',
      'person.updated',
      'policy.archived',
      'policy.created',
      'policy.restored',
      'policy.updated',
      'recovery.issued',
    ]);
    expect(eventCatalogue['person.updated'].fourEyes).toBe('role');
  });

  it('finds the keys of an event, wherever its data has one', () => {
    const withKeys = eventTypes.filter((type) =>
      JSON.stringify(eventCatalogue[type].data.toJSONSchema()).includes('"publicKey"'),
    );
    const enrolling = withKeys.filter((type) => type !== 'proposal.made');
    expect(enrolling.length).toBeGreaterThan(5);
    const key = { id: 'a'.repeat(64), publicKey: 'A'.repeat(43) };
    expect(publicKeysIn({ type: 'recovery.issued', data: { key } })).toEqual([key]);
    expect(subjectsOf({ type: 'recovery.issued', data: { key } })).toEqual([]);
    for (const type of enrolling) expect(eventCatalogue[type].keys.name, type).not.toBe('noKeys');
  });
});
