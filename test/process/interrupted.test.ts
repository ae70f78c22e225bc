import { describe, expect, it } from 'vitest';
import { areas } from '#contract/names.ts';
import { verbs } from '../../src-main/desk/desk.ts';
import { readingVerbs } from '../../src-main/process/main/interrupted.ts';

type Table = Readonly<Record<string, readonly string[]>>;

/** Verbs that change something outside the database's transactions: files, runs, or who is signed in. */
const OTHER_CHANGES: Table = {
  workspace: ['found', 'train', 'open', 'leave', 'forget'],
  session: [
    'become',
    'advance',
    'run',
    'signIn',
    'enrol',
    'recover',
    'confirm',
    'lock',
    'signOut',
    'changePassphrase',
    'correctClock',
    'confirmClock',
    'issueKit',
    'enrolDeskKey',
    'acknowledge',
  ],
  accounts: ['importFile'],
  policies: ['startWhatIf', 'cancelWhatIf', 'saveExport'],
  ledger: ['startCheck', 'cancelCheck', 'keepMark', 'saveHead', 'printCheck'],
};

const namesIn = (table: Table): string[] =>
  Object.entries(table).flatMap(([area, names]) => names.map((name) => `${area}.${name}`));

/** The verbs made with `writes`: only these can be made part of another transaction. */
const writing = Object.entries<Readonly<Record<string, object>>>(verbs).flatMap(([area, ofArea]) =>
  Object.entries(ofArea).flatMap(([verb, useCase]) => ('within' in useCase ? [`${area}.${verb}`] : [])),
);

/** Every verb of the contract that is not said exactly once to read or to change something. */
function notSaidOnce(reading: Table): string[] {
  const said = [...namesIn(reading), ...namesIn(OTHER_CHANGES), ...writing];
  return namesIn(areas).filter((verb) => said.filter((other) => other === verb).length !== 1);
}

describe('the verbs that can be called again after an interruption', () => {
  it('are all verbs that neither write nor change anything else', () => {
    expect(writing.length).toBeGreaterThan(30);
    expect(notSaidOnce(readingVerbs)).toEqual([]);
  });

  it('would be reported if one were missing, or if one wrote', () => {
    const without = { ...readingVerbs, requests: readingVerbs.requests.filter((verb) => verb !== 'timeline') };
    expect(notSaidOnce(without)).toEqual(['requests.timeline']);
    const withApproval = { ...readingVerbs, requests: [...readingVerbs.requests, 'approve'] };
    expect(notSaidOnce(withApproval)).toEqual(['requests.approve']);
  });
});
