import type { Ref } from '#contract/policies.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { Directory } from '../../engine/people/directory.ts';
import { refsOf } from '../../engine/policy/check.ts';
import { explain, winningReason } from '../../engine/policy/contenders.ts';
import type { Matcher } from '../../engine/policy/match.ts';
import type { Filing, RequestedAccess } from '../../engine/request/submit.ts';
import { fold } from '../../engine/text/fold.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadPolicy } from '../../store/queries/policies.ts';
import { findOpenRequest } from '../../store/queries/requestState.ts';
import { inDirectory } from '../lookup.ts';

/** Who files, and where. */
export interface Filer {
  readonly db: ReadDb;
  readonly matcher: Matcher;
  readonly personId: PersonId;
  /** The part of the directory that these references and people need. */
  directory(refs: readonly Ref[], personIds: readonly PersonId[]): Directory;
}

/** What filing a request depends on, or null when the requester does not exist. */
export function loadFiling(filer: Filer, requesterId: PersonId, application: RequestedAccess): Filing | null {
  const { db, matcher, personId } = filer;
  const { resource, account } = application;
  const contenders = matcher.contenders(resource, account);
  const match = explain(contenders).winner;
  const reason = winningReason(contenders);
  const rules = match && loadPolicy(db, match.policyId);
  const directory = filer.directory(rules ? refsOf(rules) : [], [personId, requesterId]);
  const requester = directory.people.get(requesterId);
  if (!requester) return null;
  return {
    actor: inDirectory(directory, personId),
    requester,
    application,
    policy: match && reason && rules ? { match, reason, rules } : null,
    directory,
    duplicateOf: findOpenRequest(db, requesterId, fold(resource), fold(account)),
  };
}
