-- What somebody has typed into a form and not sent yet, or could not send because the session had ended: one draft a person and form.
-- Same table and columns as ../../sqlite/0015_drafts.
CREATE TABLE drafts (
    person_id BIGINT NOT NULL REFERENCES people (id),
    form TEXT NOT NULL, -- address of the form
    fields TEXT NOT NULL, -- names and values: JSON
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (person_id, form)
);
