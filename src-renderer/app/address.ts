import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';

/** The part of an address of this application that says which page it is; null for anything else. */
export function pageIn(text: string): string | null {
  const found = /^(?:app:\/\/[^#\s]*)?#(\/[^\s]*)$/.exec(text.trim());
  return found?.[1] ?? null;
}

/** Opens addresses of pages, as they were copied. */
export function useAddresses() {
  const router = useRouter();
  return useMemo(
    () => ({
      /** Opens a page; answers whether the text was an address. */
      open(text: string): boolean {
        const page = pageIn(text);
        if (page !== null) router.history.push(page);
        return page !== null;
      },
      /** The whole address of a list of requests, to keep or to send to another person of this desk. */
      ofList(to: '/inbox' | '/mine', filter: string): string {
        const { href } = router.buildLocation({ to, search: { filter } });
        return `${window.location.href.split('#')[0] ?? ''}#${href.replace(/^[^#]*#/, '')}`;
      },
    }),
    [router],
  );
}
