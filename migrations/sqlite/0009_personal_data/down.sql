DROP TABLE party_details;
