import type { KeptDraft } from '#contract/drafts.ts';
import { policyDraft } from '#contract/policyImpact.ts';
import type { PersonId, PolicyId } from '#contract/scalars.ts';
import { jsonOf } from '../../ledger/canonical.ts';
import type { ReadDb, WriteTx } from '../connection.ts';
import { statement } from '../statement.ts';

/** The author of a draft and its policy; `''` stands for a new policy. */
export interface DraftKey {
  readonly personId: PersonId;
  readonly policyId: PolicyId | '';
}

interface DraftText {
  readonly version: number | null;
  readonly savedAt: string;
  readonly draft: string;
}

const byKey = statement<DraftKey>()((value, db) =>
  db
    .selectFrom('local_draft')
    .select(['version', 'saved_at as savedAt', 'draft'])
    .where('person_id', '=', value('personId'))
    .where('policy_id', '=', value('policyId')),
);

/** A person's unfinished draft of a policy. Undefined if there is none or it can no longer be read. */
export function loadDraft(db: ReadDb, key: DraftKey): KeptDraft | undefined {
  const row = db.first(byKey(key));
  const draft = row && policyDraft.safeParse(jsonOf(row.draft));
  return row && draft?.success ? { draft: draft.data, version: row.version, savedAt: row.savedAt } : undefined;
}

const put = statement<DraftKey & DraftText>()((value, db) =>
  db
    .insertInto('local_draft')
    .values({
      person_id: value('personId'),
      policy_id: value('policyId'),
      version: value('version'),
      saved_at: value('savedAt'),
      draft: value('draft'),
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'policy_id']).doUpdateSet((row) => ({
        version: row.ref('excluded.version'),
        saved_at: row.ref('excluded.saved_at'),
        draft: row.ref('excluded.draft'),
      })),
    ),
);

export function saveDraft(tx: WriteTx, key: DraftKey, { draft, version, savedAt }: KeptDraft): void {
  tx.run(put({ ...key, version, savedAt, draft: JSON.stringify(draft) }));
}

const remove = statement<DraftKey>()((value, db) =>
  db.deleteFrom('local_draft').where('person_id', '=', value('personId')).where('policy_id', '=', value('policyId')),
);

/** Deletes a draft, if there is one. */
export function dropDraft(tx: WriteTx, key: DraftKey): void {
  tx.run(remove(key));
}
