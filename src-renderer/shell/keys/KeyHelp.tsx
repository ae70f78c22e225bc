import { Kbd, Modal } from '@mantine/core';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import { useSingleKeys } from '../../ui/keys.ts';
import classes from './KeyHelp.module.css';
import { keySections } from './table.ts';

interface KeyHelpProps {
  readonly me: Person;
  readonly onClose: () => void;
}

/** All keys that there are. */
export function KeyHelp({ me, onClose }: KeyHelpProps) {
  const letters = useSingleKeys();
  return (
    <Modal opened onClose={onClose} title={t('shell.keys.title')} size="lg" centered>
      <div className={classes.sections}>
        {keySections(me, letters).map(({ title, keys }) => (
          <section key={title} className={classes.section}>
            <h3>{title}</h3>
            <dl>
              {keys.map((one) => (
                <div key={one.does} style={{ display: 'contents' }}>
                  <dt>
                    {one.keys.map((key, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the same key can be pressed twice
                      <Kbd key={`${index} ${key}`} size="xs">
                        {key}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{one.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="dim">{t(letters ? 'shell.keys.letters' : 'shell.keys.noLetters')}</p>
    </Modal>
  );
}
