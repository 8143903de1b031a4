-- A journal as version 1 wrote it; never to be changed.
CREATE TABLE job (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE session (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
CREATE TABLE file (session INTEGER NOT NULL, path TEXT NOT NULL, step TEXT NOT NULL, run INTEGER NOT NULL,
    staging TEXT NOT NULL, target TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
    is_default INTEGER NOT NULL, on_existing TEXT NOT NULL, checksums TEXT NOT NULL DEFAULT '', batch INTEGER,
    sent INTEGER, dataset BLOB, trouble TEXT NOT NULL DEFAULT '', PRIMARY KEY (session, path)) WITHOUT ROWID;
CREATE TABLE finished (session INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
    checksum BLOB, dataset BLOB, outcome TEXT NOT NULL, PRIMARY KEY (session, path)) WITHOUT ROWID;
INSERT INTO job VALUES ('arguments', '["upload","rig"]'), ('command', 'upload'), ('created', '2026-11-22T10:00:00Z'),
    ('folder', '/home/user'), ('identity.folders', '/home/user/rig'), ('runs', '2'), ('state', 'open');
INSERT INTO session VALUES (1, 'COGP-003/2022-01-11/001');
INSERT INTO file VALUES (1, 'alf/a.npy', 'VERIFIED', 2, 'COGP-003/2022-01-11/001/alf/.at-0123456789abcdef0123.part',
    'COGP-003/2022-01-11/001/alf/a.npy', 100, 1641895872000000000, 1, 'FAIL', '0123456789abcdef0123456789abcdef', NULL,
    NULL, NULL, '');
INSERT INTO file VALUES (1, 'alf/b.npy', 'REGISTERING', 2, 'COGP-003/2022-01-11/001/alf/.at-0123456789abcdef0124.part',
    'COGP-003/2022-01-11/001/alf/b.npy', 200, 1641895872000000000, 1, 'FAIL', '0123456789abcdef0123456789abcdee', 1,
    1669111200000000000, NULL, 'Alyx was away');
INSERT INTO finished VALUES (1, 'alf/spikes.times.npy', 300, 1641895872000000000,
    x'0123456789abcdef0123456789abcdef', x'5c1f7c4e6b6c4c539f3c1f1d6f6f0001', 'Done');
PRAGMA application_id = 1635011121;
PRAGMA user_version = 1;
