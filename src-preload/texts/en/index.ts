import { accounts } from './accounts.ts';
import { app } from './app.ts';
import { changes } from './changes.ts';
import { cli } from './cli.ts';
import { common } from './common.ts';
import { desk } from './desk.ts';
import { difference } from './difference.ts';
import { engine } from './engine.ts';
import { grants } from './grants.ts';
import { impact } from './impact.ts';
import { importing } from './importing.ts';
import { inbox } from './inbox.ts';
import { input } from './input.ts';
import { ledger } from './ledger.ts';
import { notices } from './notices.ts';
import { notifications } from './notifications.ts';
import { people } from './people.ts';
import { policies } from './policies.ts';
import { policyFile } from './policyFile.ts';
import { printed } from './printed.ts';
import { process } from './process.ts';
import { proposals } from './proposals.ts';
import { refusals } from './refusals.ts';
import { replay } from './replay.ts';
import { request } from './request.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signin } from './signin.ts';
import { start } from './start.ts';
import { timeline } from './timeline.ts';
import { ui } from './ui.ts';
import { whatIf } from './whatIf.ts';

/** Every text that a person reads, in English. The first part of a key names the file. */
export const en = {
  accounts,
  app,
  changes,
  cli,
  common,
  desk,
  difference,
  engine,
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
