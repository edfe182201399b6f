-- One number that every change to anybody's rights raises, in the transaction of that change: who keeps rights in memory asks for it
-- before relying on them. It begins anywhere, so that another database put in place of this one is never taken for it. A row and no
-- sequence: a sequence is seen before its transaction is committed. Same table as ../../sqlite/0026_access_epoch.
CREATE TABLE access_epoch (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    epoch BIGINT NOT NULL
);
INSERT INTO access_epoch (id, epoch) VALUES (1, floor(random() * 1000000000000)::bigint);

CREATE FUNCTION raise_access_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE access_epoch SET epoch = epoch + 1;
    RETURN NULL;
END
$$;
-- A new session, person or program takes no right from anybody; when a session was last seen changes none. Deferred to the commit: the
-- row is the last thing a transaction locks, so that two that change rights never wait for each other in a circle.
CREATE CONSTRAINT TRIGGER sessions_access AFTER UPDATE OF person_id, client_id, kind, secret_hash, duty, ends_at, ended_at ON sessions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_access_epoch();
CREATE CONSTRAINT TRIGGER sessions_access_gone AFTER DELETE ON sessions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_access_epoch();
CREATE CONSTRAINT TRIGGER people_access AFTER UPDATE OR DELETE ON people
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_access_epoch();
CREATE CONSTRAINT TRIGGER clients_access AFTER UPDATE OR DELETE ON clients
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_access_epoch();
CREATE CONSTRAINT TRIGGER grants_access AFTER INSERT OR UPDATE ON grants
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_access_epoch();
CREATE CONSTRAINT TRIGGER units_access AFTER INSERT OR UPDATE OR DELETE ON units
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_access_epoch();
