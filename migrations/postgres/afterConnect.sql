-- that pgvector is there already is no news
set client_min_messages = warning;
