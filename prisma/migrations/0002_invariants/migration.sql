-- What must hold whatever the code does. Prisma's schema language cannot say these things.

-- ── clocks ──────────────────────────────────────────────────────────────────
-- The one clock by which deadlines are judged. A rehearsal may run ahead of the wall clock, a real tender never.
CREATE FUNCTION tender_now(id uuid) RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT clock_timestamp() + make_interval(secs => t.clock_offset_seconds) FROM tender t WHERE t.id = $1 $$;

ALTER TABLE tender ADD CONSTRAINT tender_clock CHECK (clock_offset_seconds = 0 OR is_rehearsal);
ALTER TABLE tender ADD CONSTRAINT tender_stage_known CHECK (stage IN ('catalogue','demand','ceilings','documents','declaration','bidRound1','draw','review','opening','shortlist','samples','bidRound2','award','allocation','distribution','contracts','landed'));

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% on % is refused: the table is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;

CREATE FUNCTION keep_rehearsal_flag() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NEW.is_rehearsal IS DISTINCT FROM OLD.is_rehearsal THEN RAISE EXCEPTION 'a tender cannot become or stop being a rehearsal'; END IF;
  IF NEW.clock_offset_seconds < OLD.clock_offset_seconds THEN RAISE EXCEPTION 'a rehearsal clock only moves forward'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tender_rehearsal BEFORE UPDATE ON tender FOR EACH ROW EXECUTE FUNCTION keep_rehearsal_flag();

-- ── append-only tables ──────────────────────────────────────────────────────
CREATE TRIGGER audit_row_append BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_row FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sealed_bid_append BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed_bid FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contract_signature_append BEFORE UPDATE OR DELETE OR TRUNCATE ON contract_signature FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER score_freeze_append BEFORE UPDATE OR DELETE OR TRUNCATE ON score_freeze FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER demand_snapshot_append BEFORE UPDATE OR DELETE OR TRUNCATE ON demand_snapshot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ── identity ────────────────────────────────────────────────────────────────
ALTER TABLE app_user ADD CONSTRAINT app_user_role CHECK (
  CASE role
    WHEN 'hospital' THEN hospital_id IS NOT NULL
    WHEN 'supplier' THEN supplier_id IS NOT NULL
    WHEN 'distributor' THEN distributor_id IS NOT NULL
    WHEN 'expert' THEN expert_id IS NOT NULL
    WHEN 'cityBureau' THEN city_id IS NOT NULL
    WHEN 'provinceBureau' THEN province_id IS NOT NULL
    WHEN 'officer' THEN body IS NOT NULL
    ELSE role IN ('office','supervisor','auditor','admin')
  END);
ALTER TABLE session ADD CONSTRAINT session_user_fk FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE;

-- ── catalogue, tender ───────────────────────────────────────────────────────
ALTER TABLE spec ADD CONSTRAINT spec_grade CHECK (grade IN ('ungraded','sorted'));
ALTER TABLE hospital ADD CONSTRAINT hospital_level CHECK (level IN ('tertiary','secondary','primary'));
ALTER TABLE lot ADD CONSTRAINT lot_ceiling CHECK (ceiling_fen > 0);
CREATE FUNCTION keep_published_pack() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.published_at IS NOT NULL THEN RAISE EXCEPTION 'a published rule pack is immutable'; END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER rule_pack_immutable BEFORE UPDATE OR DELETE ON rule_pack FOR EACH ROW EXECUTE FUNCTION keep_published_pack();

-- ── demand ──────────────────────────────────────────────────────────────────
ALTER TABLE demand_report ADD CONSTRAINT demand_report_status CHECK (status IN ('draft','submitted','cityApproved','provinceApproved','returned'));
ALTER TABLE demand_line ADD CONSTRAINT demand_line_amounts CHECK (quantity_kg BETWEEN 0 AND 9999999 AND last_year_kg BETWEEN 0 AND 9999999 AND last_price_fen >= 0);
-- Statement-level, so that a bulk load pays for one look-up and not for one per row.
CREATE FUNCTION refuse_frozen_demand() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM demand_snapshot s WHERE s.tender_id IN (SELECT DISTINCT tender_id FROM changed)) THEN
    RAISE EXCEPTION 'demand is frozen' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER demand_line_frozen_i AFTER INSERT ON demand_line REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_demand();
CREATE TRIGGER demand_line_frozen_u AFTER UPDATE ON demand_line REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_demand();
CREATE TRIGGER demand_line_frozen_d AFTER DELETE ON demand_line REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_demand();

-- ── declarations, review ────────────────────────────────────────────────────
ALTER TABLE declaration ADD CONSTRAINT declaration_status CHECK (status IN ('draft','submitted','withdrawn'));
ALTER TABLE declaration ADD CONSTRAINT declaration_capacity CHECK (capacity_kg > 0);
ALTER TABLE recusal DROP CONSTRAINT IF EXISTS recusal_tender_id_expert_id_supplier_id_key;
DROP INDEX IF EXISTS recusal_tender_id_expert_id_supplier_id_key;
CREATE UNIQUE INDEX recusal_tender_id_expert_id_supplier_id_key ON recusal (tender_id, expert_id, supplier_id) NULLS NOT DISTINCT;
ALTER TABLE draw ADD CONSTRAINT draw_status CHECK (status IN ('committing','frozen','drawn'));
ALTER TABLE review_sheet ADD CONSTRAINT review_sheet_status CHECK (status IN ('assigned','submitted','void'));
ALTER TABLE review_sheet ADD CONSTRAINT review_sheet_slot CHECK (slot IN (1,2,3));
-- Blind twice means two people: one expert never holds two living sheets of one subject, and a slot is held once.
CREATE UNIQUE INDEX review_sheet_once ON review_sheet (tender_id, supplier_id, subject_key, expert_id) WHERE status <> 'void';
CREATE UNIQUE INDEX review_sheet_slot_once ON review_sheet (tender_id, supplier_id, subject_key, slot) WHERE status <> 'void';
ALTER TABLE score ADD CONSTRAINT score_points CHECK (points_centi BETWEEN 0 AND 10000);
CREATE FUNCTION refuse_frozen_scores() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM changed c JOIN review_sheet r ON r.id = c.sheet_id JOIN score_freeze f ON f.tender_id = r.tender_id) THEN
    RAISE EXCEPTION 'scores are frozen' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER score_frozen_i AFTER INSERT ON score REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_scores();
CREATE TRIGGER score_frozen_u AFTER UPDATE ON score REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_scores();
CREATE TRIGGER score_frozen_d AFTER DELETE ON score REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_scores();
ALTER TABLE sample ADD CONSTRAINT sample_result CHECK (result IN ('pending','passed','failed'));

-- ── price rounds ────────────────────────────────────────────────────────────
ALTER TABLE price_round ADD CONSTRAINT price_round_status CHECK (status IN ('keying','signing','open','closed','opening','opened'));
ALTER TABLE price_round ADD CONSTRAINT price_round_number CHECK (number IN (1,2));
CREATE FUNCTION keep_round_one_way() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE steps text[] := ARRAY['keying','signing','open','closed','opening','opened'];
BEGIN
  IF array_position(steps, NEW.status) < array_position(steps, OLD.status) THEN RAISE EXCEPTION 'a price round never goes back'; END IF;
  IF OLD.policy_hash IS NOT NULL AND NEW.policy_hash IS DISTINCT FROM OLD.policy_hash THEN RAISE EXCEPTION 'the sealing policy is fixed'; END IF;
  IF OLD.manifest_hash IS NOT NULL AND NEW.manifest_hash IS DISTINCT FROM OLD.manifest_hash THEN RAISE EXCEPTION 'the opening manifest is fixed'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER price_round_one_way BEFORE UPDATE ON price_round FOR EACH ROW EXECUTE FUNCTION keep_round_one_way();
ALTER TABLE opened_bid ADD CONSTRAINT opened_bid_verdict CHECK ((verdict = 'opened' AND price_fen > 0) OR (verdict = 'void' AND price_fen IS NULL AND reason IS NOT NULL));

-- ── ranking, award ──────────────────────────────────────────────────────────
ALTER TABLE ranking_entry ADD CONSTRAINT ranking_phase CHECK (phase IN ('shortlist','award') AND rank > 0);
ALTER TABLE award ADD CONSTRAINT award_status CHECK (status IN ('proposed','final') AND rank BETWEEN 1 AND 50);
ALTER TABLE notice ADD CONSTRAINT notice_kind CHECK (kind IN ('shortlist','proposedAward','award'));
ALTER TABLE objection ADD CONSTRAINT objection_answered CHECK ((outcome IS NULL) = (answered_at IS NULL) AND (outcome IS NULL OR outcome IN ('upheld','dismissed')));

-- ── allocation, contracts ───────────────────────────────────────────────────
ALTER TABLE allocation_run ADD CONSTRAINT allocation_run_status CHECK (status IN ('running','done','infeasible','failed'));
ALTER TABLE allocation_run ADD CONSTRAINT allocation_run_exact CHECK (adopted_at IS NULL OR (status = 'done' AND agreed_kg = allocated_kg));
CREATE UNIQUE INDEX allocation_adopted_once ON allocation_run (tender_id) WHERE adopted_at IS NOT NULL;
ALTER TABLE allocation_cell ADD CONSTRAINT allocation_cell_kg CHECK (base_kg >= 0 AND adjustment_kg >= 0 AND base_kg + adjustment_kg > 0);
ALTER TABLE supplier_choice ADD CONSTRAINT supplier_choice_picks CHECK (cardinality(picks) BETWEEN 1 AND 3);
ALTER TABLE contract ADD CONSTRAINT contract_status CHECK (status IN ('drafted','partlySigned','effective'));
ALTER TABLE contract ADD CONSTRAINT contract_effective CHECK ((status = 'effective') = (supplier_signed_at IS NOT NULL AND distributor_signed_at IS NOT NULL AND hospital_signed_at IS NOT NULL));
ALTER TABLE contract_line ADD CONSTRAINT contract_line_amounts CHECK (quantity_kg > 0 AND price_fen > 0);

-- ── jobs ────────────────────────────────────────────────────────────────────
ALTER TABLE job ADD CONSTRAINT job_status CHECK (status IN ('running','done','failed','cancelled') AND done BETWEEN 0 AND total);
CREATE UNIQUE INDEX job_running_once ON job (tender_id, kind, key) WHERE status = 'running';
CREATE INDEX outbox_waiting ON outbox_message (id) WHERE sent_at IS NULL;
CREATE INDEX job_chunk_open ON job_chunk (job_id) WHERE done_at IS NULL;
