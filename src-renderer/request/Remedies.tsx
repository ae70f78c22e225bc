import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AccessRequest, Remedy } from '#contract/requests.ts';
import { t } from '#texts/texts.ts';
import { remediesQuery } from '../app/queries/requests.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { shownName } from '../ui/names.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { keyResetSentence } from './next.ts';
import classes from './Remedies.module.css';

/** Links to the pages where an admin makes the changes of a remedy. */
function RemedyLinks({ remedy }: { readonly remedy: Remedy }) {
  const { person, actions } = remedy;
  const groups = actions.flatMap((action) => (action.kind === 'readd' ? [action.group] : []));
  const toPerson = actions.some(({ kind }) => kind !== 'readd');
  return (
    <span className={classes.ways}>
      {toPerson ? (
        <LinkButton
          to="/people"
          search={{ tab: 'people', text: person.username }}
          variant="default"
          size="compact-sm"
          aria-label={t('request.stuck.toPersonNamed', { name: shownName(person) })}
        >
          {t('request.stuck.toPerson')}
        </LinkButton>
      ) : null}
      {groups.map((group) => (
        <LinkButton
          key={group.id}
          to="/people"
          search={{ tab: 'groups', text: group.name }}
          variant="default"
          size="compact-sm"
          aria-label={t('request.stuck.toGroupSpoken', { name: group.name })}
        >
          {groups.length === 1 ? t('request.stuck.toGroup') : t('request.stuck.toGroupNamed', { name: group.name })}
        </LinkButton>
      ))}
    </span>
  );
}

function List({ remedies }: { readonly remedies: readonly Remedy[] }) {
  return (
    <ul className={classes.remedies}>
      {remedies.map((remedy) => (
        <li key={remedy.sentence}>
          <span>{remedy.sentence}</span>
          <RemedyLinks remedy={remedy} />
        </li>
      ))}
    </ul>
  );
}

interface RemediesProps {
  readonly request: AccessRequest;
}

/** The changes by which an admin can make a stuck request completable again. */
export function Remedies({ request }: RemediesProps) {
  const { data, error } = useQuery(remediesQuery(request.id));
  if (error !== null) return <RefusalNote refusal={error.refusal} />;
  if (data === undefined) return <Skeleton height={44} mt="xs" />;
  const { alone, aloneCount, together, missing, keyReset } = data;
  return (
    <section aria-label={t('request.stuck.label')}>
      {alone.length === 0 ? null : (
        <>
          <p>{t('request.stuck.alone', { count: alone.length })}</p>
          <List remedies={alone} />
          {aloneCount > alone.length ? (
            <p className="dim">{t('request.stuck.more', { count: aloneCount - alone.length })}</p>
          ) : null}
        </>
      )}
      {together.length === 0 ? null : (
        <>
          <p>{t('request.stuck.together')}</p>
          <List remedies={together} />
        </>
      )}
      {missing === null ? null : (
        <p>
          {t('request.stuck.missing')}{' '}
          {missing === request.stuckBecause ? null : <>{t('request.stuck.stillMissing', { missing })} </>}
          {t('request.stuck.cancelIt')}
        </p>
      )}
      {keyReset.length === 0 ? null : <p className="dim">{keyResetSentence(keyReset)}</p>}
      {missing !== null ? null : <p className="dim">{t('request.stuck.orCancel')}</p>}
    </section>
  );
}
