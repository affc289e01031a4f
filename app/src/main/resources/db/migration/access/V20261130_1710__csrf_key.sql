-- What the tokens against forged requests are signed with; the same on all nodes. A uuid is 122 bits of the server's
-- cryptographic random numbers.
create table server_key (
  name text primary key,
  secret bytea not null check (octet_length(secret) = 32)
);

insert into server_key (name, secret)
values ('csrf', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
