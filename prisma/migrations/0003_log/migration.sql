-- The audit log as a Merkle tree (2-integrity §3): every table of it only ever grows.
-- Rows written before this migration get a salt of zeros: their payload hashes were not salted.
ALTER TABLE audit_row ADD COLUMN salt bytea NOT NULL DEFAULT decode(repeat('00', 16), 'hex');
ALTER TABLE audit_row ALTER COLUMN salt DROP DEFAULT;
ALTER TABLE audit_row ADD CONSTRAINT audit_row_salt CHECK (length(salt) = 16);

CREATE TABLE audit_leaf (
  index bigint PRIMARY KEY CHECK (index >= 0),
  row_seq bigint NOT NULL REFERENCES audit_row(seq) ON DELETE RESTRICT ON UPDATE CASCADE,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE UNIQUE INDEX audit_leaf_row_seq_key ON audit_leaf(row_seq);
CREATE TABLE audit_node (
  level integer NOT NULL CHECK (level >= 1),
  index bigint NOT NULL CHECK (index >= 0),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, index)
);
CREATE TABLE audit_checkpoint (
  size bigint PRIMARY KEY CHECK (size >= 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  note text NOT NULL,
  at timestamptz(3) NOT NULL
);
CREATE TABLE audit_cosignature (
  size bigint NOT NULL REFERENCES audit_checkpoint(size) ON DELETE RESTRICT ON UPDATE CASCADE,
  witness text NOT NULL,
  line text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (size, witness)
);

CREATE TRIGGER audit_leaf_append BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_node_append BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_node FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoint_append BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_cosignature_append BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_cosignature FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A row without the one form that leaves are made of would stop the sequencer: it must not come to be.
ALTER TABLE audit_row ADD CONSTRAINT audit_row_form CHECK (
  actor_role <> '' AND action <> '' AND subject <> '' AND payload_hash ~ '^[0-9a-f]{64}$' AND changes >= 0);
-- A repeated bid finds its row again by its leaf.
CREATE INDEX audit_row_bid_subject_idx ON audit_row (subject) WHERE action IN ('submitBid', 'withdrawBid');
