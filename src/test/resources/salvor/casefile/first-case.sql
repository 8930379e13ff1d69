-- The schema of the first cases, as V1__case.sql had it then.
-- What people add and decide, and what the evidence was when it was read. An event is named by the SHA-256 of its source
-- and the byte offset of its record in it.

create table if not exists case_info (
  name varchar primary key,
  content varchar not null
);

create table if not exists input (
  number int primary key,
  is_baseline boolean not null,
  given_path varchar not null,
  absolute_path varchar not null,
  relative_path varchar
);

create table if not exists input_file (
  input int not null references input on delete cascade,
  path varchar not null,
  bytes bigint not null,
  modified_millis bigint not null,
  sha256 varchar,
  primary key (input, path)
);

create table if not exists source (
  number int primary key,
  path varchar not null,
  sha256 varchar not null,
  format varchar not null,
  bytes bigint not null,
  line_count bigint not null,
  observation_count bigint not null,
  unreadable_count bigint not null
);

create table if not exists source_skipped (
  source int not null references source on delete cascade,
  reason varchar not null,
  record_count bigint not null
);

create table if not exists source_unreadable (
  source int not null references source on delete cascade,
  line_number bigint not null,
  byte_offset bigint not null,
  reason varchar not null
);

create table if not exists source_note (
  source int not null references source on delete cascade,
  note varchar not null
);

create table if not exists baseline (
  number int primary key,
  name varchar not null
);

-- sha256 is empty and byte_offset -1 where the entry belongs to the case and not to an event (a saved filter)
create table if not exists entry (
  kind varchar not null,
  sha256 varchar not null,
  byte_offset bigint not null,
  name varchar not null,
  content varchar not null,
  author varchar not null,
  made_at timestamp(6) with time zone not null,
  primary key (kind, sha256, byte_offset, name)
);

create table if not exists edit (
  number bigint primary key,
  author varchar not null,
  made_at timestamp(6) with time zone not null,
  state varchar not null
);

create table if not exists edit_change (
  edit bigint not null references edit,
  number int not null,
  kind varchar not null,
  sha256 varchar not null,
  byte_offset bigint not null,
  name varchar not null,
  before_content varchar,
  before_author varchar,
  before_at timestamp(6) with time zone,
  after_content varchar,
  after_author varchar,
  after_at timestamp(6) with time zone,
  primary key (edit, number)
);

create table if not exists window_state (
  name varchar primary key,
  content varchar not null
);
