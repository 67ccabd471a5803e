-- Sample review (1-domain §2, stage 11): hand-in, blind codes, custody, laboratory results, unblinding.

-- ── laboratories sign in ────────────────────────────────────────────────────
ALTER TABLE app_user DROP CONSTRAINT app_user_role;
ALTER TABLE app_user ADD CONSTRAINT app_user_role CHECK (
  CASE role
    WHEN 'hospital' THEN hospital_id IS NOT NULL
    WHEN 'supplier' THEN supplier_id IS NOT NULL
    WHEN 'distributor' THEN distributor_id IS NOT NULL
    WHEN 'expert' THEN expert_id IS NOT NULL
    WHEN 'cityBureau' THEN city_id IS NOT NULL
    WHEN 'provinceBureau' THEN province_id IS NOT NULL
    WHEN 'officer' THEN body IS NOT NULL
    WHEN 'lab' THEN body IS NOT NULL
    ELSE role IN ('office','supervisor','auditor','admin')
  END);
-- The laboratory for which somebody signs in.
CREATE FUNCTION actor_lab() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT body FROM app_user WHERE actor_role() = 'lab' AND id = actor_user() AND role = 'lab' $$;

-- ── the review of a tender and what it judges by ────────────────────────────
CREATE TABLE sample_review (
  tender_id uuid NOT NULL PRIMARY KEY REFERENCES tender(id),
  started_at timestamptz(3) NOT NULL,
  unblinded_at timestamptz(3),
  closed_at timestamptz(3),
  hash text,
  CONSTRAINT sample_review_order CHECK (closed_at IS NULL OR (unblinded_at IS NOT NULL AND hash IS NOT NULL))
);
CREATE TABLE sample_standard (
  lot_id uuid NOT NULL PRIMARY KEY REFERENCES lot(id),
  tender_id uuid NOT NULL REFERENCES tender(id),
  fields jsonb NOT NULL
);
CREATE INDEX sample_standard_tender_id_idx ON sample_standard(tender_id);

-- ── hand-in ─────────────────────────────────────────────────────────────────
CREATE TABLE sample_slot (
  id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  tender_id uuid NOT NULL REFERENCES tender(id),
  place text NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  capacity integer NOT NULL,
  booked integer NOT NULL DEFAULT 0,
  CONSTRAINT sample_slot_capacity CHECK (booked BETWEEN 0 AND capacity),
  CONSTRAINT sample_slot_order CHECK (starts_at < ends_at)
);
CREATE UNIQUE INDEX sample_slot_tender_id_place_starts_at_key ON sample_slot(tender_id, place, starts_at);

CREATE TABLE coding_batch (
  id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  tender_id uuid NOT NULL REFERENCES tender(id),
  number integer NOT NULL,
  coder_id uuid NOT NULL REFERENCES app_user(id),
  witness_id uuid NOT NULL REFERENCES app_user(id),
  coded_at timestamptz(3) NOT NULL,
  labels_printed_at timestamptz(3),
  CONSTRAINT coding_batch_two CHECK (coder_id <> witness_id)
);
CREATE UNIQUE INDEX coding_batch_tender_id_number_key ON coding_batch(tender_id, number);

DROP INDEX sample_blind_code_key;
ALTER TABLE sample DROP COLUMN blind_code;
ALTER TABLE sample DROP COLUMN reason;
ALTER TABLE sample ADD COLUMN delivery_code text;
UPDATE sample SET delivery_code = 'YP' || upper(substr(md5(id::text || random()::text), 1, 10));
ALTER TABLE sample ALTER COLUMN delivery_code SET NOT NULL;
CREATE UNIQUE INDEX sample_delivery_code_key ON sample(delivery_code);
ALTER TABLE sample ADD COLUMN slot_id uuid REFERENCES sample_slot(id);
CREATE INDEX sample_slot_id_idx ON sample(slot_id);
ALTER TABLE sample ADD COLUMN status text NOT NULL DEFAULT 'expected';
ALTER TABLE sample ADD CONSTRAINT sample_status CHECK (status IN ('expected','received','refused','coded'));
ALTER TABLE sample ADD COLUMN grams integer;
ALTER TABLE sample ADD COLUMN refusal text;
ALTER TABLE sample ADD COLUMN received_at timestamptz(3);
ALTER TABLE sample ADD COLUMN batch_id uuid REFERENCES coding_batch(id);
ALTER TABLE sample ADD COLUMN score_centi integer;
ALTER TABLE sample ADD CONSTRAINT sample_score CHECK (score_centi BETWEEN 0 AND 10000);
-- Field, value and limit of what failed; first and, if there was one, of the retest.
ALTER TABLE sample ADD COLUMN failures jsonb;
ALTER TABLE sample ADD COLUMN retest_failures jsonb;
ALTER TABLE sample ADD COLUMN retest_asked_at timestamptz(3);
ALTER TABLE sample ADD COLUMN removed boolean NOT NULL DEFAULT false;
UPDATE sample SET removed = result = 'failed', status = 'coded';
INSERT INTO sample_review (tender_id, started_at, unblinded_at, closed_at, hash)
  SELECT d.tender_id, now(), now(), now(), '' FROM sample s JOIN declaration d ON d.id = s.declaration_id
  GROUP BY d.tender_id HAVING bool_and(s.result <> 'pending');

-- ── behind the code ─────────────────────────────────────────────────────────
-- Nothing in these rows tells when or from whom a sample came: they are made per lot, in the order of their codes.
CREATE TABLE blind_sample (
  id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  tender_id uuid NOT NULL REFERENCES tender(id),
  lot_id uuid NOT NULL REFERENCES lot(id),
  batch_id uuid REFERENCES coding_batch(id),
  blind_code text NOT NULL,
  portion integer NOT NULL,
  lab text,
  arrived_at timestamptz(3),
  "values" jsonb NOT NULL DEFAULT '{}',
  result text,
  score_centi integer,
  signed_at timestamptz(3),
  signed_by uuid REFERENCES app_user(id),
  CONSTRAINT blind_sample_portion CHECK (portion BETWEEN 1 AND 2),
  CONSTRAINT blind_sample_signed CHECK ((signed_at IS NULL) = (signed_by IS NULL) AND (signed_at IS NULL) = (result IS NULL)),
  CONSTRAINT blind_sample_result CHECK (result IN ('passed','failed')),
  CONSTRAINT blind_sample_arrived CHECK (arrived_at IS NULL OR lab IS NOT NULL)
);
CREATE UNIQUE INDEX blind_sample_blind_code_key ON blind_sample(blind_code);
CREATE INDEX blind_sample_tender_id_lot_id_idx ON blind_sample(tender_id, lot_id);
CREATE TABLE sample_link (
  blind_id uuid NOT NULL PRIMARY KEY REFERENCES blind_sample(id) ON DELETE CASCADE,
  sample_id uuid NOT NULL REFERENCES sample(id)
);
CREATE INDEX sample_link_sample_id_idx ON sample_link(sample_id);

CREATE TABLE verdict_override (
  blind_id uuid NOT NULL REFERENCES blind_sample(id),
  field text NOT NULL,
  passed boolean NOT NULL,
  reason text NOT NULL,
  by_id uuid NOT NULL REFERENCES app_user(id),
  confirmed_by_id uuid NOT NULL REFERENCES app_user(id),
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (blind_id, field),
  CONSTRAINT verdict_override_two CHECK (by_id <> confirmed_by_id)
);

CREATE TABLE custody_event (
  id bigserial NOT NULL PRIMARY KEY,
  sample_id uuid REFERENCES sample(id),
  blind_id uuid REFERENCES blind_sample(id) ON DELETE CASCADE,
  step text NOT NULL,
  from_party text NOT NULL,
  to_party text NOT NULL,
  purpose text NOT NULL,
  condition text NOT NULL,
  seal_no text NOT NULL,
  seal_intact boolean NOT NULL,
  at timestamptz(3) NOT NULL,
  by_id uuid NOT NULL REFERENCES app_user(id),
  CONSTRAINT custody_event_of_one CHECK (num_nonnulls(sample_id, blind_id) = 1),
  CONSTRAINT custody_event_step CHECK (step IN ('reception','coding','dispatch','arrival','return'))
);
CREATE INDEX custody_event_sample_id_idx ON custody_event(sample_id);
CREATE INDEX custody_event_blind_id_idx ON custody_event(blind_id);

-- ── what stays ──────────────────────────────────────────────────────────────
CREATE TRIGGER sample_standard_append BEFORE UPDATE OR DELETE OR TRUNCATE ON sample_standard FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER verdict_override_append BEFORE UPDATE OR DELETE OR TRUNCATE ON verdict_override FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER custody_event_append BEFORE UPDATE OR TRUNCATE ON custody_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- A chain goes only with a code that was drawn again before anything left the house.
CREATE FUNCTION keep_custody() RETURNS trigger LANGUAGE plpgsql SET bencao.actor TO 'platform  ' AS
$$ BEGIN
  IF OLD.blind_id IS NULL OR EXISTS (SELECT 1 FROM blind_sample b WHERE b.id = OLD.blind_id) THEN PERFORM refuse_fixed('custody is append-only'); END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER custody_event_kept BEFORE DELETE ON custody_event FOR EACH ROW EXECUTE FUNCTION keep_custody();

CREATE FUNCTION samples_closed(tender uuid) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT 1 FROM sample_review WHERE tender_id = tender AND closed_at IS NOT NULL) $$;

CREATE FUNCTION keep_sample() RETURNS trigger LANGUAGE plpgsql SET bencao.actor TO 'platform  ' AS
$$ BEGIN
  IF samples_closed((SELECT d.tender_id FROM declaration d WHERE d.id = OLD.declaration_id)) THEN PERFORM refuse_fixed('the sample review is closed'); END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER sample_fixed BEFORE UPDATE OR DELETE ON sample FOR EACH ROW EXECUTE FUNCTION keep_sample();

CREATE FUNCTION keep_blind_sample() RETURNS trigger LANGUAGE plpgsql SET bencao.actor TO 'platform  ' AS
$$ BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.lab IS NOT NULL OR samples_closed(OLD.tender_id) THEN PERFORM refuse_fixed('a code that left the house stays'); END IF;
    RETURN OLD;
  END IF;
  IF (NEW.id, NEW.tender_id, NEW.lot_id, NEW.blind_code, NEW.portion) IS DISTINCT FROM (OLD.id, OLD.tender_id, OLD.lot_id, OLD.blind_code, OLD.portion) THEN
    PERFORM refuse_fixed('a blind code stays with its sample');
  END IF;
  IF OLD.signed_at IS NOT NULL AND (NEW."values", NEW.lab, NEW.arrived_at, NEW.signed_at, NEW.signed_by) IS DISTINCT FROM (OLD."values", OLD.lab, OLD.arrived_at, OLD.signed_at, OLD.signed_by) THEN
    PERFORM refuse_fixed('signed results stay');
  END IF;
  -- Unblinding may follow an override, nothing else; after the close nothing does.
  IF samples_closed(OLD.tender_id) THEN PERFORM refuse_fixed('the sample review is closed'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER blind_sample_fixed BEFORE UPDATE OR DELETE ON blind_sample FOR EACH ROW EXECUTE FUNCTION keep_blind_sample();

CREATE FUNCTION keep_link() RETURNS trigger LANGUAGE plpgsql SET bencao.actor TO 'platform  ' AS
$$ BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM blind_sample b WHERE b.id = OLD.blind_id) THEN PERFORM refuse_fixed('a blind code stays with its sample'); END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER sample_link_fixed BEFORE UPDATE OR DELETE ON sample_link FOR EACH ROW EXECUTE FUNCTION keep_link();

CREATE FUNCTION keep_sample_review() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL OR NEW.started_at <> OLD.started_at
    OR (OLD.unblinded_at IS NOT NULL AND NEW.unblinded_at IS DISTINCT FROM OLD.unblinded_at) THEN
    PERFORM refuse_fixed('a sample review never goes back');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sample_review_fixed BEFORE UPDATE OR DELETE ON sample_review FOR EACH ROW EXECUTE FUNCTION keep_sample_review();

CREATE FUNCTION keep_coding_batch() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'DELETE' OR OLD.labels_printed_at IS NOT NULL OR (NEW.id, NEW.tender_id, NEW.number, NEW.coder_id, NEW.witness_id, NEW.coded_at) <> (OLD.id, OLD.tender_id, OLD.number, OLD.coder_id, OLD.witness_id, OLD.coded_at) THEN
    PERFORM refuse_fixed('labels are printed once');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER coding_batch_fixed BEFORE UPDATE OR DELETE ON coding_batch FOR EACH ROW EXECUTE FUNCTION keep_coding_batch();

-- ── rights and walls ────────────────────────────────────────────────────────
GRANT SELECT, INSERT ON sample_standard, verdict_override, custody_event, sample_link TO bencao_app;
GRANT SELECT, INSERT, UPDATE ON sample_review, sample_slot, coding_batch TO bencao_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON blind_sample TO bencao_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO bencao_app;

-- Who controls, but not the administrator of accounts.
CREATE FUNCTION actor_tests() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT actor_role() IN ('platform','office','supervisor','auditor') $$;
CREATE POLICY walls ON blind_sample USING ((SELECT actor_tests()) OR lab = (SELECT actor_lab()));
-- Whose a code is: nobody's to read, not the office's either, until the results are unblinded.
CREATE POLICY walls ON sample_link USING ((SELECT actor_role()) = 'platform' OR ((SELECT actor_tests()) AND EXISTS (
  SELECT FROM blind_sample b JOIN sample_review r ON r.tender_id = b.tender_id WHERE b.id = blind_id AND r.unblinded_at IS NOT NULL)));
CREATE POLICY walls ON verdict_override USING (EXISTS (SELECT FROM blind_sample b WHERE b.id = blind_id));
CREATE POLICY walls ON custody_event USING ((SELECT actor_tests())
  OR (sample_id IS NOT NULL AND EXISTS (SELECT FROM sample s JOIN declaration d ON d.id = s.declaration_id WHERE s.id = sample_id AND d.supplier_id = (SELECT actor_org('supplier'))))
  OR (blind_id IS NOT NULL AND EXISTS (SELECT FROM blind_sample b WHERE b.id = blind_id)));
DO $$ DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['blind_sample','sample_link','verdict_override','custody_event'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
