import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { MOST_RECENT_DESKS, type OpenedDesk, type RememberedDesk, rememberedDesks } from '#contract/workspace.ts';

/** The desks that were opened here, newest first, in a file of the user's profile. It names desks, and contains nothing of them. */
export interface RecentDesks {
  list(): readonly RememberedDesk[];
  /** Puts a desk that was opened now at the top. */
  add(desk: OpenedDesk): void;
  forget(directory: string): void;
}

/** The recent desks that a file contains. `now` is the time as ISO 8601 UTC. */
export function recentDesksIn(file: string, now: () => string): RecentDesks {
  const without = (directory: string) => read(file).filter((desk) => desk.directory !== directory);
  return {
    list: () => read(file),
    add: (desk) => write(file, [{ ...desk, openedAt: now() }, ...without(desk.directory)].slice(0, MOST_RECENT_DESKS)),
    forget: (directory) => write(file, without(directory)),
  };
}

// A list that cannot be read is lost without harm: the desks are still in their folders.
function read(file: string): readonly RememberedDesk[] {
  try {
    return rememberedDesks.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}

// Written beside it and moved, so that the file is whole whatever happens.
function write(file: string, desks: readonly RememberedDesk[]): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(desks, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
