-- Rule packs as they are written (规则包草稿), why they were changed, and what they would do (试算).

ALTER TABLE "rule_pack" ADD COLUMN "note" TEXT;
CREATE TRIGGER rule_pack_kept BEFORE TRUNCATE ON rule_pack FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every saved draft stays: what a second person confirms is one of them, whatever was saved after it.
CREATE TABLE "rule_pack_draft" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "edited_by" UUID NOT NULL,
    "edited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "rule_pack_draft_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "rule_pack_draft_tender_id_revision_key" ON "rule_pack_draft"("tender_id", "revision");
ALTER TABLE "rule_pack_draft" ADD CONSTRAINT "rule_pack_draft_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rule_pack_draft" ADD CONSTRAINT "rule_pack_draft_edited_by_fkey" FOREIGN KEY ("edited_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER rule_pack_draft_append BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_pack_draft FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE "dry_run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tender_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "source_tender_id" UUID,
    "seed" INTEGER NOT NULL,
    "declarers" INTEGER NOT NULL,
    "candidate" JSONB NOT NULL,
    "candidate_hash" TEXT NOT NULL,
    "base" JSONB NOT NULL,
    "base_hash" TEXT NOT NULL,
    "job_id" UUID NOT NULL,
    "started_by" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "dry_run_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "dry_run_source" CHECK (CASE source WHEN 'tender' THEN source_tender_id IS NOT NULL WHEN 'synthetic' THEN source_tender_id IS NULL ELSE false END)
);
CREATE INDEX "dry_run_tender_id_idx" ON "dry_run"("tender_id");
ALTER TABLE "dry_run" ADD CONSTRAINT "dry_run_tender_id_fkey" FOREIGN KEY ("tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "dry_run" ADD CONSTRAINT "dry_run_source_tender_id_fkey" FOREIGN KEY ("source_tender_id") REFERENCES "tender"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "dry_run" ADD CONSTRAINT "dry_run_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "dry_run" ADD CONSTRAINT "dry_run_started_by_fkey" FOREIGN KEY ("started_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER dry_run_append BEFORE UPDATE OR DELETE OR TRUNCATE ON dry_run FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE "dry_run_lot" (
    "run_id" UUID NOT NULL,
    "lot_code" TEXT NOT NULL,
    "base" JSONB NOT NULL,
    "candidate" JSONB NOT NULL,
    CONSTRAINT "dry_run_lot_pkey" PRIMARY KEY ("run_id", "lot_code")
);
ALTER TABLE "dry_run_lot" ADD CONSTRAINT "dry_run_lot_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "dry_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER dry_run_lot_append BEFORE UPDATE OR DELETE OR TRUNCATE ON dry_run_lot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON rule_pack_draft, dry_run, dry_run_lot TO bencao_app;
-- Drafts and rehearsals of the rules are for those who run and watch the campaign; what is published is for everybody.
CREATE POLICY walls ON rule_pack_draft USING ((SELECT actor_watches()));
CREATE POLICY walls ON dry_run USING ((SELECT actor_watches()));
CREATE POLICY walls ON dry_run_lot USING ((SELECT actor_watches()));
ALTER TABLE rule_pack_draft ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE dry_run ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE dry_run_lot ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
