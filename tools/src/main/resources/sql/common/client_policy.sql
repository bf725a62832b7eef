select policy from clients where id = :id
