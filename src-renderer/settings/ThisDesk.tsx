import type { SessionView } from '#contract/session.ts';
import { SaveHead } from '../ledger/SaveHead.tsx';
import { Fingerprint } from '../ui/Fingerprint.tsx';
import { When } from '../ui/When.tsx';
import { LeaveTraining } from './LeaveTraining.tsx';
import { Section } from './Section.tsx';

interface ThisDeskProps {
  readonly workspace: SessionView['workspace'];
  /** Whether the viewer may read the ledger. */
  readonly reads: boolean;
}

/** Which desk this is. */
export function ThisDesk({ workspace, reads }: ThisDeskProps) {
  const real = workspace.kind === 'real';
  return (
    <Section title="This desk">
      <dl>
        <dt>Name</dt>
        <dd>{workspace.name}</dd>
        <dt>Kind</dt>
        <dd>
          {real
            ? 'Real. What is decided here counts.'
            : 'Training. Nothing here is real access, and nothing made here passes for real.'}
          {real ? null : <LeaveTraining />}
        </dd>
        <dt>Clock</dt>
        <dd>
          <When at={workspace.now} />
        </dd>
        <dt>Fingerprint</dt>
        <dd>
          <Fingerprint fingerprint={workspace.fingerprint} />
          <p className="meta">
            The hash of this desk’s first event. Two desks with the same name differ in this; compare it before you
            trust a file that claims to come from here.
          </p>
          {real && reads ? (
            <div>
              <SaveHead size="compact-sm">Print or save…</SaveHead>
            </div>
          ) : null}
        </dd>
      </dl>
    </Section>
  );
}
