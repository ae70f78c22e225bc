import { useFourEyes } from '../app/session.ts';
import { Empty } from '../ui/Empty.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import type { ProposalShow } from './search.ts';

const nothing: Record<ProposalShow, string> = {
  open: 'No proposal is open.',
  approved: 'No proposal was approved.',
  rejected: 'No proposal was rejected.',
  withdrawn: 'No proposal was withdrawn.',
  all: 'Nothing was ever proposed.',
};

interface NothingProposedProps {
  readonly show: ProposalShow;
}

/** What an empty list of proposals says, and where to go from there. */
export function NothingProposed({ show }: NothingProposedProps) {
  const fourEyes = useFourEyes();
  return (
    <Empty title={nothing[show]}>
      {show !== 'open' && show !== 'all' ? (
        <p>Try another of the filters above.</p>
      ) : fourEyes ? (
        <p>
          Whoever changes a policy, a group, a role or a key proposes it; it then waits here until another admin
          approves it.
        </p>
      ) : (
        <>
          <p>
            Four eyes on rules is off, so admins change rules at once. While it is on, each change is proposed first.
          </p>
          <LinkButton to="/settings" variant="default" size="compact-sm" mt="sm">
            Go to the settings
          </LinkButton>
        </>
      )}
    </Empty>
  );
}
