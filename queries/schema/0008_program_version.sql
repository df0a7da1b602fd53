-- Which version of the program wrote an import; null for those of before 0.2.0.
alter table import_log add column program_version text;
