-- Views of the list of cases that a person has saved, by name: the query of the address. Same tables and columns as
-- ../../sqlite/0017_views.
CREATE TABLE saved_views (
    person_id BIGINT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (person_id, name)
);

-- Open cases in the order of lists: which of them have no next date is asked every morning.
CREATE INDEX cases_open ON cases (listed_on, id) WHERE concluded_on IS NULL AND withdrawn_at IS NULL;
