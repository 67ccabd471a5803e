-- The draw ceremony (2-integrity §2): declared ties, and the two people who call the drawn.
CREATE TABLE expert_tie (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  expert_id uuid NOT NULL REFERENCES expert(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL CHECK (kind IN ('employment','kinship','holding')),
  supplier_code text NOT NULL,
  until timestamptz(3)
);
CREATE INDEX expert_tie_expert_id_idx ON expert_tie(expert_id);
ALTER TABLE recusal ADD CONSTRAINT recusal_source CHECK (source IN ('self','office','supervisor','automatic'));

ALTER TABLE draw ADD COLUMN prepared_by uuid, ADD COLUMN witnessed_by uuid;
ALTER TABLE draw ADD CONSTRAINT draw_two_callers CHECK (prepared_by <> witnessed_by);
CREATE FUNCTION keep_callers() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NEW.prepared_by IS DISTINCT FROM OLD.prepared_by OR (OLD.witnessed_by IS NOT NULL AND NEW.witnessed_by IS DISTINCT FROM OLD.witnessed_by) THEN
    PERFORM refuse_fixed('who calls the drawn is fixed');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER draw_callers BEFORE UPDATE ON draw FOR EACH ROW EXECUTE FUNCTION keep_callers();
