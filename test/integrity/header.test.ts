import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Header, headerProblems, readHeader } from '../../src-main/store/integrity/header.ts';
import { quickCheck } from '../../src-main/store/integrity/open.ts';
import { openStore, WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { ledgerBuilder } from '../ledger/ledgerBuilder.ts';
import { contentsOf, folder, refusals, verifyFolder, writeWorkspace } from './workspace.ts';

const withByte = (header: Header, at: number, change: number): Header => {
  const bytes = Buffer.from(header.bytes);
  bytes.writeUInt8(bytes.readUInt8(at) ^ change, at);
  return { ...header, bytes };
};

/** Bytes that only tables of the workspace can check: the schema cookie, and the release of SQLite. */
const vouchedFor = [40, 41, 42, 43, 96, 97, 98, 99];

describe('the header of a closed workspace', () => {
  it('is found correct', async () => {
    const file = await writeWorkspace(folder(), ledgerBuilder());
    expect(headerProblems(readHeader(file), true)).toEqual([]);
  });

  it('shows a change of any byte', async () => {
    const header = readHeader(await writeWorkspace(folder(), ledgerBuilder()));
    for (let at = 0; at < 100; at += 1)
      for (let change = 1; change < 256; change += 1) {
        const problems = headerProblems(withByte(header, at, change), true);
        expect(problems.length > 0, `byte ${at} ^ ${change}`).toBe(!vouchedFor.includes(at) && !(at >= 32 && at < 40));
        for (const problem of problems) expect(problem).toMatch(/^The header of the workspace file is damaged.*\.$/);
      }
  });

  it('is refused by every way to open it, whichever byte is changed, and nothing is written', async () => {
    const whole = readFileSync(await writeWorkspace(folder(), ledgerBuilder()));
    const directory = folder();
    for (let at = 0; at < 100; at += 1) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (at % 8)), at);
      writeFileSync(join(directory, WORKSPACE_FILE), changed);
      const before = contentsOf(directory);
      const quick = await quickCheck(directory);
      const said = [...(await refusals(directory)), ...(quick ? [quick.message] : [])];
      expect(said, `byte ${at}`).toHaveLength(3);
      for (const message of said)
        expect(message, `byte ${at}`).toMatch(/^The header of the workspace file is damaged.*\.$/);
      expect(contentsOf(directory), `byte ${at}`).toEqual(before);
    }
  });

  it('has the number of its free pages', async () => {
    const directory = folder();
    const { file, writer, close } = await openStore(directory);
    for (const sql of ['CREATE TABLE t (x)', `INSERT INTO t VALUES (zeroblob(5000000))`, 'DROP TABLE t'])
      writer.database.exec(sql);
    close();
    const header = readHeader(file);
    expect(header.bytes.readUInt32BE(36)).toBeGreaterThan(1000);
    expect(headerProblems(header, true)).toEqual([]);
    const whole = readFileSync(file);
    for (let at = 32; at < 40; at += 1) {
      const changed = Buffer.from(whole);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      writeFileSync(file, changed);
      expect(headerProblems(readHeader(file), true), `byte ${at}`).toHaveLength(1);
    }
  });

  it('is refused if it is too short, or that of another file', async () => {
    const directory = folder();
    const file = join(directory, WORKSPACE_FILE);
    writeFileSync(file, 'SQLite format 3\0');
    expect(await verifyFolder(directory)).toBe('The workspace file is too short: it has 16 bytes.');
    writeFileSync(file, 'Dear diary, '.repeat(1000));
    expect(await verifyFolder(directory)).toMatch(/^The header of the workspace file is damaged at bytes 0 to 15 /);
    const whole = readFileSync(await writeWorkspace(folder(), ledgerBuilder()));
    writeFileSync(file, whole.subarray(0, whole.length - 4096));
    expect(await verifyFolder(directory)).toMatch(/\(size\): it says \d+ pages, but the file has \d+\.$/);
  });
});
