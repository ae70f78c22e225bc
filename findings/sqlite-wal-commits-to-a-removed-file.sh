#!/bin/sh
# SQLite notices that a database was moved or removed while open when it uses a rollback journal (SQLITE_READONLY_DBMOVED), but with a
# write-ahead log it reports each commit as done. Exits 0 while that holds. Runs Debian's libsqlite3-0 through Debian's python3.
set -eu
# Debian 12: libsqlite3-0 3.40.1, through Debian's own python3.
[ -x /usr/bin/python3 ] || apt-get install -y --no-install-recommends python3 >/dev/null
version=$(dpkg-query -W -f '${Version}' libsqlite3-0)
case $version in 3.40.1-*) ;; *) echo "subject: libsqlite3-0 $version, not 3.40.1"; exit 2 ;; esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
/usr/bin/python3 - <<'PY'
import os, sqlite3, sys
def commit_after_move(mode):
    os.mkdir(mode)
    database = sqlite3.connect(f'{mode}/data.sqlite')
    database.execute(f'PRAGMA journal_mode = {mode}')
    database.execute('CREATE TABLE t (x)')
    database.commit()
    os.rename(mode, f'{mode}-moved')
    try:
        database.execute('INSERT INTO t VALUES (1)')
        database.commit()
        return 'done'
    except sqlite3.OperationalError as error:
        return f'refused ({error})'
print('subject: SQLite', sqlite3.sqlite_version)
journal, log = commit_after_move('DELETE'), commit_after_move('WAL')
print('expected: a commit to a database that is no longer at its path is refused in either mode')
print(f'seen: rollback journal: {journal}; write-ahead log: {log}')
sys.exit(0 if journal.startswith('refused') and log == 'done' else 1)
PY
