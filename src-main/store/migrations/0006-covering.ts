/**
 * What decides whether a member sees a request, and what patterns are compared with, stands in the indexes of the inbox
 * themselves: looking through the next requests of a list then touches no row (docs/decisions/0006).
 */
export const covering = `
DROP INDEX fact_inbox_by_status;
CREATE INDEX fact_inbox_by_status
  ON fact_inbox (status, number, requester, filer, policy, resource, account);
DROP INDEX fact_inbox_by_requester;
CREATE INDEX fact_inbox_by_requester
  ON fact_inbox (requester, status, number, filer, policy, resource, account);
DROP INDEX fact_inbox_by_policy;
CREATE INDEX fact_inbox_by_policy
  ON fact_inbox (policy, status, number, requester, filer, resource, account);
DROP INDEX fact_inbox_by_resource;
CREATE INDEX fact_inbox_by_resource
  ON fact_inbox (resource, status, number, requester, filer, policy, account);
DROP INDEX fact_inbox_by_account;
CREATE INDEX fact_inbox_by_account
  ON fact_inbox (account, status, number, requester, filer, policy, resource);
`;
