import { createContext, useContext } from 'react';
import { age, localTime, preciseTime, roughDuration, secondsBetween } from './time.ts';

/** The workspace's clock, as the application reads it; ISO 8601 UTC. */
export const NowContext = createContext(new Date(0).toISOString());

interface WhenProps {
  readonly at: string;
}

/** An instant in local time; its zone on hover. */
export function When({ at }: WhenProps) {
  const now = useContext(NowContext);
  return (
    <time dateTime={at} title={preciseTime(at)}>
      {localTime(at, now)}
    </time>
  );
}

/** How long ago something was. */
export function Age({ at }: WhenProps) {
  const now = useContext(NowContext);
  return (
    <time dateTime={at} title={preciseTime(at)}>
      {age(at, now)}
    </time>
  );
}

/** How much time is left until an instant, by the workspace's clock. */
export function TimeLeft({ at }: WhenProps) {
  const now = useContext(NowContext);
  return (
    <time dateTime={at} title={preciseTime(at)} className="tabular">
      {roughDuration(secondsBetween(now, at))}
    </time>
  );
}
