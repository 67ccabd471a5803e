-- Letters about the outcome: 中选通知书 to every winner, 结果通知书 to everybody else who took part (招标投标法 45).

CREATE TABLE award_letter (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tender_id uuid NOT NULL REFERENCES tender(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  supplier_id uuid NOT NULL REFERENCES supplier(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL CHECK (kind IN ('award','result')),
  serial integer NOT NULL CHECK (serial >= 1),
  number text NOT NULL,
  title text NOT NULL,
  body jsonb NOT NULL,
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  issued_at timestamptz(3) NOT NULL,
  opened_at timestamptz(3) CHECK (opened_at >= issued_at)
);
CREATE UNIQUE INDEX award_letter_number_key ON award_letter(number);
CREATE UNIQUE INDEX award_letter_tender_id_supplier_id_key ON award_letter(tender_id, supplier_id);
CREATE UNIQUE INDEX award_letter_tender_id_kind_serial_key ON award_letter(tender_id, kind, serial);
CREATE INDEX award_letter_supplier_id_idx ON award_letter(supplier_id);

-- Nothing before the award is final, and a letter says what is: whom it calls a winner has won.
CREATE FUNCTION check_letter() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NOT EXISTS (SELECT FROM award a JOIN lot l ON l.id = a.lot_id WHERE l.tender_id = NEW.tender_id)
    OR EXISTS (SELECT FROM award a JOIN lot l ON l.id = a.lot_id WHERE l.tender_id = NEW.tender_id AND a.status <> 'final') THEN
    PERFORM refuse_fixed('there is no letter before the award is final');
  END IF;
  IF (NEW.kind = 'award') <> EXISTS (SELECT FROM award a JOIN declaration d ON d.id = a.declaration_id
      WHERE d.tender_id = NEW.tender_id AND d.supplier_id = NEW.supplier_id) THEN
    PERFORM refuse_fixed('a letter says who has won');
  END IF;
  RETURN NEW;
END $$;
ALTER FUNCTION check_letter() SET bencao.actor TO 'platform  ';
CREATE TRIGGER award_letter_checked BEFORE INSERT ON award_letter FOR EACH ROW EXECUTE FUNCTION check_letter();

CREATE FUNCTION keep_letter() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.opened_at IS NULL
    AND (NEW.id, NEW.tender_id, NEW.supplier_id, NEW.kind, NEW.serial, NEW.number, NEW.title, NEW.body, NEW.hash, NEW.issued_at)
      = (OLD.id, OLD.tender_id, OLD.supplier_id, OLD.kind, OLD.serial, OLD.number, OLD.title, OLD.body, OLD.hash, OLD.issued_at) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a letter stays as it was sent and is first opened once');
  RETURN NULL;
END $$;
CREATE TRIGGER award_letter_fixed BEFORE UPDATE OR DELETE ON award_letter FOR EACH ROW EXECUTE FUNCTION keep_letter();

-- The letter on paper. Made once: whoever kept a copy compares the hash.
CREATE TABLE award_letter_file (
  letter_id uuid NOT NULL REFERENCES award_letter(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  format text NOT NULL CHECK (format IN ('pdf','docx')),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea NOT NULL,
  size integer NOT NULL CHECK (size > 0),
  pages integer,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (letter_id, format)
);
CREATE TRIGGER award_letter_file_append BEFORE UPDATE OR DELETE OR TRUNCATE ON award_letter_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ── rights and walls ────────────────────────────────────────────────────────
GRANT SELECT, INSERT, UPDATE ON award_letter TO bencao_app;
GRANT SELECT, INSERT ON award_letter_file TO bencao_app;
CREATE POLICY walls ON award_letter USING ((SELECT actor_watches()) OR supplier_id = (SELECT actor_org('supplier')));
-- A file is for those who see the letter.
CREATE POLICY walls ON award_letter_file USING ((SELECT actor_watches()) OR EXISTS (SELECT FROM award_letter l WHERE l.id = letter_id));
ALTER TABLE award_letter ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE award_letter_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
