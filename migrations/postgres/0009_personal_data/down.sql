DROP TABLE party_details;
DROP FUNCTION only_reseal();
