import type { SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { useFirstStepsShown } from '../app/firstSteps.ts';
import { runtime } from '../app/runtime.ts';
import { SaveHead } from '../ledger/SaveHead.tsx';
import { FallbackNote } from '../ui/FallbackNote.tsx';
import { Fingerprint } from '../ui/Fingerprint.tsx';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Section } from '../ui/Section.tsx';
import { When } from '../ui/When.tsx';
import { LeaveTraining } from './LeaveTraining.tsx';

interface ThisDeskProps {
  readonly workspace: SessionView['workspace'];
  /** Whether the viewer may read the ledger. */
  readonly reads: boolean;
}

/** Which desk this is. */
export function ThisDesk({ workspace, reads }: ThisDeskProps) {
  const real = workspace.kind === 'real';
  const showsFirstSteps = useFirstStepsShown();
  const { version, electron, official } = runtime();
  return (
    <Section title={t('settings.desk.title')}>
      <dl>
        <dt>{t('settings.desk.name')}</dt>
        <dd>{workspace.name}</dd>
        <dt>{t('settings.desk.kind')}</dt>
        <dd>
          {t(real ? 'settings.desk.real' : 'settings.desk.training')}
          {real ? null : <LeaveTraining />}
        </dd>
        <dt>{t('settings.desk.clock')}</dt>
        <dd>
          <When at={workspace.now} />
        </dd>
        <dt>{t('settings.desk.fingerprint')}</dt>
        <dd>
          <Fingerprint fingerprint={workspace.fingerprint} />
          <p className="meta">{t('settings.desk.fingerprintUse')}</p>
          {real && reads ? (
            <div>
              <SaveHead size="compact-sm">{t('settings.desk.print')}</SaveHead>
            </div>
          ) : null}
        </dd>
        <dt>{t('settings.desk.application')}</dt>
        <dd>
          {t('settings.desk.version', {
            version: version ?? t('settings.desk.unknownVersion'),
            electron: electron ?? t('settings.desk.unknownVersion'),
          })}
          {electron === null || official === null ? null : <FallbackNote electron={electron} official={official} />}
        </dd>
        {showsFirstSteps ? (
          <>
            <dt>{t('firstSteps.title')}</dt>
            <dd>
              <div>
                <LinkButton to="/first-steps" variant="default" size="compact-sm">
                  {t('firstSteps.open')}
                </LinkButton>
              </div>
              <p className="meta">{t('firstSteps.inSettings')}</p>
            </dd>
          </>
        ) : null}
      </dl>
    </Section>
  );
}
