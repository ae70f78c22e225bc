import { accounts } from './accounts.ts';
import { app } from './app.ts';
import { common } from './common.ts';
import { grants } from './grants.ts';
import { inbox } from './inbox.ts';
import { ledger } from './ledger.ts';
import { notices } from './notices.ts';
import { people } from './people.ts';
import { policies } from './policies.ts';
import { process } from './process.ts';
import { proposals } from './proposals.ts';
import { refusals } from './refusals.ts';
import { request } from './request.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signin } from './signin.ts';
import { start } from './start.ts';
import { ui } from './ui.ts';

/** Every text that a person reads, in English. The first part of a key names the file. */
export const en = {
  accounts,
  app,
  common,
  grants,
  inbox,
  ledger,
  notices,
  people,
  policies,
  process,
  proposals,
  refusals,
  request,
  settings,
  shell,
  signin,
  start,
  ui,
} as const;
