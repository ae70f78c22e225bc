import { accounts } from './accounts.ts';
import { alike } from './alike.ts';
import { app } from './app.ts';
import { chain } from './chain.ts';
import { changes } from './changes.ts';
import { cli } from './cli.ts';
import { common } from './common.ts';
import { desk } from './desk.ts';
import { difference } from './difference.ts';
import { engine } from './engine.ts';
import { firstSteps } from './firstSteps.ts';
import { grants } from './grants.ts';
import { impact } from './impact.ts';
import { importing } from './importing.ts';
import { inbox } from './inbox.ts';
import { input } from './input.ts';
import { integrity } from './integrity.ts';
import { keyFiles } from './keyFiles.ts';
import { ledger } from './ledger.ts';
import { notices } from './notices.ts';
import { notifications } from './notifications.ts';
import { pattern } from './pattern.ts';
import { people } from './people.ts';
import { policies } from './policies.ts';
import { policyFile } from './policyFile.ts';
import { printed } from './printed.ts';
import { process } from './process.ts';
import { proposals } from './proposals.ts';
import { record } from './record.ts';
import { refusals } from './refusals.ts';
import { replay } from './replay.ts';
import { request } from './request.ts';
import { scenario } from './scenario.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signin } from './signin.ts';
import { start } from './start.ts';
import { storage } from './storage.ts';
import { timeline } from './timeline.ts';
import { ui } from './ui.ts';
import { whatIf } from './whatIf.ts';
import { windows } from './windows.ts';

/** Every text that a person reads, in English. The first part of a key names the file. */
export const en = {
  accounts,
  alike,
  pattern,
  chain,
  integrity,
  keyFiles,
  scenario,
  storage,
  windows,
  app,
  changes,
  cli,
  common,
  desk,
  difference,
  engine,
  firstSteps,
  grants,
  impact,
  importing,
  inbox,
  input,
  ledger,
  notices,
  notifications,
  people,
  policies,
  policyFile,
  printed,
  process,
  proposals,
  record,
  refusals,
  replay,
  request,
  settings,
  shell,
  signin,
  start,
  timeline,
  ui,
  whatIf,
} as const;
