import { Autocomplete, Button, Group, Modal, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleX, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Input } from '#contract/contract.ts';
import type { AccessCheck } from '#contract/grants.ts';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { accountHintsQuery } from '../app/queries/accounts.ts';
import { accessCheckQuery } from '../app/queries/grants.ts';
import { everyoneQuery } from '../app/queries/people.ts';
import { asksForAccess, oversees } from '../app/roles.ts';
import { RefusalNote } from '../ui/RefusalNote.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { TimeLeft, When } from '../ui/When.tsx';
import classes from './CheckAccess.module.css';

type Question = Input<'grants', 'check'>;

interface CheckAccessProps {
  readonly me: Person;
  readonly onClose: () => void;
}

/** “May this person use this account now, and why?” Members ask about themselves. */
export function CheckAccess({ me, onClose }: CheckAccessProps) {
  const all = oversees(me);
  const [personId, setPersonId] = useState<string | null>(all ? null : me.id);
  const [resource, setResource] = useState('');
  const [account, setAccount] = useState('');
  const [asked, setAsked] = useState<Question | null>(null);
  const complete = personId !== null && resource.trim() !== '' && account.trim() !== '';
  return (
    <Modal opened onClose={onClose} title={t(all ? 'grants.check.titleAll' : 'grants.check.title')} size="lg" centered>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) setAsked({ personId, resource, account });
        }}
      >
        <div className={classes.fields}>
          {all ? <PersonField value={personId} onChange={setPersonId} /> : null}
          <AccountFields
            resource={resource}
            onResource={setResource}
            account={account}
            onAccount={setAccount}
            first={!all}
          />
        </div>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('common.close')}
          </Button>
          <Button type="submit" disabled={!complete}>
            {t('grants.check.submit')}
          </Button>
        </Group>
        <div role="status" className={classes.answer}>
          {asked === null ? null : <Answered me={me} question={asked} onLeave={onClose} />}
        </div>
      </form>
    </Modal>
  );
}

function PersonField({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const { data: everyone = [] } = useQuery(everyoneQuery());
  return (
    <Select
      label={t('grants.check.person')}
      data={everyone.map((person) => ({
        value: person.id,
        label: t(person.status === 'disabled' ? 'grants.check.disabledPerson' : 'common.sharedName', {
          name: person.name,
          username: person.username,
        }),
      }))}
      value={value}
      onChange={onChange}
      searchable
      limit={50}
      nothingFoundMessage={t('grants.check.noPerson')}
      required
      data-autofocus
    />
  );
}

interface AccountFieldsProps {
  readonly resource: string;
  readonly onResource: (resource: string) => void;
  readonly account: string;
  readonly onAccount: (account: string) => void;
  /** Whether the first of these fields takes the focus. */
  readonly first: boolean;
}

function AccountFields({ resource, onResource, account, onAccount, first }: AccountFieldsProps) {
  const [text] = useDebouncedValue(resource.trim(), 200);
  const { data } = useQuery({ ...accountHintsQuery(text), enabled: text !== '' });
  const items = data?.items ?? [];
  const meant = resource.trim().toLocaleLowerCase();
  const ofResource = items.filter((item) => item.resource.toLocaleLowerCase() === meant);
  return (
    <div className={classes.pair}>
      <Autocomplete
        label={t('grants.check.resource')}
        data={otherThan(
          resource,
          items.map((item) => item.resource),
        )}
        value={resource}
        onChange={onResource}
        classNames={{ input: 'mono' }}
        limit={20}
        required
        {...(first ? { 'data-autofocus': true } : {})}
      />
      <Autocomplete
        label={t('grants.check.account')}
        data={otherThan(
          account,
          ofResource.map((item) => item.account),
        )}
        value={account}
        onChange={onAccount}
        classNames={{ input: 'mono' }}
        limit={20}
        required
      />
    </div>
  );
}

// A name that is typed in full needs no suggestion, which would cover the button.
function otherThan(typed: string, names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== typed);
}

interface AnsweredProps {
  readonly me: Person;
  readonly question: Question;
  readonly onLeave: () => void;
}

function Answered({ me, question, onLeave }: AnsweredProps) {
  const { data: check, error } = useQuery(accessCheckQuery(question));
  if (error !== null) return <RefusalNote refusal={error.refusal} />;
  if (check === undefined) return null;
  const Icon = check.allowed ? IconRosetteDiscountCheck : IconCircleX;
  return (
    <div className={classes.verdict} data-allowed={check.allowed}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <p>
        <Verdict check={check} />
      </p>
      {check.grantId === undefined ? (
        question.personId === me.id && asksForAccess(me) ? (
          <Link
            to="/new"
            search={{ resource: question.resource, account: question.account }}
            className="quiet-link"
            onClick={onLeave}
          >
            {t('grants.check.ask')}
          </Link>
        ) : null
      ) : (
        <Link to="/grants" search={{ show: 'all', grant: check.grantId }} className="quiet-link" onClick={onLeave}>
          {t('grants.check.see')}
        </Link>
      )}
    </div>
  );
}

function Verdict({ check: { allowed, because, expiresAt } }: { readonly check: AccessCheck }) {
  const b = <span className="strong" />;
  if (expiresAt === undefined)
    return <Sentence text={allowed ? 'grants.check.yes' : 'grants.check.no'} values={{ because }} parts={{ b }} />;
  return (
    <Sentence
      text="grants.check.yesUntil"
      values={{ because }}
      parts={{ b, time: <When at={expiresAt} />, left: <TimeLeft at={expiresAt} /> }}
    />
  );
}
