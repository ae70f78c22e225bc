import type { Parsed } from '#contract/contract.ts';
import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { invalid } from '../../engine/outcome.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { openStore } from '../../store/store.ts';
import { type Desk, type DeskOptions, serveDesk } from '../desk.ts';
import { foundReal } from '../found.ts';
import { whyNotOpen } from '../open.ts';
import { whyTooWeak } from '../session/passphrase.ts';
import { kitPage } from '../wording/printedPages.ts';

export type FoundedDesk =
  | { readonly ok: true; readonly desk: Desk }
  | { readonly ok: false; readonly refusal: Refusal };

const occupied = () => ({ ok: false, refusal: invalid({ directory: t('desk.host.occupied') }) }) as const;

/** Founds a real desk in a folder that holds none, opens it, and shows its recovery kit. */
export async function foundDesk(
  options: Omit<DeskOptions, 'store' | 'directory'>,
  { directory, name, admin, passphrase }: Parsed<'workspace', 'found'>,
): Promise<FoundedDesk> {
  const broken = await whyNotOpen({ directory, check: 'header' });
  if (broken) return { ok: false, refusal: broken };
  const weak = await whyTooWeak(passphrase, admin);
  if (weak) return { ok: false, refusal: weak };
  const opened = await openFolder(directory);
  if (!opened.ok) return opened;
  const { store } = opened;
  const keyStore = options.keyStore ?? null;
  const founded = await foundReal(store, directory, options.environment, {
    name,
    founder: admin,
    passphrase,
    keyStore,
  });
  const desk = loadDesk(store.reader);
  if (!founded.ok || !desk) {
    store.close();
    return occupied();
  }
  options.secureDisplay?.show(kitPage(desk, founded.recoveryCode, options.environment.wallClock()));
  return { ok: true, desk: serveDesk({ ...options, directory, store }) };
}

async function openFolder(directory: string) {
  try {
    return { ok: true, store: await openStore(directory) } as const;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    const refusal = invalid({ directory: t('desk.host.unusableFolder', { code: String(error.code) }) });
    return { ok: false, refusal } as const;
  }
}
