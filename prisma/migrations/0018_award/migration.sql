-- Objections with files and a date due, complaints and suspension (实施条例 54, 60–62), justified low prices (1-domain §3.3).

-- ── notices that are withdrawn and published anew ───────────────────────────
ALTER TABLE notice ADD COLUMN withdrawn_at TIMESTAMPTZ(3);
ALTER TABLE notice ADD COLUMN withdrawn_reason TEXT;
ALTER TABLE notice ADD CONSTRAINT notice_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)
  AND (withdrawn_at IS NULL OR kind IN ('shortlist','samples','proposedAward')));
DROP INDEX notice_once;
CREATE UNIQUE INDEX notice_once ON notice(tender_id, kind) WHERE kind NOT IN ('amendment','extension') AND withdrawn_at IS NULL;
CREATE OR REPLACE FUNCTION keep_notice() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL
    AND (NEW.id, NEW.tender_id, NEW.kind, NEW.serial, NEW.number, NEW.title, NEW.body, NEW.hash, NEW.published_at) = (OLD.id, OLD.tender_id, OLD.kind, OLD.serial, OLD.number, OLD.title, OLD.body, OLD.hash, OLD.published_at)
    AND (NEW.closes_at >= OLD.closes_at OR NEW.closes_at IS NOT DISTINCT FROM OLD.closes_at) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a notice stays as it was published');
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION awarded_publicly() RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT a.declaration_id FROM award a JOIN lot l ON l.id = a.lot_id
   WHERE actor_role() <> '' AND (a.status = 'final'
     OR EXISTS (SELECT FROM notice n WHERE n.tender_id = l.tender_id AND n.kind IN ('proposedAward','award') AND n.withdrawn_at IS NULL)) $$;

-- ── objections ──────────────────────────────────────────────────────────────
ALTER TABLE objection ADD COLUMN lot_id UUID REFERENCES lot(id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE objection ADD COLUMN about TEXT NOT NULL DEFAULT 'other';
ALTER TABLE objection ADD COLUMN due_at TIMESTAMPTZ(3);
-- What everybody reads of the answer; business secrets stay in the answer itself.
ALTER TABLE objection ADD COLUMN public_answer TEXT;
ALTER TABLE objection ADD CONSTRAINT objection_about CHECK (about IN ('quality','price','sample','ranking','procedure','other'));
CREATE FUNCTION keep_objection() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.outcome IS NULL
    AND (NEW.id, NEW.notice_id, NEW.supplier_id, NEW.lot_id, NEW.about, NEW.text, NEW.raised_at, NEW.due_at)
      IS NOT DISTINCT FROM (OLD.id, OLD.notice_id, OLD.supplier_id, OLD.lot_id, OLD.about, OLD.text, OLD.raised_at, OLD.due_at) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('an objection stays as it was raised and is answered once');
  RETURN NULL;
END $$;
CREATE TRIGGER objection_fixed BEFORE UPDATE OR DELETE ON objection FOR EACH ROW EXECUTE FUNCTION keep_objection();

-- ── complaints ──────────────────────────────────────────────────────────────
CREATE TABLE complaint (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tender_id uuid NOT NULL REFERENCES tender(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  objection_id uuid NOT NULL REFERENCES objection(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  supplier_id uuid NOT NULL REFERENCES supplier(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  text text NOT NULL,
  filed_at timestamptz(3) NOT NULL,
  accept_by timestamptz(3) NOT NULL,
  accepted_at timestamptz(3),
  decide_by timestamptz(3),
  suspended_at timestamptz(3),
  resumed_at timestamptz(3),
  outcome text,
  decision text,
  decided_at timestamptz(3)
);
CREATE UNIQUE INDEX complaint_objection_id_key ON complaint(objection_id);
CREATE INDEX complaint_tender_id_idx ON complaint(tender_id);
ALTER TABLE complaint ADD CONSTRAINT complaint_states CHECK (
  (outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (decision IS NULL)
  AND (outcome IS NULL OR outcome IN ('declined','upheld','rejected'))
  AND ((outcome IN ('upheld','rejected')) IS NOT TRUE OR accepted_at IS NOT NULL));
ALTER TABLE complaint ADD CONSTRAINT complaint_suspension CHECK (
  (suspended_at IS NULL OR accepted_at IS NOT NULL) AND (resumed_at IS NULL OR resumed_at >= suspended_at));
CREATE FUNCTION keep_complaint() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.outcome IS NULL
    AND (NEW.id, NEW.tender_id, NEW.objection_id, NEW.supplier_id, NEW.text, NEW.filed_at, NEW.accept_by) = (OLD.id, OLD.tender_id, OLD.objection_id, OLD.supplier_id, OLD.text, OLD.filed_at, OLD.accept_by)
    AND (OLD.accepted_at IS NULL OR (NEW.accepted_at, NEW.decide_by) = (OLD.accepted_at, OLD.decide_by))
    AND (OLD.suspended_at IS NULL OR NEW.suspended_at = OLD.suspended_at) AND OLD.resumed_at IS NULL THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a complaint stays as it was filed and is decided once');
  RETURN NULL;
END $$;
CREATE TRIGGER complaint_fixed BEFORE UPDATE OR DELETE ON complaint FOR EACH ROW EXECUTE FUNCTION keep_complaint();

-- ── low prices ──────────────────────────────────────────────────────────────
CREATE TABLE low_price_case (
  declaration_id uuid PRIMARY KEY REFERENCES declaration(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  price_fen bigint NOT NULL CHECK (price_fen > 0),
  question text NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  due_at timestamptz(3) NOT NULL,
  answer text,
  answered_at timestamptz(3),
  outcome text CHECK (outcome IN ('accepted','rejected')),
  reason text,
  decided_at timestamptz(3)
);
ALTER TABLE low_price_case ADD CONSTRAINT low_price_states CHECK (
  (answer IS NULL) = (answered_at IS NULL) AND (outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (reason IS NULL)
  AND (outcome IS DISTINCT FROM 'accepted' OR answer IS NOT NULL));
CREATE FUNCTION keep_low_price() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.outcome IS NULL
    AND (NEW.declaration_id, NEW.price_fen, NEW.question, NEW.asked_at, NEW.due_at) = (OLD.declaration_id, OLD.price_fen, OLD.question, OLD.asked_at, OLD.due_at)
    AND (OLD.answered_at IS NULL OR (NEW.answer, NEW.answered_at) = (OLD.answer, OLD.answered_at)) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a low price is answered once and decided once');
  RETURN NULL;
END $$;
CREATE TRIGGER low_price_fixed BEFORE UPDATE OR DELETE ON low_price_case FOR EACH ROW EXECUTE FUNCTION keep_low_price();
-- Whose justification was rejected does not win, and nobody wins while a question to them is open.
CREATE FUNCTION refuse_open_low_price() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT FROM low_price_case c WHERE c.declaration_id = NEW.declaration_id AND (c.outcome = 'rejected' OR (NEW.status = 'final' AND c.outcome IS NULL))) THEN
    PERFORM refuse_fixed('a low price that was not accepted does not win');
  END IF;
  RETURN NEW;
END $$;
ALTER FUNCTION refuse_open_low_price() SET bencao.actor TO 'platform  ';
CREATE TRIGGER award_low_price BEFORE INSERT OR UPDATE ON award FOR EACH ROW EXECUTE FUNCTION refuse_open_low_price();

-- ── files of a case ─────────────────────────────────────────────────────────
-- part: the supplier's own (asked) or what answers it (answered).
CREATE TABLE case_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  objection_id uuid REFERENCES objection(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  complaint_id uuid REFERENCES complaint(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  low_price_id uuid REFERENCES low_price_case(declaration_id) ON DELETE RESTRICT ON UPDATE CASCADE,
  part text NOT NULL CHECK (part IN ('asked','answered')),
  file_id uuid NOT NULL REFERENCES stored_file(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  attached_at timestamptz(3) NOT NULL,
  CHECK (num_nonnulls(objection_id, complaint_id, low_price_id) = 1)
);
CREATE INDEX case_file_file_id_idx ON case_file(file_id);
CREATE INDEX case_file_objection_id_idx ON case_file(objection_id);
CREATE INDEX case_file_complaint_id_idx ON case_file(complaint_id);
CREATE INDEX case_file_low_price_id_idx ON case_file(low_price_id);
CREATE TRIGGER case_file_append BEFORE UPDATE OR DELETE OR TRUNCATE ON case_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ── rights and walls ────────────────────────────────────────────────────────
GRANT SELECT, INSERT, UPDATE ON complaint, low_price_case TO bencao_app;
GRANT SELECT, INSERT ON case_file TO bencao_app;
CREATE POLICY walls ON complaint USING ((SELECT actor_watches()) OR supplier_id = (SELECT actor_org('supplier')));
CREATE POLICY walls ON low_price_case USING ((SELECT actor_watches())
  OR EXISTS (SELECT FROM declaration d WHERE d.id = declaration_id AND d.supplier_id = (SELECT actor_org('supplier'))));
-- A file of a case is for those who see the case.
CREATE POLICY walls ON case_file USING ((SELECT actor_watches())
  OR EXISTS (SELECT FROM objection o WHERE o.id = objection_id) OR EXISTS (SELECT FROM complaint c WHERE c.id = complaint_id)
  OR EXISTS (SELECT FROM low_price_case c WHERE c.declaration_id = low_price_id));
CREATE POLICY case_readers ON stored_file FOR SELECT USING ((SELECT actor_role()) = 'supplier'
  AND EXISTS (SELECT FROM case_file f WHERE f.file_id = stored_file.id));
ALTER TABLE complaint ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE low_price_case ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE case_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
