import type { DeskEvent } from '#contract/events.ts';
import type { WriteTx } from '../connection.ts';
import { EVENT_CODES } from '../eventCodes.ts';
import { statement } from '../statement.ts';

type TextEvent = Extract<DeskEvent, { type: 'question.asked' | 'answer.given' }>;

/** Adds a text to the thread of a request. `forLists`: see `projectRequest`. */
export function projectText(tx: WriteTx, { type, sequence, data }: TextEvent, number: number, forLists: boolean): void {
  tx.run(insertText({ number, sequence, text: data.text }));
  if (!forLists) return;
  tx.run(type === 'question.asked' ? insertUnanswered({ number }) : deleteUnanswered({ number }));
}

/** A closed request awaits no answer. */
export function dropUnanswered(tx: WriteTx, number: number): void {
  tx.run(deleteUnanswered({ number }));
}

/** Makes anew which open requests await an answer, where {@link projectText} left it out. */
export function fillUnanswered(tx: WriteTx): void {
  tx.run(deleteEveryUnanswered({}));
  tx.run(insertEveryUnanswered({}));
}

const insertText = statement<{ number: number; sequence: number; text: string }>()((value, db) =>
  db.insertInto('fact_text').values({ number: value('number'), sequence: value('sequence'), text: value('text') }),
);

const insertUnanswered = statement<{ number: number }>()((value, db) =>
  db
    .insertInto('fact_unanswered')
    .values({ number: value('number') })
    .onConflict((conflict) => conflict.column('number').doNothing()),
);

const deleteUnanswered = statement<{ number: number }>()((value, db) =>
  db.deleteFrom('fact_unanswered').where('number', '=', value('number')),
);

const deleteEveryUnanswered = statement<object>()((_value, db) => db.deleteFrom('fact_unanswered'));

const insertEveryUnanswered = statement<object>()((_value, db) =>
  db
    .insertInto('fact_unanswered')
    .columns(['number'])
    .expression((e) =>
      e
        .selectFrom('fact_text as newest')
        .innerJoin('fact_request', 'fact_request.number', 'newest.number')
        .innerJoin('fact_event', 'fact_event.sequence', 'newest.sequence')
        .select('newest.number')
        .where('fact_request.status', '=', 'open')
        .where('fact_event.type', '=', EVENT_CODES['question.asked'])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('fact_text as later')
                .select('later.sequence')
                .whereRef('later.number', '=', 'newest.number')
                .whereRef('later.sequence', '>', 'newest.sequence'),
            ),
          ),
        ),
    ),
);
