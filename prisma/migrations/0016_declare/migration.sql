-- Declarations: what was submitted by its hash, where files came from, and signs of collusion (实施条例 40) for people to judge.

ALTER TABLE declaration ADD COLUMN receipt_hash text;
ALTER TABLE declaration ADD CONSTRAINT declaration_receipt_hash CHECK (receipt_hash ~ '^[0-9a-f]{64}$');

ALTER TABLE stored_file ADD COLUMN address text NOT NULL DEFAULT '';
ALTER TABLE stored_file ADD COLUMN agent_hash text NOT NULL DEFAULT '';

CREATE TABLE similarity_flag (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tender_id uuid NOT NULL REFERENCES tender(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL CHECK (kind IN ('sameFile','nearText','sameMaker','sameOrigin','related')),
  supplier_a_id uuid NOT NULL REFERENCES supplier(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  supplier_b_id uuid NOT NULL REFERENCES supplier(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  shared_key text NOT NULL,
  strength integer NOT NULL CHECK (strength BETWEEN 0 AND 10000),
  file_a_id uuid REFERENCES stored_file(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  file_b_id uuid REFERENCES stored_file(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  found_at timestamptz(3) NOT NULL,
  -- A pair is written one way round.
  CONSTRAINT similarity_flag_pair CHECK (supplier_a_id < supplier_b_id),
  CONSTRAINT similarity_flag_files CHECK ((file_a_id IS NULL) = (file_b_id IS NULL))
);
CREATE UNIQUE INDEX similarity_flag_once_key ON similarity_flag(tender_id, kind, supplier_a_id, supplier_b_id, shared_key);

CREATE TABLE similarity_decision (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  flag_id uuid NOT NULL REFERENCES similarity_flag(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  verdict text NOT NULL CHECK (verdict IN ('watch','dismiss')),
  reason text NOT NULL CHECK (reason <> ''),
  decided_by uuid NOT NULL REFERENCES app_user(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  decided_at timestamptz(3) NOT NULL
);
CREATE INDEX similarity_decision_flag_id_idx ON similarity_decision(flag_id);

-- A flag and what was made of it stay; another decision is another row.
CREATE TRIGGER similarity_flag_append BEFORE UPDATE OR DELETE OR TRUNCATE ON similarity_flag FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER similarity_decision_append BEFORE UPDATE OR DELETE OR TRUNCATE ON similarity_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Suppliers and experts never see them.
CREATE FUNCTION actor_sees_flags() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT actor_role() IN ('platform','office','supervisor') $$;
CREATE POLICY walls ON similarity_flag USING ((SELECT actor_sees_flags()));
CREATE POLICY walls ON similarity_decision USING ((SELECT actor_sees_flags()));
ALTER TABLE similarity_flag ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE similarity_decision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON similarity_flag, similarity_decision TO bencao_app;
