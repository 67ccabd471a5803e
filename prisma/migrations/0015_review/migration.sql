-- The review (1-domain §2, stage 8; §3.2): two phases, panels and specialties, drafts, signatures, clarifications.

-- ── sheets ──────────────────────────────────────────────────────────────────
ALTER TABLE review_sheet ADD COLUMN phase TEXT NOT NULL DEFAULT 'first';
ALTER TABLE review_sheet ADD COLUMN part TEXT NOT NULL DEFAULT '';
ALTER TABLE review_sheet ADD COLUMN panel BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE review_sheet DROP CONSTRAINT review_sheet_slot;
ALTER TABLE review_sheet ADD CONSTRAINT review_sheet_slot CHECK (slot BETWEEN 1 AND CASE WHEN panel THEN 7 ELSE 3 END);
ALTER TABLE review_sheet ADD CONSTRAINT review_sheet_phase CHECK (phase IN ('first','second'));
DROP INDEX review_sheet_once;
DROP INDEX review_sheet_slot_once;
-- Blind means different people, in both phases: nobody judges the same thing again that they judged before.
CREATE UNIQUE INDEX review_sheet_once ON review_sheet (tender_id, supplier_id, subject_key, part, panel, expert_id) WHERE status <> 'void';
CREATE UNIQUE INDEX review_sheet_slot_once ON review_sheet (tender_id, supplier_id, subject_key, part, panel, phase, slot) WHERE status <> 'void';
ALTER TABLE score ADD COLUMN reason_due BOOLEAN NOT NULL DEFAULT false;
-- Few, and asked for by every statement.
CREATE INDEX score_reason_due ON score (sheet_id) WHERE reason_due;

-- What an expert has typed so far. Not a decision: written over, and gone with the submission.
CREATE TABLE "score_draft" (
  "sheet_id" UUID NOT NULL,
  "indicator_code" TEXT NOT NULL,
  "points_centi" INTEGER,
  "reason" TEXT,
  "flagged" BOOLEAN NOT NULL DEFAULT false,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "score_draft_pkey" PRIMARY KEY ("sheet_id", "indicator_code")
);
ALTER TABLE "score_draft" ADD CONSTRAINT "score_draft_sheet_id_fkey" FOREIGN KEY ("sheet_id") REFERENCES "review_sheet"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE score_draft ADD CONSTRAINT score_draft_points CHECK (points_centi BETWEEN 0 AND 10000);
CREATE POLICY walls ON score_draft USING ((SELECT actor_role()) = 'platform' OR EXISTS (SELECT FROM review_sheet r WHERE r.id = sheet_id AND r.expert_id = (SELECT actor_org('expert'))))
  -- Who opens a sheet again puts its scores back as drafts, without reading them.
  WITH CHECK ((SELECT actor_watches()) OR EXISTS (SELECT FROM review_sheet r WHERE r.id = sheet_id AND r.expert_id = (SELECT actor_org('expert'))));
ALTER TABLE score_draft ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON score_draft TO bencao_app;

-- ── phases ──────────────────────────────────────────────────────────────────
CREATE TABLE "review_round" (
  "tender_id" UUID NOT NULL,
  "phase" TEXT NOT NULL,
  "opened_at" TIMESTAMPTZ(3) NOT NULL,
  "closed_at" TIMESTAMPTZ(3),
  "clarify_until" TIMESTAMPTZ(3),
  CONSTRAINT "review_round_pkey" PRIMARY KEY ("tender_id", "phase")
);
ALTER TABLE "review_round" ADD CONSTRAINT "review_round_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE review_round ADD CONSTRAINT review_round_phase CHECK (phase IN ('first','second'));
GRANT SELECT, INSERT, UPDATE ON review_round TO bencao_app;
-- Opened once, closed once, announced once.
CREATE FUNCTION keep_review_round() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.tender_id, NEW.phase, NEW.opened_at) = (OLD.tender_id, OLD.phase, OLD.opened_at) AND OLD.closed_at IS NULL THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a review is opened and closed once');
  RETURN NULL;
END $$;
CREATE TRIGGER review_round_fixed BEFORE UPDATE OR DELETE ON review_round FOR EACH ROW EXECUTE FUNCTION keep_review_round();

-- ── results ─────────────────────────────────────────────────────────────────
ALTER TABLE item_result ADD COLUMN phase TEXT NOT NULL DEFAULT 'first';
ALTER TABLE item_result ADD CONSTRAINT item_result_phase CHECK (phase IN ('first','second'));
-- What a lot's items hash to: the freeze is made of these.
CREATE TABLE "lot_score" (
  "lot_id" UUID NOT NULL,
  "hash" TEXT NOT NULL,
  "item_count" INTEGER NOT NULL,
  "score_count" INTEGER NOT NULL,
  CONSTRAINT "lot_score_pkey" PRIMARY KEY ("lot_id")
);
ALTER TABLE "lot_score" ADD CONSTRAINT "lot_score_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
GRANT SELECT, INSERT, UPDATE, DELETE ON lot_score TO bencao_app;
CREATE FUNCTION refuse_frozen_lots() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM changed c JOIN lot l ON l.id = c.lot_id JOIN score_freeze f ON f.tender_id = l.tender_id) THEN
    PERFORM refuse_fixed('scores are frozen');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER lot_score_frozen_i AFTER INSERT ON lot_score REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_lots();
CREATE TRIGGER lot_score_frozen_u AFTER UPDATE ON lot_score REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_lots();
CREATE TRIGGER lot_score_frozen_d AFTER DELETE ON lot_score REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_lots();

-- ── signatures (招标投标法 53) ──────────────────────────────────────────────
CREATE TABLE "expert_key" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "expert_id" UUID NOT NULL,
  "public_key" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "expert_key_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "expert_key_public_key_key" ON "expert_key"("public_key");
CREATE INDEX "expert_key_expert_id_idx" ON "expert_key"("expert_id");
ALTER TABLE "expert_key" ADD CONSTRAINT "expert_key_expert_id_fkey" FOREIGN KEY ("expert_id") REFERENCES "expert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TABLE "review_signature" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "tender_id" UUID NOT NULL,
  "phase" TEXT NOT NULL,
  "expert_id" UUID NOT NULL,
  "key_id" UUID NOT NULL,
  "statement_hash" TEXT NOT NULL,
  "sheet_count" INTEGER NOT NULL,
  "signature" TEXT NOT NULL,
  "signed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "review_signature_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "review_signature_tender_id_phase_expert_id_idx" ON "review_signature"("tender_id", "phase", "expert_id");
ALTER TABLE "review_signature" ADD CONSTRAINT "review_signature_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review_signature" ADD CONSTRAINT "review_signature_expert_id_fkey" FOREIGN KEY ("expert_id") REFERENCES "expert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review_signature" ADD CONSTRAINT "review_signature_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "expert_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER expert_key_append BEFORE UPDATE OR DELETE OR TRUNCATE ON expert_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_signature_append BEFORE UPDATE OR DELETE OR TRUNCATE ON review_signature FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE POLICY walls ON expert_key USING ((SELECT actor_watches()) OR expert_id = (SELECT actor_org('expert')));
CREATE POLICY walls ON review_signature USING ((SELECT actor_watches()) OR expert_id = (SELECT actor_org('expert')));
ALTER TABLE expert_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE review_signature ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON expert_key, review_signature TO bencao_app;

-- ── clarifications and questions ────────────────────────────────────────────
CREATE TABLE "clarification" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "tender_id" UUID NOT NULL,
  "supplier_id" UUID NOT NULL,
  "subject_key" TEXT NOT NULL,
  "indicator_code" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "submitted_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "clarification_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "clarification_tender_id_supplier_id_subject_key_indicator_c_key" ON "clarification"("tender_id", "supplier_id", "subject_key", "indicator_code");
ALTER TABLE "clarification" ADD CONSTRAINT "clarification_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "clarification" ADD CONSTRAINT "clarification_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER clarification_append BEFORE UPDATE OR DELETE OR TRUNCATE ON clarification FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE POLICY walls ON clarification USING ((SELECT actor_watches()) OR supplier_id = (SELECT actor_org('supplier'))
  OR EXISTS (SELECT FROM review_sheet r WHERE r.expert_id = (SELECT actor_org('expert')) AND r.phase = 'second' AND r.tender_id = clarification.tender_id
    AND r.supplier_id = clarification.supplier_id AND r.subject_key = clarification.subject_key));
ALTER TABLE clarification ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON clarification TO bencao_app;

CREATE TABLE "review_question" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "sheet_id" UUID NOT NULL,
  "indicator_code" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "answer" TEXT,
  "answered_at" TIMESTAMPTZ(3),
  CONSTRAINT "review_question_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "review_question_sheet_id_idx" ON "review_question"("sheet_id");
ALTER TABLE "review_question" ADD CONSTRAINT "review_question_sheet_id_fkey" FOREIGN KEY ("sheet_id") REFERENCES "review_sheet"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE POLICY walls ON review_question USING ((SELECT actor_watches()) OR EXISTS (SELECT FROM review_sheet r WHERE r.id = sheet_id AND r.expert_id = (SELECT actor_org('expert'))));
ALTER TABLE review_question ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON review_question TO bencao_app;

-- ── reminders ───────────────────────────────────────────────────────────────
CREATE TABLE "review_reminder" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "tender_id" UUID NOT NULL,
  "expert_id" UUID NOT NULL,
  "sent_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "review_reminder_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "review_reminder_tender_id_expert_id_idx" ON "review_reminder"("tender_id", "expert_id");
ALTER TABLE "review_reminder" ADD CONSTRAINT "review_reminder_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review_reminder" ADD CONSTRAINT "review_reminder_expert_id_fkey" FOREIGN KEY ("expert_id") REFERENCES "expert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE POLICY walls ON review_reminder USING ((SELECT actor_watches()) OR expert_id = (SELECT actor_org('expert')));
ALTER TABLE review_reminder ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON review_reminder TO bencao_app;
