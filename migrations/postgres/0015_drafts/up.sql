-- What somebody has typed into a form and not sent yet, or could not send because the session had ended: one draft a person and form.
-- Same table and columns as ../../sqlite/0015_drafts.
CREATE TABLE drafts (
    person_id BIGINT NOT NULL REFERENCES people (id),
    form TEXT NOT NULL, -- address of the form
    fields TEXT NOT NULL, -- names and values: JSON
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (person_id, form)
);

-- Which cases are about the same act: asked when a case is opened.
CREATE INDEX events_act_number ON events ((data::json ->> 'act_number')) WHERE event = 'application-received';
