DROP TRIGGER units_access ON units;
DROP TRIGGER grants_access ON grants;
DROP TRIGGER clients_access ON clients;
DROP TRIGGER people_access ON people;
DROP TRIGGER sessions_access_gone ON sessions;
DROP TRIGGER sessions_access ON sessions;
DROP FUNCTION raise_access_epoch();
DROP TABLE access_epoch;
