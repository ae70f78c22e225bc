import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';

const SOME_ID = '00000000-0000-7000-8000-000000000000';

/** The addresses at which requests of a list are shown beside it. The router is asked for one of them, and not for each row. */
export function useRequestAddress(to: '/inbox' | '/mine', filter: string): (id: string) => string {
  const router = useRouter();
  return useMemo(() => {
    const { href } = router.buildLocation({ to, search: { filter, request: SOME_ID } });
    const address = router.history.createHref(href);
    const place = address.lastIndexOf(SOME_ID);
    return (id) => `${address.slice(0, place)}${id}${address.slice(place + SOME_ID.length)}`;
  }, [router, to, filter]);
}
