-- One number that every change to anybody's rights raises, in the transaction of that change: who keeps rights in memory asks for it
-- before relying on them. It begins anywhere, so that another database put in place of this one is never taken for it.
-- Same table as ../../postgres/0026_access_epoch; here one writer at a time changes the row, there it is changed last of all.
CREATE TABLE access_epoch (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch BIGINT NOT NULL
);
INSERT INTO access_epoch (id, epoch) VALUES (1, abs(random() % 1000000000000));

-- A new session, person or program takes no right from anybody; when a session was last seen changes none.
CREATE TRIGGER sessions_access AFTER UPDATE OF person_id, client_id, kind, secret_hash, duty, ends_at, ended_at ON sessions
BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
CREATE TRIGGER sessions_access_gone AFTER DELETE ON sessions BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
CREATE TRIGGER people_access AFTER UPDATE ON people BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
CREATE TRIGGER people_access_gone AFTER DELETE ON people BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
CREATE TRIGGER clients_access AFTER UPDATE ON clients BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
CREATE TRIGGER clients_access_gone AFTER DELETE ON clients BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
CREATE TRIGGER grants_access_new AFTER INSERT ON grants BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
CREATE TRIGGER grants_access AFTER UPDATE ON grants BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
CREATE TRIGGER units_access_new AFTER INSERT ON units BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
CREATE TRIGGER units_access AFTER UPDATE ON units BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
CREATE TRIGGER units_access_gone AFTER DELETE ON units BEGIN UPDATE access_epoch SET epoch = epoch + 1; END;
