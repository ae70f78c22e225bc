import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonId } from '#contract/scalars.ts';
import type { Connection } from '../../src-main/store/connection.ts';
import { listRequests } from '../../src-main/store/requestList/lists.ts';
import { type DeskBuilder, deskBuilder } from './support/deskBuilder.ts';

let desk: DeskBuilder;
let db: Connection;
let anna: PersonId;

beforeAll(async () => {
  desk = await deskBuilder();
  ({ connection: db } = desk);
  anna = desk.person('anna.smith', 'Anna Müller-Lüdenscheidt');
  const bob = desk.person('bob', 'Bob 李');
  // Numbers 1 to 5, in this order.
  desk.request({
    by: anna,
    resource: 'prod-db-01',
    account: 'postgres',
    justification: 'Rotate the GRÖSSE certificate',
  });
  desk.request({
    by: bob,
    resource: 'prod-web-02',
    account: 'CORP\\admin',
    ticket: 'INC-4711',
    justification: 'Nightly back-up',
  });
  desk.request({ by: bob, resource: 'データ-01', account: 'root', justification: 'नमस्ते and x' });
  desk.request({ by: anna, resource: 'stage-db-01', account: 'root' });
  desk.request({ by: bob, resource: 'prodigy', account: 'annalist', justification: 'café \u0301' });
});
afterAll(() => db.close());

function find(text: string): readonly number[] {
  return listRequests(db, desk.admin, { text, sort: 'oldest', limit: 50 })?.numbers ?? [];
}

describe('a text in a list of requests', () => {
  it('finds by resource, account, requester, ticket and justification', () => {
    expect(find('stage')).toEqual([4]);
    expect(find('postgres')).toEqual([1]);
    expect(find('smith')).toEqual([1, 4]);
    expect(find('4711')).toEqual([2]);
    expect(find('nightly')).toEqual([2]);
  });

  it('must have all words, in any field', () => {
    expect(find('rotate prod anna')).toEqual([1]);
    expect(find('anna postgres stage')).toEqual([]);
    expect(find('db 01')).toEqual([1, 4]);
  });

  it('takes the last word as a prefix, unless it is one letter by itself, and no other word', () => {
    expect(find('prod')).toEqual([1, 2, 5]);
    expect(find('pro')).toEqual([1, 2, 5]);
    expect(find('pr')).toEqual([1, 2, 5]);
    expect(find('p')).toEqual([]);
    expect(find('x')).toEqual([3]);
    expect(find('pro db')).toEqual([]);
    expect(find('prod d')).toEqual([1]);
    expect(find('ann')).toEqual([1, 4, 5]);
    expect(find('certificat')).toEqual([1]);
  });

  it('finds less with each typed letter, and never nothing in between', () => {
    const typed = Array.from('prod-db-01', (_, index) => find('prod-db-01'.slice(0, index + 1))).slice(1);
    for (const [index, found] of typed.entries()) expect(found).toEqual(index < 4 ? [1, 2, 5] : [1]);
    expect(find('prod-db-0')).toEqual([1]);
    expect(find('corp\\ad')).toEqual([2]);
    expect(find('INC-47')).toEqual([2]);
    expect(find('INC-4')).toEqual([2]);
    expect(find('デー')).toEqual([3]);
    expect(find('नम')).toEqual([3]);
    expect(find('ro')).toEqual([1, 3, 4]);
  });

  it('folds case and normal forms, and cuts at every character that is no letter and no digit', () => {
    expect(find('grösse')).toEqual([1]);
    expect(find('GRO\u0308SSE')).toEqual([1]);
    expect(find('corp/ADMIN')).toEqual([2]);
    expect(find('back up')).toEqual([2]);
    expect(find('müller, lüdenscheidt!')).toEqual([1, 4]);
    expect(find('データ')).toEqual([3]);
    expect(find('नमस्ते')).toEqual([3]);
    expect(find('李')).toEqual([2, 3, 5]);
    expect(find('CAFÉ')).toEqual([5]);
  });

  it('finds nothing without a word', () => {
    for (const text of ['', ' ', '-- !', '"', '*', '\u{E000}']) expect(find(text)).toEqual([]);
  });

  it('is words only: no syntax of the index, no tokens of it', () => {
    expect(find('prod OR stage')).toEqual([]);
    expect(find('NOT stage')).toEqual([]);
    expect(find('words : prod')).toEqual([]);
    expect(find('prod*')).toEqual([1, 2, 5]);
    expect(find(`\u{E000}q2`)).toEqual([]);
    expect(find('q2')).toEqual([]);
  });

  it('follows a person who is renamed, and forgets the old name', () => {
    desk.rename(anna, 'Anna Castro');
    expect(find('castro')).toEqual([1, 4]);
    expect(find('lüdenscheidt')).toEqual([]);
    expect(find('smith')).toEqual([1, 4]);
  });

  it('finds long prefixes, whether few or many words begin like that', () => {
    const long = (index: number) => `certifier${String.fromCharCode(97 + index)}`;
    for (let index = 0; index < 20; index += 1)
      desk.request({ by: anna, resource: `box-${index}`, account: 'root', justification: long(index) });
    const later = Array.from({ length: 20 }, (_, index) => index + 6);
    expect(find('certifica')).toEqual([1]);
    expect(find('certif')).toEqual([1, ...later]);
    expect(find('certifier')).toEqual(later);
    expect(find(long(3))).toEqual([9]);
    expect(find('certifierx')).toEqual([]);
    // A prefix that only a name has, and no word of a request.
    expect(find('anna smit')).toEqual(find('smith'));
  });

  it('takes many words, and repeated ones', () => {
    expect(find('prod prod PROD db db-01')).toEqual([1]);
    expect(find(Array.from({ length: 300 }, (_, index) => `w${index}`).join(' '))).toEqual([]);
  });
});
