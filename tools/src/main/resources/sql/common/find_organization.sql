select id from organizations where name = :name
