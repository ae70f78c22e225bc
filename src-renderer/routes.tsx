import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { accountsSearch } from './accounts/search.ts';
import { grantsSearch } from './grants/search.ts';
import { InboxPage, MinePage } from './inbox/InboxPage.tsx';
import { requestsSearch } from './inbox/search.ts';
import { ledgerSearch } from './ledger/search.ts';
import { noticesSearch } from './notices/search.ts';
import { peopleSearch } from './people/search.ts';
import { policiesSearch, wizardSearch } from './policies/search.ts';
import { proposalsSearch } from './proposals/search.ts';
import { newRequestSearch } from './request/newRequest.ts';
import { BrokenPage, MissingPage } from './shell/ErrorPages.tsx';
import { Start } from './start/Start.tsx';

// Pages say what they return, so that the type of the router does not depend on their bodies, which depend on it.
// The window opens on requests; every other page loads when the pointer or the focus comes near its link.
const root = createRootRoute({ component: Start, notFoundComponent: MissingPage });
const getParentRoute = () => root;

const start = createRoute({
  getParentRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox' });
  },
});
const inbox = createRoute({ getParentRoute, path: '/inbox', validateSearch: requestsSearch, component: InboxPage });
const mine = createRoute({ getParentRoute, path: '/mine', validateSearch: requestsSearch, component: MinePage });
const ask = createRoute({
  getParentRoute,
  path: '/new',
  validateSearch: newRequestSearch,
  component: lazyRouteComponent(() => import('./request/NewRequestPage.tsx'), 'NewRequestPage'),
});
const grants = createRoute({
  getParentRoute,
  path: '/grants',
  validateSearch: grantsSearch,
  component: lazyRouteComponent(() => import('./grants/GrantsPage.tsx'), 'GrantsPage'),
});
const notices = createRoute({
  getParentRoute,
  path: '/notices',
  validateSearch: noticesSearch,
  component: lazyRouteComponent(() => import('./notices/NoticesPage.tsx'), 'NoticesPage'),
});
const policies = createRoute({
  getParentRoute,
  path: '/policies',
  validateSearch: policiesSearch,
  component: lazyRouteComponent(() => import('./policies/PoliciesPage.tsx'), 'PoliciesPage'),
});
const policyNew = createRoute({
  getParentRoute,
  path: '/policies/new',
  validateSearch: wizardSearch,
  component: lazyRouteComponent(() => import('./policies/wizard/PolicyNewPage.tsx'), 'PolicyNewPage'),
});
const policyEdit = createRoute({
  getParentRoute,
  path: '/policies/$policyId/edit',
  validateSearch: wizardSearch,
  component: lazyRouteComponent(() => import('./policies/wizard/PolicyEditPage.tsx'), 'PolicyEditPage'),
});
const policyImport = createRoute({
  getParentRoute,
  path: '/policies/import',
  component: lazyRouteComponent(() => import('./policies/code/ImportPage.tsx'), 'ImportPage'),
});
const accounts = createRoute({
  getParentRoute,
  path: '/accounts',
  validateSearch: accountsSearch,
  component: lazyRouteComponent(() => import('./accounts/AccountsPage.tsx'), 'AccountsPage'),
});
const accountsImport = createRoute({
  getParentRoute,
  path: '/accounts/import',
  component: lazyRouteComponent(() => import('./accounts/import/ImportPage.tsx'), 'ImportPage'),
});
const people = createRoute({
  getParentRoute,
  path: '/people',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./people/PeoplePage.tsx'), 'PeoplePage'),
});
const peopleImport = createRoute({
  getParentRoute,
  path: '/people/import',
  component: lazyRouteComponent(() => import('./people/import/ImportPage.tsx'), 'ImportPage'),
});
const proposals = createRoute({
  getParentRoute,
  path: '/proposals',
  validateSearch: proposalsSearch,
  component: lazyRouteComponent(() => import('./proposals/ProposalsPage.tsx'), 'ProposalsPage'),
});
const ledger = createRoute({
  getParentRoute,
  path: '/ledger',
  validateSearch: ledgerSearch,
  component: lazyRouteComponent(() => import('./ledger/LedgerPage.tsx'), 'LedgerPage'),
});
const settings = createRoute({
  getParentRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
});

const firstSteps = createRoute({
  getParentRoute,
  path: '/first-steps',
  component: lazyRouteComponent(() => import('./firstSteps/FirstStepsPage.tsx'), 'FirstStepsPage'),
});

const routeTree = root.addChildren([
  start,
  inbox,
  mine,
  ask,
  grants,
  notices,
  policies,
  policyNew,
  policyEdit,
  policyImport,
  accounts,
  accountsImport,
  people,
  peopleImport,
  proposals,
  ledger,
  settings,
  firstSteps,
]);

/** Every page has an address, in the part after the #, so that app:// serves one file. */
export const router = createRouter({
  routeTree,
  history: createHashHistory(),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** Whether the proposal that is shown has just been made here. */
    proposed?: boolean;
  }
}
