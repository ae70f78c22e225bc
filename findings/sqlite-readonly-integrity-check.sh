#!/bin/sh
# On a connection that only reads, SQLite's integrity_check passes over CHECK constraints: it does not even parse them there.
# Exits 0 while that holds. Runs Debian's libsqlite3-0 through Debian's python3.
set -eu
# Debian 12: libsqlite3-0 3.40.1, through Debian's own python3.
[ -x /usr/bin/python3 ] || apt-get install -y --no-install-recommends python3 >/dev/null
version=$(dpkg-query -W -f '${Version}' libsqlite3-0)
case $version in 3.40.1-*) ;; *) echo "subject: libsqlite3-0 $version, not 3.40.1"; exit 2 ;; esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
/usr/bin/python3 - <<'PY'
import sqlite3, sys
made = sqlite3.connect('data.sqlite')
made.execute('CREATE TABLE t (x INTEGER CHECK (x > 0))')
made.execute('PRAGMA ignore_check_constraints = ON')
made.execute('INSERT INTO t VALUES (-1)')
made.commit()
made.close()
def check(mode):
    connection = sqlite3.connect(f'file:data.sqlite?mode={mode}', uri=True)
    return connection.execute('PRAGMA integrity_check').fetchone()[0]
writing, reading = check('rw'), check('ro')
print('subject: SQLite', sqlite3.sqlite_version)
print('expected: integrity_check names the row that breaks its CHECK, however the file was opened')
print(f'seen: opened to write: {writing}; opened to read: {reading}')
sys.exit(0 if writing.startswith('CHECK constraint failed') and reading == 'ok' else 1)
PY
